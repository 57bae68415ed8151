import type { Category } from '#areas/dialogues/category.ts'
import { rulesOf, type Modality, type SegmentRules } from '#areas/dialogues/modality.ts'
import type { Programme, ProgrammeItem } from '#areas/dialogues/programme.ts'
import type { Localised } from '#platform/i18n/locales.ts'

/** A delegation as it sits on the day of the meeting. */
export interface Sitting {
  readonly bodyId: string
  readonly name: Localised
  readonly shortName: Localised
  readonly category: Category
  /** the State of an NHRI; null for all others */
  readonly stateId: string | null
}

/** What the rules of a meeting are applied to, besides what happened in it. */
export interface FloorFacts {
  readonly meeting: string
  readonly rehearsal: boolean
  readonly edition: number
  readonly modality: Modality
  readonly programme: Programme
  readonly delegations: ReadonlyMap<string, Sitting>
}

export function itemOf({ programme }: FloorFacts, id: string | null): ProgrammeItem | undefined {
  return programme.items.find((item) => item.id === id)
}

/** The rules under which an item is held; an item whose rules the modality no longer knows has none. */
export function rulesFor(facts: FloorFacts, item: string | null): SegmentRules | undefined {
  const found = itemOf(facts, item)
  return found && rulesOf(facts.modality, found.rules)
}
