import { expect, it } from 'vitest'
import { facetLists, SHOWN_FIRST } from './facet-list.ts'
import { FACETS, type FacetCounts } from './search.ts'

const none = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as FacetCounts

it('puts narrower themes under their wider one, and keeps chosen values in sight', () => {
  const theme = [
    { value: 'justice', count: 9 },
    { value: 'water', count: 7 },
    { value: 'torture', count: 5 },
    ...Array.from({ length: SHOWN_FIRST }, (_, i) => ({ value: `t${i}`, count: 1 }))
  ]
  const [list] = facetLists(
    { ...none, theme },
    { theme: [`t${SHOWN_FIRST - 1}`] },
    (_, value) => (value === 'torture' ? 'justice' : null),
    FACETS
  )
  expect(list!.first.slice(0, 3).map(({ value, depth }) => [value, depth])).toEqual([
    ['justice', 0],
    ['torture', 1],
    ['water', 0]
  ])
  expect(list!.first.at(-1)).toMatchObject({ value: `t${SHOWN_FIRST - 1}`, chosen: true })
  expect(list!.first.length + list!.rest.length).toBe(theme.length)
})

it('leaves out facets without values', () => {
  expect(facetLists(none, {}, () => null, FACETS)).toEqual([])
})
