import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planQuery } from './lexemes.ts'
import { matchPlan } from './matching.ts'
import { parseQuery } from './query-language.ts'
import { FACETS, type Facet } from './search.ts'
import { SegmentBuilder, standsIn } from './segment.ts'

const NO_VALUES = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as Record<Facet, readonly string[]>
/** What stands at each position of a text: now and then two forms of one word. */
type Text = readonly (readonly string[])[]

const word = fc.constantFrom('judge', 'court', 'law')
const text: fc.Arbitrary<Text> = fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 2 }), { maxLength: 9 })

function segmentOf(texts: readonly Text[]) {
  const builder = new SegmentBuilder()
  texts.forEach((positions, id) => {
    const places = new Map<string, number[]>()
    positions.forEach((forms, at) => {
      for (const form of forms) places.set(form, [...(places.get(form) ?? []), at + 1])
    })
    const words = [...places].map(([form, at]) => `'x:${form}':${at.join(',')}`).join(' ')
    builder.add({ id, madeOn: '2026-01-01', sortKey: String(id).padStart(3, '0'), words, values: NO_VALUES })
  })
  return builder.finish()
}

const stands = (positions: Text, phrase: readonly string[]) =>
  positions.some((_, from) => phrase.every((one, step) => positions[from + step]?.includes(one)))

it('finds a phrase where its words stand one behind the other, as reading each text does', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 12 }),
      fc.array(word, { minLength: 2, maxLength: 4 }),
      fc.boolean(),
      (texts, phrase, scored) => {
        const plan = planQuery(parseQuery(`"${phrase.join(' ')}"`), (_family, one) => one)
        const { flags, scores } = matchPlan(segmentOf(texts), plan, scored)
        expect([...flags]).toEqual(texts.map((positions) => Number(stands(positions, phrase))))
        if (scores) expect([...scores].map((score) => score > 0)).toEqual([...flags].map(Boolean))
      }
    ),
    { numRuns: 2000 }
  )
})

it('finds a phrase far into a long text, behind many a first word alone', () => {
  const long: Text = [...Array.from({ length: 400 }, () => ['court']), ['law'], ['court'], ['judge']]
  const plan = planQuery(parseQuery('"court judge"'), (_family, one) => one)
  expect([...matchPlan(segmentOf([long, long.slice(0, -1)]), plan, true).flags]).toEqual([1, 0])
})

it('knows a word only while a row that counts has it', () => {
  const segment = segmentOf([[['judge']], [['court'], ['judge']]])
  segment.dead[1] = 1
  expect(['x:judge', 'x:court', 'x:law'].map((lexeme) => standsIn(segment, lexeme))).toEqual([true, false, false])
})
