import type { Mandate } from '#areas/people/actor.ts'
import type { Due } from './due.ts'

/** Who is told, in the order in which it goes up: those who must do it, who stands in for them, the secretariat. */
export const LEVELS = ['responsible', 'stand-in', 'secretariat'] as const
export type Level = (typeof LEVELS)[number]

/** A mandate that is held, with who holds it. */
export interface Holder extends Pick<Mandate, 'role' | 'duty' | 'bodyId'> {
  readonly accountId: string
}

export type People = Readonly<Record<Level, readonly string[]>>

/**
 * The people of each level for a thing that is due. Of a State: its main focal points, then its alternates; who signs
 * off is the validating one, and nobody stands in for that. Of an NHRI or CSO: its people, save that only a State's focal
 * points reply to a recommendation. Of anybody else: nobody.
 */
export function peopleFor({ kind, body, notBy }: Due, holders: readonly Holder[]): People {
  const of = (holds: (holder: Holder) => boolean) =>
    [...new Set(holders.filter((holder) => holds(holder) && holder.accountId !== notBy).map((h) => h.accountId))].sort()
  const duty = (wanted: Holder['duty']) =>
    of((h) => h.role === 'focal-point' && h.bodyId === body?.id && h.duty === wanted)
  const secretariat = of(({ role }) => role === 'secretariat')
  if (body?.kind === 'state') {
    return kind === 'sign-off'
      ? { responsible: duty('validating'), 'stand-in': [], secretariat }
      : { responsible: duty('main'), 'stand-in': duty('alternate'), secretariat }
  }
  const own = kind !== 'reply' && (body?.kind === 'nhri' || body?.kind === 'cso') ? body.kind : null
  return { responsible: of((h) => h.role === own && h.bodyId === body?.id), 'stand-in': [], secretariat }
}

/** Who is told at a level: where nobody is there it goes to the next one at once. */
export function toldAt(people: People, level: Level): { level: Level; accounts: readonly string[] } {
  const found = LEVELS.slice(LEVELS.indexOf(level)).find((at) => people[at].length > 0)
  return found ? { level: found, accounts: people[found] } : { level, accounts: [] }
}

/** Why a level is told: it is theirs to do; nobody is there whose it is; or those whose it is didn't do it in time. */
export type Why = 'theirs' | 'nobody' | 'late'

export function whyTold(people: People, level: Level): Why {
  const below = LEVELS.slice(0, LEVELS.indexOf(level))
  if (below.length === 0) return 'theirs'
  return below.some((at) => people[at].length > 0) ? 'late' : 'nobody'
}
