import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Kysely } from 'kysely'
import { segmentsOf } from '#areas/publication/columns.server.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import { FACETS, SORTS, type Facet, type FacetCounts, type SearchQuery } from '#areas/publication/search.ts'
import { search } from '#areas/publication/search.server.ts'
import type { Segment } from '#areas/publication/segment.ts'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { plainCounts } from '#test/plain-counts.ts'
import type { Measure } from './measure.ts'
import { Chance } from './chance.ts'
import { fillLargeRecord } from './large-record.ts'
import { sentencesFrom } from './sentences.ts'

export const usage =
  'search [--rows 250000] [--rows-from FILE] [--queries 240] [--exact 24]   faceted search over a large record'

const P95_TARGET_ms = 50
const MAX_TARGET_ms = 300
const SEED = 20251117

/** Makes a large record in a fresh database, asks it a mix of faceted queries, and proves their counts by plain SQL. */
export async function measure(args: string[]): Promise<Measure[]> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '250000' },
      'rows-from': { type: 'string' },
      queries: { type: 'string', default: '240' },
      exact: { type: 'string', default: '24' }
    }
  })
  const { db, close } = await freshDatabase()
  try {
    const chance = new Chance(SEED)
    await fillLargeRecord(db, Number(values.rows), sentencesFrom(values['rows-from'], chance), chance)
    const indexed_s = await seconds(() => db.transaction().execute((tx) => reindex(tx, 'all')))
    return [
      { name: 'index made from the record', value: indexed_s, unit: 's' },
      ...(await measureSearch(db, chance, Number(values.queries), Number(values.exact)))
    ]
  } finally {
    await close()
  }
}

async function measureSearch(db: Kysely<Database>, chance: Chance, count: number, exact: number): Promise<Measure[]> {
  const before_bytes = memory_bytes()
  const fill_s = await seconds(() => segmentsOf(db))
  const held_bytes = memory_bytes() - before_bytes
  const { facets } = await search(db, { words: '', filters: {} }, 'en')
  const queries = Array.from({ length: count }, (_, i) => queryOf(i, facets, chance))
  // Once without measuring, as a server that has been up for a minute.
  for (const query of queries.slice(0, 20)) await search(db, query, 'en')
  const times_ms: number[] = []
  for (const query of queries) times_ms.push((await search(db, query, 'en')).took_ms)
  const sorted = times_ms.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  const limit_ms = bareCount_ms(await segmentsOf(db))
  const step = Math.max(1, Math.floor(count / exact))
  const compared = queries.filter((_, i) => i % step === 0)
  const wrong = await differences(db, compared)
  return [
    { name: 'columns filled from PostgreSQL', value: fill_s, unit: 's' },
    { name: 'p50', value: at(0.5), unit: 'ms', limit: limit_ms, ratio: at(0.5) / limit_ms },
    timed('p95', at(0.95), limit_ms, P95_TARGET_ms),
    timed('max', sorted.at(-1)!, limit_ms, MAX_TARGET_ms),
    { name: 'memory held by the columns', value: held_bytes / 1e6, unit: 'MB' },
    { name: 'memory of the process', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
    {
      name: `queries whose counts differ from plain SQL, of ${compared.length}`,
      value: wrong,
      unit: 'queries',
      target: 0,
      holds: wrong === 0
    }
  ]
}

function timed(name: string, value: number, limit: number, target: number): Measure {
  return { name, value, unit: 'ms', limit, ratio: value / limit, target, holds: value <= target }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Memory in use after everything that nobody holds was given back. */
function memory_bytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const WORDS =
  'ratify,children,torture,"human rights",women,-women,"fair trial",migrant workers,water OR environment,education,สิทธิ,detention,"death penalty",independent mechanism,recruitment,-torture,penyiksaan,人权,judges,the'.split(
    ','
  )

/** No words, one or two; no facets up to four with several values; every order; now and then a later page. */
function queryOf(number: number, facets: FacetCounts, chance: Chance): SearchQuery {
  const words = Array.from({ length: number % 3 }, () => chance.of(WORDS)).join(' ')
  const filters: Partial<Record<Facet, string[]>> = {}
  for (let i = 0; i < number % 5; i++) {
    const facet = chance.of(FACETS)
    const values = facets[facet].map(({ value }) => value)
    if (values.length) filters[facet] = chance.some(values, 4)
  }
  const later = number % 7 === 0 ? { after: { score: 0, madeOn: '2015-01-01', sortKey: 'g-0000120000' } } : {}
  return { words, filters, sort: chance.of(SORTS), ...later }
}

/** The least a count of every facet can take: one pass over all the values, with nothing to match. */
function bareCount_ms(segments: readonly Segment[]): number {
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now()
    for (const { values, valueNames } of segments) {
      const counts = new Uint32Array(valueNames.length)
      for (let i = 0; i < values.length; i++) counts[values[i]!]! += 1
    }
    return performance.now() - began
  })
  return times.sort((a, b) => a - b)[4]!
}

async function differences(db: Kysely<Database>, queries: readonly SearchQuery[]): Promise<number> {
  let wrong = 0
  for (const query of queries) {
    const { total, facets, instead } = await search(db, query, 'en')
    const plain = await plainCounts(db, instead ? { ...query, words: instead } : query)
    if (JSON.stringify({ total, facets }) !== JSON.stringify(plain)) wrong += 1
  }
  return wrong
}
