import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { recommend, smallRecord } from '#test/small-record.ts'
import { reindex } from '../reindex.server.ts'
import { createApi } from './app.server.ts'
import { readableAddresses } from './readable.server.ts'
import { Fault, RecommendationList, RecommendationWhole } from './shapes.ts'

let db: Kysely<Database>
let close: () => Promise<void>
let api: ReturnType<typeof createApi>

beforeAll(async () => {
  ;({ db, close } = await freshDatabase())
  await smallRecord(db)
  await reindex(db, 'all')
  api = createApi(db)
}, 60_000)
afterAll(() => close())

const get = (path: string, headers: Record<string, string> = {}) =>
  api.request(`https://hall.example/api${path}`, { headers })

describe('recommendations', () => {
  it('are searched by words and facets, with counts when asked', async () => {
    const found = RecommendationList.parse(await (await get('/recommendations?words=ratify&counts=true')).json())
    expect(found.total).toBe(2)
    expect(found.facets!.addressee).toEqual([
      { value: 'PH', count: 1 },
      { value: 'TH', count: 1 }
    ])
    expect(found.items.find(({ reference }) => reference === 'S-1')).toMatchObject({
      url: 'https://hall.example/recommendations/S-1',
      positions: [{ bodyId: 'TH', position: 'supported' }]
    })
  })
  it('take several values of a facet as any of them', async () => {
    const found = await (await get('/recommendations?addressee=TH&addressee=MY')).json()
    expect(found.total).toBe(3)
  })
  it('are read to the end by following next, while rows are added', async () => {
    const read: string[] = []
    let path: string | null = '/recommendations?limit=3&sort=oldest'
    for (let page = 0; path; page++) {
      const found: { next: string | null; items: { reference: string }[] } = await (await get(path)).json()
      read.push(...found.items.map(({ reference }) => reference))
      if (page === 1) await recommend(db, 'A-0', { en: 'Said earlier' }, { to: ['TH'], on: '2001-01-01' })
      path = found.next && found.next.replace('https://hall.example/api', '')
    }
    expect(read).toHaveLength(10)
    expect(new Set(read).size).toBe(10)
  })
  it('are given whole with their provenance', async () => {
    const found = RecommendationWhole.parse(await (await get('/recommendations/S-4')).json())
    expect(found.originalLanguage).toBe('th')
    expect(found.provenance).toEqual([])
  })
})

describe('every answer', () => {
  it('has a strong validator, and 304 when nothing changed', async () => {
    const first = await get('/recommendations/S-1')
    const tag = first.headers.get('etag')!
    expect(tag).toMatch(/^"/)
    const again = await get('/recommendations/S-1', { 'if-none-match': tag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })
  it('may be read from any page and kept for a minute', async () => {
    const { headers } = await get('/themes', { origin: 'https://elsewhere.example' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toContain('max-age=60')
  })
  it.each([
    ['/recommendations/NOTHING', 404],
    ['/recommendations?cursor=made-up', 400],
    ['/recommendations?limit=1000', 400],
    ['/bodies/nobody', 404],
    ['/nowhere', 404]
  ])('to %s says in a sentence what is wrong', async (path, status) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(Fault.parse(await answer.json()).error.message).toMatch(/\.$/)
  })
})

it.each(['abc', '0', '1000', '2.5'])('refuses a page of %s items in words of ours', async (size) => {
  expect((await (await get(`/bodies?limit=${size}`)).json()).error.message).toBe(
    'The parameter “limit” can’t be used: give a whole number from 1 to 100.'
  )
})

it('pages through the other records by key', async () => {
  const first = await (await get('/bodies?limit=3')).json()
  expect(first.items.map(({ id }: { id: string }) => id)).toEqual(['ID', 'MY', 'PH'])
  const second = await (await get(first.next.replace('https://hall.example/api', ''))).json()
  expect(second).toMatchObject({ next: null, items: [{ id: 'TH', memberships: [] }] })
})

it('shows on its page addresses that can be opened, also where nothing was recorded yet', () => {
  const examples = readableAddresses(db).map(({ path, example }) => [path, example])
  expect(examples).toContainEqual(['/api/actions/{id}', '/api/actions'])
  expect(examples).toContainEqual(['/api/bodies/{id}', '/api/bodies/TH'])
  for (const [, example] of examples) expect(example).not.toContain('{')
})

it('describes itself in OpenAPI 3.1, each address with an answer', async () => {
  const description = await (await get('/openapi.json')).json()
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths)).toContain('/api/recommendations/{reference}')
  for (const path of Object.values<Record<string, { responses: object }>>(description.paths)) {
    expect(Object.keys(path.get!.responses)).toContain('200')
  }
})
