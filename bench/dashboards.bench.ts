import { parseArgs } from 'node:util'
import { sql, type Kysely } from 'kysely'
import { loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { build } from '../src/cli/built.ts'
import { Chance } from './chance.ts'
import { enterPast, followUp } from './followed-record.ts'
import type { Measure } from './measure.ts'
import { openServer } from './open-server.ts'
import { pastRows } from './past-rows.ts'

export const usage =
  'dashboards [--rows 21354] [--rows-from FILE] [--times 40]   pages of the follow-up over a large record'

const P95_TARGET_ms = 100
const SEED = 20251117
const NOW = new Date()

/** Fills a fresh hall, opens a server over it, and asks every page of the follow-up with changing filters. */
export async function measure(args: string[]): Promise<Measure[]> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '21354' },
      'rows-from': { type: 'string' },
      times: { type: 'string', default: '40' }
    }
  })
  if (!build()) throw new Error('The pages could not be built.')
  const { db, url, close } = await freshDatabase()
  try {
    const chance = new Chance(SEED)
    await openHall({ db, mode: 'demonstration', now: NOW, afterLoad: [(tx, _mode, now) => loadCast(tx, now)] })
    const rows = pastRows(values['rows-from'], Number(values.rows))
    const entering = performance.now()
    const entered = await enterPast(db, rows, NOW)
    const entered_s = (performance.now() - entering) / 1000
    await followUp(db, NOW)
    const server = await openServer(url)
    try {
      return [
        { name: `${entered} past recommendations entered, of ${rows.length} rows`, value: entered_s, unit: 's' },
        { name: 'facts about how they are carried out', value: await facts(db), unit: 'rows' },
        { name: 'first page after the start', value: await took_ms(`${server.address}/follow-up`), unit: 'ms' },
        ...(await measurePages(db, server.address, Number(values.times), chance))
      ]
    } finally {
      await server.close()
    }
  } finally {
    await close()
  }
}

async function facts(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select (select count(*) from progress_entry)
    + (select count(*) from recommendation_stage) + (select count(*) from milestone_plan)
    + (select count(*) from action_plan) as n`.execute(db)
  return rows[0]!.n
}

type Ask = () => Promise<string>

async function measurePages(db: Kysely<Database>, address: string, times: number, chance: Chance): Promise<Measure[]> {
  const limit_ms = await bareCount_ms(db)
  const { rows: states } = await sql<{ id: string }>`
    select body_id as id from recommendation_addressee group by 1 order by count(*) desc`.execute(db)
  const themes = await db.selectFrom('theme').select('id').execute()
  const filters = () => {
    const query = new URLSearchParams({ from: chance.of(['all', 'all', 'upr', 'dialogue', 'UPR 8']) })
    if (chance.next() < 0.3) query.set('state', chance.oftenFirst(states).id)
    if (chance.next() < 0.3) query.set('theme', chance.of(themes).id)
    return query
  }
  const page = (path: string) => async () => `${path}?${filters()}`
  const rowsOf = async () => {
    const query = filters()
    query.set('part', chance.of(['asked', 'silent', 'contested', 'done', 'changed', 'old-report']))
    query.set('order', chance.of(['newest', 'silence']))
    query.set('page', String(1 + chance.below(3)))
    return `/follow-up/rows?${query}`
  }
  // Somebody answers between two looks at the page: what changed is read before it is shown.
  const changed = async () => {
    await sql`insert into recommendation_position (recommendation_id, body_id, position, stated_on)
      select recommendation_id, body_id, 'supported', ${NOW}::date from recommendation_addressee
      order by recommendation_id desc offset ${chance.below(1000)} limit 1`.execute(db)
    return `/follow-up/flow?${filters()}`
  }
  const pages: readonly (readonly [name: string, ask: Ask])[] = [
    ['/follow-up', async () => '/follow-up'],
    ['/follow-up/flow', page('/follow-up/flow')],
    ['/follow-up/themes', page('/follow-up/themes')],
    ['/follow-up/overdue', page('/follow-up/overdue')],
    ['/follow-up/editions', page('/follow-up/editions')],
    ['/follow-up/rows', rowsOf],
    ['/follow-up/flow, each after a change', changed],
    ['a State’s page', async () => `/bodies/${chance.oftenFirst(states).id}`]
  ]
  const measures: Measure[] = [{ name: 'bare count of the pairs (the limit)', value: limit_ms, unit: 'ms' }]
  for (const [name, ask] of pages) {
    for (let i = 0; i < 5; i++) await took_ms(address + (await ask()))
    const times_ms: number[] = []
    for (let i = 0; i < times; i++) times_ms.push(await took_ms(address + (await ask())))
    const sorted = times_ms.sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
    measures.push(
      { name: `${name}, p50`, value: at(0.5), unit: 'ms', limit: limit_ms, ratio: at(0.5) / limit_ms },
      {
        name: `${name}, p95`,
        value: at(0.95),
        unit: 'ms',
        limit: limit_ms,
        ratio: at(0.95) / limit_ms,
        target: P95_TARGET_ms,
        holds: at(0.95) <= P95_TARGET_ms
      },
      { name: `${name}, max`, value: sorted.at(-1)!, unit: 'ms' }
    )
  }
  return measures
}

/** From the question to the last byte of the answer, over loopback. */
async function took_ms(address: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(address, { headers: { 'accept-language': 'en' } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`)
  return performance.now() - began
}

/** The least that counting the same pairs by SQL can take: all of them, once, with nothing asked of them. */
async function bareCount_ms(db: Kysely<Database>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 9; i++) {
    const began = performance.now()
    await sql`select r.mechanism, count(*) from recommendation_addressee a join recommendation r on r.id = a.recommendation_id
      group by 1`.execute(db)
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[4]!
}
