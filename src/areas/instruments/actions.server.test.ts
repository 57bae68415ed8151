import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { articlesInFile, importText, type OfficialText } from './actions.server.ts'
import { articlesOf, textLanguages } from './public-store.server.ts'

let fresh: FreshDatabase
const NOW = new Date('2026-01-05T02:00:00Z')
const HALL: Actor = { kind: 'system', name: 'test' }

beforeAll(async () => {
  fresh = await freshDatabase()
  await openHall({ db: fresh.db, mode: 'real', now: NOW })
})

afterAll(() => fresh.close())

const OURS: OfficialText = {
  instrumentId: 'ahrd',
  locale: 'en',
  source: { title: 'Declaration', publisher: 'ASEAN Secretariat', url: null, publishedOn: '2013-02-01' },
  articles: [
    { number: '1', text: 'Words of the first.' },
    { number: '2', text: ' ' }
  ]
}

test('new words stand above the old ones, from their own source; empty ones stay out', async () => {
  const context = { db: fresh.db, actor: HALL, now: NOW }
  expect(await importText(context, OURS)).toEqual({ articles: 1 })
  expect(await importText(context, OURS)).toEqual({ refused: 'instruments.fault_nothing_new' })
  const second = {
    ...OURS,
    articles: [{ number: '1', text: 'Other words.' }],
    source: { ...OURS.source, title: 'Second print' }
  }
  expect(await importText(context, second)).toEqual({ articles: 1 })
  const [first, next] = await articlesOf(fresh.db, 'ahrd', 'en')
  expect([first?.texts.en, next?.texts.en]).toEqual(['Other words.', undefined])
  expect(await textLanguages(fresh.db, 'ahrd')).toMatchObject([{ locale: 'en', source: { title: 'Second print' } }])
  const kept = await fresh.db
    .selectFrom('article_text')
    .select('text')
    .where('article_id', '=', first!.id)
    .orderBy('id')
    .execute()
  expect(kept.map(({ text }) => text)).toEqual(['Words of the first.', 'Other words.'])
})

test('articles that the record lacks are added in their place', async () => {
  const context = { db: fresh.db, actor: HALL, now: NOW }
  const articles = ['1', '14', '2'].map((number) => ({ number, text: `Words of ${number}.` }))
  expect(await importText(context, { ...OURS, instrumentId: 'asean-charter', articles })).toEqual({ articles: 3 })
  const numbers = (await articlesOf(fresh.db, 'asean-charter', 'en')).map(({ number }) => number)
  expect(numbers).toEqual([...numbers].sort((a, b) => Number.parseInt(a) - Number.parseInt(b)))
  expect(numbers.slice(0, 2)).toEqual(['1', '2'])
})

test('a visitor is refused, an unknown instrument too, and nothing is left behind', async () => {
  const before = await fresh.db.selectFrom('source').select('id').execute()
  const visitor = { db: fresh.db, actor: { kind: 'visitor' } as Actor, now: NOW }
  expect(await importText(visitor, OURS)).toHaveProperty('refused')
  const context = { db: fresh.db, actor: HALL, now: NOW }
  expect(await importText(context, { ...OURS, instrumentId: 'none' })).toEqual({
    refused: 'instruments.fault_no_instrument'
  })
  expect(await fresh.db.selectFrom('source').select('id').execute()).toHaveLength(before.length)
})

test('a file is read by its own kind; one without articles, or broken, gets a sentence', async () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(await articlesInFile(bytes('<p>Article 1</p><p>One.</p><p>Article 2</p><p>Two.</p>'), 'a.html')).toEqual([
    { number: '1', text: 'One.' },
    { number: '2', text: 'Two.' }
  ])
  expect(await articlesInFile(bytes('No such thing.'), 'a.txt')).toMatchObject({
    refused: 'instruments.fault_no_articles'
  })
  expect(await articlesInFile(bytes('%PDF-1.7 broken'), 'a.pdf')).toHaveProperty('refused')
})
