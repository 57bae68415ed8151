import { standingOn, type MembershipFact } from '#areas/bodies/membership.ts'
import type { BodyKind } from '#areas/tables.ts'

/**
 * As what a delegation sits in the room. It follows from dated facts: a State whose membership begins later sits as an
 * observer until then, an NHRI is told apart by its status under the Paris Principles on that day.
 */
export const CATEGORIES = [
  'member-state',
  'observer-state',
  'other-state',
  'commission',
  'permanent-representatives',
  'sectoral-body',
  'nhri-a',
  'nhri',
  'cso',
  'cso-unaccredited',
  'university',
  'organiser',
  'press',
  'guest'
] as const
export type Category = (typeof CATEGORIES)[number]

/** What a category follows from. */
export interface CategoryFacts {
  readonly bodyId: string
  readonly kind: BodyKind
  readonly memberships: readonly MembershipFact[]
  /** the status of the NHRI under the Paris Principles on that day; null: none */
  readonly parisStatus: string | null
  /** whether the CSO's consultative relationship is granted and stands on that day */
  readonly consultative: boolean
}

const REGION = 'asean'

/** The category of a body on a day ('YYYY-MM-DD'). */
export function categoryOn(facts: CategoryFacts, day: string): Category {
  switch (facts.kind) {
    case 'state': {
      const capacity = standingOn(facts.memberships, facts.bodyId, REGION, day)
      return capacity === 'member' ? 'member-state' : capacity ? 'observer-state' : 'other-state'
    }
    case 'nhri':
      return facts.parisStatus === 'A' ? 'nhri-a' : 'nhri'
    case 'cso':
      return facts.consultative ? 'cso' : 'cso-unaccredited'
    default:
      return OTHER[facts.bodyId] ?? BY_KIND[facts.kind] ?? 'guest'
  }
}

const OTHER: Readonly<Record<string, Category>> = {
  cpr: 'permanent-representatives',
  'asean-secretariat': 'organiser'
}

const BY_KIND: Partial<Record<BodyKind, Category>> = {
  commission: 'commission',
  'sectoral-body': 'sectoral-body',
  university: 'university'
}
