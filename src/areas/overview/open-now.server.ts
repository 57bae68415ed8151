import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { dashboardOf } from './dashboard.server.ts'
import { latenessOf } from './figures.server.ts'
import { flowOf, type Flow } from './flow.ts'
import type { PairQuery } from './pair-query.ts'

/** What waits for somebody in the whole of the Dialogue. */
export interface OpenNow {
  readonly query: PairQuery
  readonly noReply: number
  readonly silent: number
  readonly contested: number
  readonly late: number
}

/** The flow of the whole Dialogue and what is open in it: what a room opens on before anybody has asked for more. */
export async function openNow(db: Kysely<Database>, now: Date): Promise<{ open: OpenNow; flow: Flow; day: string }> {
  const { dashboard, pairs, all } = await dashboardOf(db, new URLSearchParams(), now)
  const { due } = await latenessOf(db, dashboard, pairs, all)
  const flow = flowOf(pairs)
  const { ends } = flow
  return {
    open: {
      query: dashboard.query,
      noReply: ends['no-reply'],
      silent: ends.silent,
      contested: ends.contested,
      late: due.length
    },
    flow,
    day: dashboard.day
  }
}
