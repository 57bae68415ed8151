import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutPage } from './paging.ts'

test('pages put together are the list, each thing once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (things, size) => {
      const { pages } = cutPage(things, null, size)
      const all = Array.from({ length: pages }, (_, i) => cutPage(things, String(i + 1), size).shown)
      expect(all.flat()).toEqual(things)
    })
  )
})

test.each([
  ['0', 1],
  ['-3', 1],
  ['2.7', 2],
  ['99', 3],
  ['third', 1],
  ['Infinity', 1]
])('page %s is page %i of three', (asked, page) => {
  expect(cutPage([1, 2, 3, 4, 5], asked, 2)).toMatchObject({ page, pages: 3, total: 5 })
})
