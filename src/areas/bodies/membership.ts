export type Capacity = 'member' | 'observer' | 'candidate'

/** One dated fact of membership. A row that `corrects` another takes its place; a withdrawn one only removes it. */
export interface MembershipFact {
  readonly id: number
  readonly bodyId: string
  readonly ofBodyId: string
  readonly capacity: Capacity
  readonly since: string
  /** first day on which it no longer holds; null while it holds */
  readonly until: string | null
  readonly corrects: number | null
  readonly withdrawn: boolean
}

/** In what capacity a body belongs to another on a day ('YYYY-MM-DD'); null where it doesn't. */
export function standingOn(
  facts: readonly MembershipFact[],
  bodyId: string,
  ofBodyId: string,
  day: string
): Capacity | null {
  const corrected = new Set(facts.map(({ corrects }) => corrects))
  const standing = facts
    .filter((fact) => fact.bodyId === bodyId && fact.ofBodyId === ofBodyId)
    .filter((fact) => !fact.withdrawn && !corrected.has(fact.id))
    .filter(({ since, until }) => since <= day && (until === null || day < until))
    .sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : b.id - a.id))
  return standing[0]?.capacity ?? null
}

/** The bodies that are members of another on a day, in the order of their ids. */
export function membersOf(facts: readonly MembershipFact[], ofBodyId: string, day: string): string[] {
  const bodies = [...new Set(facts.map(({ bodyId }) => bodyId))].sort()
  return bodies.filter((bodyId) => standingOn(facts, bodyId, ofBodyId, day) === 'member')
}
