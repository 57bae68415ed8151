import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseQuery, writeQuery } from './query-language.ts'

it('reads words, phrases, exclusions and alternatives', () => {
  expect(parseQuery('torture "fair trial" -death water OR sanitation')).toEqual({
    all: [
      [{ text: 'torture', phrase: false }],
      [{ text: 'fair trial', phrase: true }],
      [
        { text: 'water', phrase: false },
        { text: 'sanitation', phrase: false }
      ]
    ],
    none: [{ text: 'death', phrase: false }]
  })
})

it('reads an open quotation mark to the end, and a lone OR as nothing', () => {
  expect(parseQuery('OR "fair trial').all).toEqual([[{ text: 'fair trial', phrase: true }]])
  expect(parseQuery('water OR').all).toEqual([[{ text: 'water', phrase: false }]])
})

it('takes anything, and what it writes back means the same', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.oneof(fc.constantFrom('"', '-', 'OR', ' ', '|', '“', '”', 'fair trial', 'ทรมาน'), fc.string()))
      .map((parts) => parts.join(' '))
  )
  fc.assert(
    fc.property(typed, (text) => {
      const asked = parseQuery(text)
      expect(parseQuery(writeQuery(asked))).toEqual(asked)
    }),
    { numRuns: 2000 }
  )
})
