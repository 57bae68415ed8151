import { dayOf } from '#platform/clock/clock.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Due, DueKind } from './due.ts'
import { peopleFor, toldAt, whyTold, type Holder, type Level } from './recipients.ts'
import type { Told } from './told.ts'

/** A step of the scheme: so many days after the due day (negative: before) a level is told. */
export interface Step {
  readonly kind: DueKind
  readonly days: number
  readonly tell: Level
}

/** A step as it concerns one person. `level` is higher than the step's where nobody is below. */
export interface Owed extends Told {
  readonly days: number
}

export interface Reminded {
  readonly thing: string
  readonly dueOn: string
  readonly days: number
}

const AN_HOUR_ms = 3_600_000

/** The day of reminders where the person is: it begins at the scheme's hour, not at midnight. */
export function reminderDay(now: Date, timeZone: string, fromHour: number): string {
  return dayOf(new Date(now.getTime() - fromHour * AN_HOUR_ms), timeZone)
}

/** Every step of everything that is due, past and to come, by the account that it concerns. */
export function owedByAccount(
  dues: readonly Due[],
  steps: readonly Step[],
  holders: readonly Holder[]
): Map<string, Owed[]> {
  const owed = new Map<string, Owed[]>()
  for (const due of dues) {
    const people = peopleFor(due, holders)
    for (const { days, tell } of steps.filter(({ kind }) => kind === due.kind)) {
      const { level, accounts } = toldAt(people, tell)
      const why = whyTold(people, level)
      for (const account of accounts) owed.set(account, [...(owed.get(account) ?? []), { due, days, level, why }])
    }
  }
  return owed
}

/**
 * What a person is to be reminded of: of each thing the newest step whose day has come, where it wasn't told yet. Steps
 * that passed while the hall was closed are thereby told once, by the newest; those before it aren't told any more.
 */
export function toRemind(owed: readonly Owed[], reminded: readonly Reminded[], upTo: string): Owed[] {
  const newest = new Map<string, Owed>()
  for (const one of owed) {
    if (addDays(one.due.dueOn, one.days) > upTo) continue
    const known = newest.get(one.due.thing)
    if (!known || one.days > known.days) newest.set(one.due.thing, one)
  }
  const told = new Set(reminded.map(({ thing, dueOn, days }) => `${thing}\n${dueOn}\n${days}`))
  return [...newest.values()]
    .filter(({ due, days }) => !told.has(`${due.thing}\n${due.dueOn}\n${days}`))
    .sort((a, b) =>
      a.due.dueOn < b.due.dueOn ? -1 : a.due.dueOn > b.due.dueOn ? 1 : a.due.thing < b.due.thing ? -1 : 1
    )
}
