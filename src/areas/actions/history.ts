import type { Localised } from '#platform/i18n/locales.ts'

/** What a row of an action's history tells. Each has its sentence: actions.history_<change>. */
export type Change =
  | 'planned'
  | 'plan_changed'
  | 'leads_since'
  | 'joins_since'
  | 'leads_until'
  | 'joins_until'
  | 'part_withdrawn'
  | 'linked'
  | 'unlinked'
  | 'step_begun'
  | 'step_completed'
  | 'step_stopped'
  | 'step_withdrawn'
  | 'milestone_planned'
  | 'milestone_changed'
  | 'milestone_withdrawn'
  | 'milestone_reached'
  | 'reached_withdrawn'
  | 'indicator_planned'
  | 'indicator_changed'
  | 'indicator_withdrawn'
  | 'value_told'
  | 'value_changed'
  | 'value_withdrawn'

/** The words of a plan, milestone or indicator, with its days and numbers, as a row has them. */
export interface Worded {
  readonly words: readonly string[]
  readonly days: readonly (string | null)[]
  readonly numbers: readonly string[]
}

export interface HistoryLine {
  readonly change: Change
  readonly at: Date
  /** the official who wrote it down, by name; null for people of an NHRI or CSO, who could be harmed by it */
  readonly by: string | null
  /** their institution or organisation, named instead */
  readonly byBody: Localised | null
  readonly body: Localised | null
  readonly reference: string | null
  readonly day: string | null
  readonly value: string | null
  /** the title of what it is about, or the reason, and its language */
  readonly about: string | null
  readonly locale: string | null
  /** what the changed row said before */
  readonly before: Worded | null
}

/** What a newer wording took the place of, without what stayed the same. */
export function changedFrom(before: Worded, after: Worded): Worded {
  const other =
    <T>(now: readonly T[]) =>
    (value: T, index: number) =>
      value !== now[index]
  return {
    words: before.words.filter(other(after.words)).filter(Boolean),
    days: before.days.filter(other(after.days)),
    numbers: before.numbers.filter(other(after.numbers))
  }
}
