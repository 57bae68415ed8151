import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  FACETS,
  readPlace,
  readSearchQuery,
  SORTS,
  sortKeyOf,
  sortOf,
  toggle,
  writePlace,
  writeSearchQuery
} from './search.ts'

it('reads back any address it wrote', () => {
  const query = fc.record({
    words: fc.string({ unit: 'grapheme', maxLength: 100 }).map((text) => text.replaceAll('\u0000', '').trim()),
    filters: fc.record(
      Object.fromEntries(
        FACETS.map((facet) => [
          facet,
          fc
            .uniqueArray(
              fc.string({ minLength: 1, maxLength: 20 }).filter((v) => v.trim() === v && !v.includes('\u0000')),
              {
                minLength: 1
              }
            )
            .map((values) => values.sort())
        ])
      ),
      { requiredKeys: [] }
    ),
    sort: fc.constantFrom(...SORTS)
  })
  fc.assert(
    fc.property(query, (asked) => {
      const read = readSearchQuery(writeSearchQuery(asked))
      expect(read.words).toBe(asked.words)
      expect(read.filters).toEqual({ ...asked.filters })
      expect(sortOf(read)).toBe(sortOf(asked))
    })
  )
})

it('opens an address that makes no sense', () => {
  const parameters = new URLSearchParams('sort=upwards&after=here&theme=&nothing=1&words=+fair++')
  expect(readSearchQuery(parameters)).toEqual({ words: 'fair', filters: {} })
})

it('writes a place and reads it back', () => {
  const place = { score: 1234567, madeOn: '2025-11-18', sortKey: sortKeyOf('AHRD7-R3') }
  expect(readPlace(writePlace(place))).toEqual(place)
  expect(readPlace('5~2025-99-99~a')).toBeNull()
})

it('puts R2 before R10', () => {
  expect(sortKeyOf('AHRD7-R2') < sortKeyOf('AHRD7-R10')).toBe(true)
})

it('chooses a value and leaves it out again, from the first page', () => {
  const query = readSearchQuery(new URLSearchParams('words=water&after=1~2025-01-01~a'))
  const chosen = toggle(query, 'addressee', 'TH')
  expect(chosen).toEqual({ words: 'water', filters: { addressee: ['TH'] } })
  expect(toggle(chosen, 'addressee', 'TH')).toEqual({ words: 'water', filters: {} })
})
