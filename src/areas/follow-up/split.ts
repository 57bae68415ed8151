import { sentenceOf } from '#areas/documents/joined-items.ts'
import { suggestedParts } from '#areas/documents/splitting.ts'
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
