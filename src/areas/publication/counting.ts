import { FACETS, type Facet, type FacetCount, type FacetCounts, type Filters } from './search.ts'
import type { Segment } from './segment.ts'

/**
 * Narrows matching rows by the chosen facet values and counts every value of every facet, in one pass. A facet is
 * counted without its own selection: choosing Thailand must not make Indonesia look empty. So a row that only one
 * facet refuses is still counted for that facet.
 *
 * Rows that remain keep their flag; the others lose it.
 */
export function narrowAndCount(
  segment: Segment,
  flags: Uint8Array,
  filters: Filters
): { total: number; counts: Uint32Array } {
  const { valuesFrom, values, facetOfValue } = segment
  const counts = new Uint32Array(segment.valueNames.length)
  const chosen = FACETS.map((facet, number) => ({ facet, number })).filter(({ facet }) => filters[facet]?.length)
  const everyChosen = chosen.reduce((bits, { number }) => bits | (1 << number), 0)
  const bitOfValue = chosenBits(segment, filters, chosen)
  let total = 0
  for (let row = 0; row < segment.size; row++) {
    if (flags[row] === 0) continue
    const from = valuesFrom[row]!
    const end = valuesFrom[row + 1]!
    let missing = everyChosen
    if (everyChosen) for (let i = from; i < end; i++) missing &= ~bitOfValue[values[i]!]!
    if (missing === 0) {
      total += 1
      for (let i = from; i < end; i++) counts[values[i]!]! += 1
      continue
    }
    flags[row] = 0
    if ((missing & (missing - 1)) !== 0) continue
    const only = 31 - Math.clz32(missing)
    for (let i = from; i < end; i++) if (facetOfValue[values[i]!] === only) counts[values[i]!]! += 1
  }
  return { total, counts }
}

function chosenBits(
  segment: Segment,
  filters: Filters,
  chosen: readonly { facet: Facet; number: number }[]
): Uint16Array {
  const bits = new Uint16Array(segment.valueNames.length)
  for (const { facet, number } of chosen) {
    for (const value of filters[facet]!) {
      const known = segment.valueNumbers[facet].get(value)
      if (known !== undefined) bits[known] = 1 << number
    }
  }
  return bits
}

/** The counts of several segments together, most frequent first, then by value; chosen values always there. */
export function namedCounts(
  counted: readonly { segment: Segment; counts: Uint32Array }[],
  filters: Filters
): FacetCounts {
  const sums = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >
  for (const { segment, counts } of counted) {
    counts.forEach((count, value) => {
      if (!count) return
      const sum = sums[FACETS[segment.facetOfValue[value]!]!]
      const name = segment.valueNames[value]!
      sum.set(name, (sum.get(name) ?? 0) + count)
    })
  }
  return Object.fromEntries(
    FACETS.map((facet) => [facet, inOrder(sums[facet], filters[facet] ?? [])])
  ) as unknown as FacetCounts
}

export function inOrder(sums: ReadonlyMap<string, number>, chosen: readonly string[]): FacetCount[] {
  const all = new Map([...chosen.map((value) => [value, 0] as const), ...sums])
  return [...all]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
