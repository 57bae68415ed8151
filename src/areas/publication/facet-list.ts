import type { Facet, FacetCount, FacetCounts, Filters } from './search.ts'

/** Values shown at once; the others open below them. */
export const SHOWN_FIRST = 8

export interface FacetOption extends FacetCount {
  readonly chosen: boolean
  /** 1 for a narrower theme, an article of an instrument, a session of a Dialogue */
  readonly depth: 0 | 1
}

export interface FacetList {
  readonly facet: Facet
  readonly first: readonly FacetOption[]
  readonly rest: readonly FacetOption[]
}

/** Facets in which a value stands below another one, and how its wider value is known. */
type Wider = (facet: Facet, value: string) => string | null

/** The facets of a page: what has values, wider values before their narrower ones, chosen ones never hidden. */
export function facetLists(counts: FacetCounts, filters: Filters, wider: Wider, order: readonly Facet[]): FacetList[] {
  return order
    .filter((facet) => counts[facet].length > 0)
    .map((facet) => {
      const options = inHierarchy(facet, counts[facet], filters[facet] ?? [], wider)
      const isFirst = (option: FacetOption, at: number) => at < SHOWN_FIRST || option.chosen
      return { facet, first: options.filter(isFirst), rest: options.filter((option, at) => !isFirst(option, at)) }
    })
}

function inHierarchy(
  facet: Facet,
  counts: readonly FacetCount[],
  chosen: readonly string[],
  wider: Wider
): FacetOption[] {
  const option = ({ value, count }: FacetCount, depth: 0 | 1): FacetOption => ({
    value,
    count,
    depth,
    chosen: chosen.includes(value)
  })
  const there = new Set(counts.map(({ value }) => value))
  const below = (count: FacetCount) => {
    const above = wider(facet, count.value)
    return above !== null && there.has(above) ? above : null
  }
  return counts
    .filter((count) => below(count) === null)
    .flatMap((top) => [
      option(top, 0),
      ...counts.filter((count) => below(count) === top.value).map((count) => option(count, 1))
    ])
}
