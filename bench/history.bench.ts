import { parseArgs } from 'node:util'
import { sql, type Kysely } from 'kysely'
import { enterHistory, type Told } from '#areas/bulk/history-actions.server.ts'
import { pastRecommendations, type CodedRow } from '#areas/bulk/history.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { segmentsOf } from '#areas/publication/columns.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal } from '#platform/refusal.ts'
import { freshDatabase } from '#test/database.ts'
import type { Measure } from './measure.ts'
import { pastRows } from './past-rows.ts'

export const usage = 'history [--rows 21354] [--rows-from FILE]   past reviews, coded row by row, entered in one go'

const TARGET_s = 120
const BATCH = 1_000

/** Enters coded rows as an import does, and beside it puts the same rows into one plain table. */
export async function measure(args: string[]): Promise<Measure[]> {
  const { values } = parseArgs({
    args,
    options: { rows: { type: 'string', default: '21354' }, 'rows-from': { type: 'string' } }
  })
  const { db, close } = await freshDatabase()
  try {
    const now = new Date()
    await openHall({ db, mode: 'real', now })
    const began = performance.now()
    const rows = pastRows(values['rows-from'], Number(values.rows))
    const { recommendations, faults } = pastRecommendations(rows)
    const read_s = (performance.now() - began) / 1000
    const context = { db, actor: { kind: 'system', name: 'bench' } as const, now }
    const stages = new Map<string, number>()
    let [since, slowest_ms] = [performance.now(), 0]
    const told: Told = (stage) => {
      const took_ms = performance.now() - since
      stages.set(stage, (stages.get(stage) ?? 0) + took_ms / 1000)
      slowest_ms = Math.max(slowest_ms, took_ms)
      since = performance.now()
    }
    const entering = performance.now()
    const outcome = await db.transaction().execute((tx) => enterHistory(tx, context, recommendations, null, told))
    const entered_s = (performance.now() - entering) / 1000
    if (isRefusal(outcome)) throw new Error(outcome.refused)
    const filling = performance.now()
    await segmentsOf(db)
    const filled_s = (performance.now() - filling) / 1000
    const plain_s = await plainly(db, rows)
    const total_s = read_s + entered_s
    return [
      {
        name: `all of it, of ${rows.length} rows`,
        ...timed(total_s, plain_s),
        target: TARGET_s,
        holds: total_s < TARGET_s
      },
      { name: 'reading and grouping', value: read_s, unit: 's' },
      ...[...stages].map(([name, value]) => ({ name, value, unit: 's' })),
      { name: 'the longest batch', value: slowest_ms, unit: 'ms' },
      { name: 'rows a second', value: rows.length / total_s, unit: '1/s' },
      { name: 'recommendations', value: outcome.entered, unit: 'recommendations' },
      { name: 'rows at fault', value: faults.length, unit: 'rows' },
      { name: 'search reads them first', value: filled_s, unit: 's' }
    ]
  } finally {
    await close()
  }
}

function timed(value: number, limit: number) {
  return { value, unit: 's', limit, ratio: value / limit }
}

/** The least it can take: the same rows in one table of text, without a rule, a link or an index. */
async function plainly(db: Kysely<Database>, rows: readonly CodedRow[]): Promise<number> {
  await sql`create table plain (session text, state_under_review text, recommending_state text, response text,
    issues text, recommendation text)`.execute(db)
  const began = performance.now()
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < rows.length; at += BATCH) {
      await sql`insert into plain select * from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + BATCH))}::jsonb)
        as r(session text, state_under_review text, recommending_state text, response text, issues text,
        recommendation text)`.execute(tx)
    }
  })
  return (performance.now() - began) / 1000
}
