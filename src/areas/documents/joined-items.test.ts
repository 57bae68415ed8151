import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statesOfTheWorld } from '#areas/bodies/states-of-the-world.ts'
import { splitJoined } from './joined-items.ts'

const CLAUSES = [
  'ratify the Convention on Lakes',
  'take further steps, as planned, to count geese',
  'ensure that nobody (or nearly nobody) is left out',
  'adopt a law on names'
]
const name = fc.constantFrom(
  ...statesOfTheWorld.flatMap(({ name, officialName, alsoPrinted }) => [
    name,
    ...(officialName ? [officialName] : []),
    ...alsoPrinted
  ])
)
const part = fc.record({ clause: fc.constantFrom(...CLAUSES), makers: fc.array(name, { minLength: 1, maxLength: 4 }) })

describe('an item that joins several recommendations', () => {
  test('is divided into the parts that it was made of, whatever joins them', () => {
    const joint = fc.constantFrom('; ', '; and ', ', and ', ' as well as ', '/', '. ')
    const separator = fc.constantFrom(', ', ' and ', '; ', ', and ', ' and the ')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), joint, separator, (parts, between, comma) => {
        const item = parts.map(({ clause, makers }) => `${clause} (${makers.join(comma)})`).join(between) + ';'
        const found = splitJoined(item)
        expect(found.map(({ text }) => text.toLowerCase())).toEqual(parts.map(({ clause }) => clause.toLowerCase()))
        expect(
          found.map(({ makers }) => makers.map(({ printed }) => printed.toLowerCase().replace(/^the /, '')))
        ).toEqual(parts.map(({ makers }) => makers.map((maker) => maker.toLowerCase().replace(/^the /, ''))))
      })
    )
  })

  test('gives parts in their order that do not overlap, for any words', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      'Chile',
      ';',
      ',',
      ' and ',
      'ratify ',
      'the ',
      '(a) ',
      ' ',
      '.',
      'Viet Nam',
      '2',
      'États'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const item = pieces.join('')
        let behind = 0
        for (const { from, to, text } of splitJoined(item)) {
          expect(from).toBeGreaterThanOrEqual(behind)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(item.length)
          expect(text).not.toBe('')
          behind = to
        }
      })
    )
  })

  test.each([
    ['sign the Pact on Salt (Mali) and the Pact on Tea (Oman)', ['Sign the Pact on Salt', 'Sign the Pact on Tea']],
    [
      'continue its efforts to join the Pact on Salt (Mali) and the Pact on Tea (Oman)',
      ['Continue its efforts to join the Pact on Salt', 'Continue its efforts to join the Pact on Tea']
    ],
    [
      'sign the Pact on Salt (Mali); all workers should be paid (Oman)',
      ['Sign the Pact on Salt', 'All workers should be paid']
    ],
    ['sign the Pact (Mali) Abolish all tolls (Oman)', ['Sign the Pact', 'Abolish all tolls']],
    ['sign the Pact (Mali); the abolition of tolls (Oman)', ['Sign the Pact', 'The abolition of tolls']]
  ])('a verb is shared only where the second part leaves it out: %s', (item, texts) => {
    expect(splitJoined(item).map(({ text }) => text)).toEqual(texts)
  })

  test('a State that speaks for others is the maker', () => {
    expect(splitJoined('Share its seeds (Brazil, on behalf of the seed bank).')[0]!.makers).toMatchObject([
      { state: { code: 'BR' } }
    ])
  })
})
