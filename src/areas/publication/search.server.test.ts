import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { plainCounts } from '#test/plain-counts.ts'
import { reindex } from './reindex.server.ts'
import { FACETS, SORTS, type SearchQuery } from './search.ts'
import { everyMatch, search } from './search.server.ts'
import { recommend, smallRecord } from '#test/small-record.ts'

let db: Kysely<Database>
let close: () => Promise<void>

beforeAll(async () => {
  ;({ db, close } = await freshDatabase())
  await smallRecord(db)
  await reindex(db, 'all')
}, 60_000)
afterAll(() => close())

const asked = (words: string, more: Partial<SearchQuery> = {}): SearchQuery => ({ words, filters: {}, ...more })
const references = async (words: string, more: Partial<SearchQuery> = {}) =>
  (await search(db, asked(words, more), 'en', 100)).hits.map(({ reference }) => reference).sort()

describe('words', () => {
  it('finds an English word by its stem, and what says it', async () => {
    expect(await references('ratifying')).toEqual(['S-1', 'S-2'])
  })
  it('finds a phrase only where the words stand beside each other', async () => {
    expect(await references('"torture convention"')).toEqual([])
    expect(await references('"convention against torture"')).toEqual(['S-1'])
  })
  it('leaves out what is excluded', async () => {
    expect(await references('ratify -torture')).toEqual(['S-2'])
  })
  it('finds either of two words', async () => {
    expect(await references('torture OR fishers')).toEqual(['S-1', 'S-3'])
  })
  it.each([
    ['Thai', 'ทรมาน', 'S-4'],
    ['Khmer', 'ទារុណកម្ម', 'S-5'],
    ['Lao', 'ສິດທິ', 'S-6'],
    ['Burmese', 'လူ့အခွင့်အရေး', 'S-7'],
    ['Chinese', '人权', 'S-8'],
    ['Indonesian', 'perlindungan', 'S-9'],
    ['Vietnamese without its marks', 'quyen con nguoi', 'S-10']
  ])('finds a word of a text in %s', async (_, word, reference) => {
    expect(await references(word)).toContain(reference)
  })
  it('finds part of an unspaced run by its pairs of characters', async () => {
    expect(await references('权机')).toEqual(['S-8'])
  })
  it('finds a text in another language through the name of its theme', async () => {
    expect(await references('การทรมาน')).toContain('S-1')
  })
  it('finds a reference', async () => {
    expect(await references('S-10')).toEqual(['S-10'])
  })
  it('searches the nearest word of the record when the one typed finds nothing', async () => {
    const found = await search(db, asked('tortrue convntion'), 'en')
    expect(found.instead).toBe('torture convention')
    expect(found.hits.map(({ reference }) => reference)).toEqual(['S-1'])
  })
  it('says when a query is in Zawgyi', async () => {
    expect((await search(db, asked('ေမာင္'), 'en')).zawgyi).toBe(true)
  })
  it('marks the words that were found', async () => {
    const found = await search(db, asked('ratifying'), 'en')
    expect(found.hits[0]!.text.pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['Ratify'])
  })
})

describe('facets', () => {
  it('counts a theme with its narrower ones', async () => {
    const { facets } = await search(db, asked(''), 'en')
    expect(facets.theme.find(({ value }) => value === 'justice')!.count).toBe(2)
    expect(facets.theme.find(({ value }) => value === 'torture')!.count).toBe(1)
  })
  it('counts a facet without its own choice, and the others with it', async () => {
    const { facets, total } = await search(db, asked('', { filters: { addressee: ['TH'] } }), 'en')
    expect(total).toBe(1)
    expect(facets.addressee.find(({ value }) => value === 'PH')!.count).toBeGreaterThan(0)
    expect(facets.year.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  })
  it('equals plain SQL for any query, while rows are added and changed', async () => {
    const values = await search(db, asked(''), 'en')
    const filters = fc.record(
      Object.fromEntries(
        FACETS.map((facet) => [
          facet,
          fc.uniqueArray(fc.constantFrom('unknown', ...values.facets[facet].map(({ value }) => value)), {
            minLength: 1,
            maxLength: 3
          })
        ])
      ),
      { requiredKeys: [] }
    )
    const words = fc
      .array(fc.constantFrom('rights', 'torture', '"human rights"', '-torture', 'fishers OR children', 'สิทธิ', 'the'), {
        maxLength: 3
      })
      .map((some) => some.join(' '))
    let made = 0
    await fc.assert(
      fc.asyncProperty(words, filters, fc.boolean(), async (typed, chosen, grow) => {
        if (grow)
          await recommend(db, `G-${++made}`, { en: `Protect the human rights of fishers ${made}` }, { to: ['PH'] })
        const query = asked(typed, { filters: chosen })
        const { total, facets, instead } = await search(db, query, 'en')
        if (instead) return
        expect({ total, facets }).toEqual(await plainCounts(db, query))
      }),
      { numRuns: 120 }
    )
  }, 60_000)
})

describe('paging', () => {
  it.each(SORTS)('holds its place in the order "%s" while rows are added', async (sort) => {
    const query = asked('rights', { sort })
    const before = await search(db, query, 'en', 1000)
    const read: string[] = []
    let after: SearchQuery['after']
    for (let page = 0; ; page++) {
      const { hits } = await search(db, { ...query, ...(after && { after }) }, 'en', 7)
      read.push(...hits.map(({ reference }) => reference))
      if (hits.length < 7) break
      after = hits.at(-1)!.place
      await recommend(db, `P-${sort}-${page}`, { en: 'Rights, newly said' }, { to: ['TH'] })
    }
    expect(new Set(read).size).toBe(read.length)
    const kept = new Set(before.hits.map(({ reference }) => reference))
    expect(read.filter((reference) => kept.has(reference))).toEqual(before.hits.map(({ reference }) => reference))
  })
  it('goes back to the page before', async () => {
    const query = asked('', { sort: 'oldest' })
    const first = await search(db, query, 'en', 3)
    const second = await search(db, { ...query, after: first.hits.at(-1)!.place }, 'en', 3)
    expect(second.ahead).toBe(3)
    const back = await search(db, { ...query, before: second.hits[0]!.place }, 'en', 3)
    expect(back.hits.map(({ id }) => id)).toEqual(first.hits.map(({ id }) => id))
    expect(back.ahead).toBe(0)
  })
  it('gives every match once', async () => {
    const ids: number[] = []
    for await (const some of everyMatch(db, asked('', { sort: 'reference' }))) ids.push(...some)
    const { total } = await search(db, asked(''), 'en')
    expect(new Set(ids).size).toBe(total)
  })
})
