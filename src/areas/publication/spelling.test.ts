import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distance, nearest } from './spelling.ts'

it('counts swapped neighbours as one slip', () => {
  expect(distance('tortrue', 'torture', 2)).toBe(1)
  expect(distance('convntion', 'convention', 2)).toBe(1)
  expect(distance('abc', 'xyz', 2)).toBe(3)
})

it('is the same both ways, and nothing only between equals', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b, 9)).toBe(distance(b, a, 9))
      expect(distance(a, b, 9) === 0).toBe(a === b)
    })
  )
})

it('offers the nearest word, then the one used most, and none for short words', () => {
  const uses = [
    { word: 'migrants', uses: 3 },
    { word: 'migrant', uses: 9 },
    { word: 'migration', uses: 50 }
  ]
  expect(nearest('migrnat', uses)).toBe('migrant')
  expect(nearest('migrantz', uses)).toBe('migrant')
  expect(nearest('xyz', [{ word: 'xyw', uses: 5 }])).toBeNull()
})
