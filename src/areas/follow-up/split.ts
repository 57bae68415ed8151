import { sentenceOf } from '#areas/documents/joined-items.ts'
import { suggestedParts } from '#areas/documents/splitting.ts'
import type { Position } from '#areas/tables.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import type { PartPosition } from './positions.ts'

// "Partly" divides a recommendation into parts that can each be answered with one word.

export const FEWEST_PARTS = 2
export const MOST_PARTS = 9
export const LONGEST_PART = 1000

export interface GivenPart {
  readonly text: string
  readonly position: PartPosition
}

/**
 * What the parts come to as a whole. All supported is supported; some supported is partly, whatever the others are. Where
 * none is, the whole waits while a part waits, and is noted as soon as one part is.
 * The view standing_position (db/migrations/0007_positions.sql) says the same in SQL.
 */
export function overallOf(parts: readonly PartPosition[]): Position {
  if (parts.every((position) => position === 'supported')) return 'supported'
  if (parts.includes('supported')) return 'partly'
  if (parts.includes('pending')) return 'pending'
  return parts.includes('noted') ? 'noted' : 'no-reply'
}

/** Where the words most likely divide, as sentences; a person decides. */
export function suggestedSplit(words: string): string[] {
  return suggestedParts(words).slice(0, MOST_PARTS).map(sentenceOf)
}

/** Why that is no division, or null. Parts are numbered as on the form, empty ones left out. */
export function splitFault(parts: readonly GivenPart[]): Refusal | null {
  if (parts.length < FEWEST_PARTS) return refuse('positions.parts_few', undefined, 'part1')
  if (parts.length > MOST_PARTS) return refuse('positions.parts_many', { most: MOST_PARTS }, 'part1')
  const said = parts.map(({ text }) => text.replace(/\s+/g, ' ').toLowerCase())
  const twice = said.findIndex((text, i) => said.indexOf(text) < i)
  return twice < 0 ? null : refuse('positions.parts_twice', undefined, `part${twice + 1}`)
}
