import type { CaseStage } from '#areas/bodies/accreditation-case.ts'
import type { BodyKind } from '#areas/tables.ts'
import type { Level as Progress } from '#areas/follow-up/tracks.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { addDays } from '#platform/clock/day.ts'

/** What people are reminded of. A new kind needs its rows in `due-store.server.ts`, its words, and steps in a scheme. */
export const REMINDED_KINDS = ['reply', 'report', 'sign-off', 'milestone', 'action'] as const
/**
 * Everything that can be due. Whoever assesses does so of their own accord, and a case of accreditation has mails of its
 * own: both stand on the desk, and no reminder asks.
 */
export const DUE_KINDS = ['reply', 'report', 'sign-off', 'assess', 'accreditation', 'milestone', 'action'] as const
export type DueKind = (typeof DUE_KINDS)[number]

export interface DueBody {
  readonly id: string
  readonly kind: BodyKind
  readonly name: Localised
}

/** One thing that somebody must do by a day. It follows from the facts, and is nowhere stored. */
export interface Due {
  readonly kind: DueKind
  /** its name as long as it lives: 'milestone 12', 'report AHRD7-R3 ID' */
  readonly thing: string
  readonly dueOn: string
  /** whose it is to do; null where nobody leads. Of an assessment: the State that reported */
  readonly body: DueBody | null
  readonly title: Localised
  /** the recommendation's, or the application's */
  readonly reference: string | null
  /** the page on which it is done */
  readonly path: string
  /** the account that can't do it: nobody signs off their own report */
  readonly notBy: string | null
  /** when it last changed, and how often it did before */
  readonly changedAt: Date
  readonly revision: number
  /** the day since which it waits, where that says more than its due day */
  readonly since?: string
  /** of a case of accreditation: how far it is, which says what is to be done */
  readonly stage?: CaseStage
}

export interface LastReport {
  readonly observedOn: string
  readonly level: Progress
  readonly evidence: boolean
  readonly validated: boolean
}

/**
 * The day on which a State's next report is due: so many days after its last, or after the recommendation was made.
 * Null where the last one was the last word: fully done, with evidence and signed off.
 */
export function reportDueOn(last: LastReport | null, madeOn: string, growsOld_days: number): string | null {
  if (last?.level === 'fully' && last.evidence && last.validated) return null
  return addDays(last?.observedOn ?? madeOn, growsOld_days)
}

export interface ActionStep {
  readonly step: 'begun' | 'completed' | 'stopped'
  readonly reachedOn: string
}

/** Whether nothing of an action is due any more on a day: it was completed or stopped, and not begun again since. */
export function isOver(steps: readonly ActionStep[], day: string): boolean {
  const newest = (over: boolean) =>
    steps
      .filter(({ step, reachedOn }) => (step !== 'begun') === over && reachedOn <= day)
      .reduce((latest, { reachedOn }) => (reachedOn > latest ? reachedOn : latest), '')
  return newest(true) !== '' && newest(true) >= newest(false)
}

export type Urgency = 'overdue' | 'today' | 'later'

export function urgency(dueOn: string, today: string): Urgency {
  return dueOn < today ? 'overdue' : dueOn === today ? 'today' : 'later'
}

/** What is overdue longest comes first; the rest of the order only keeps it the same each time. */
export function byUrgency(a: Due, b: Due): number {
  return compare(a.dueOn, b.dueOn) || DUE_KINDS.indexOf(a.kind) - DUE_KINDS.indexOf(b.kind) || compare(a.thing, b.thing)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
