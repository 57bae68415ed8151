import { dayOf } from '#platform/clock/clock.ts'
import type { Programme, ProgrammeItem } from './programme.ts'

// When the items of a programme are: by day in the time of the hall, which is on.

const MINUTE = 60_000

export interface Span {
  readonly from: number
  readonly until: number
}

export function spanOf({ startsAt, minutes }: Pick<ProgrammeItem, 'startsAt' | 'minutes'>): Span {
  const from = Date.parse(startsAt)
  return { from, until: from + minutes * MINUTE }
}

/** The time of day of a moment (milliseconds since 1970) in the hall, as 09:00: minutes and hours need no language. */
export function timeIn(timeZone: string, moment: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(moment)
}

export interface ProgrammeDay {
  readonly day: string
  readonly items: readonly ProgrammeItem[]
}

export function byDay({ timeZone, items }: Pick<Programme, 'timeZone' | 'items'>): ProgrammeDay[] {
  const days = new Map<string, ProgrammeItem[]>()
  for (const item of [...items].sort((a, b) => spanOf(a).from - spanOf(b).from)) {
    const day = dayOf(new Date(item.startsAt), timeZone)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return [...days].map(([day, its]) => ({ day, items: its }))
}

/** Whether an item is planned for this moment. */
export function isOn(item: Pick<ProgrammeItem, 'startsAt' | 'minutes'>, now: number): boolean {
  const { from, until } = spanOf(item)
  return from <= now && now < until
}
