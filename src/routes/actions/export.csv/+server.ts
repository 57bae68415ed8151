import { stringify } from 'csv-stringify/sync'
import { COLUMNS, csvRow } from '#areas/actions/csv.ts'
import { findActions, listed } from '#areas/actions/list-store.server.ts'
import { narrowedBy, readQuery } from '#areas/actions/query.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

/** Every action that the list's query finds, with its status of today. */
export async function GET({ url, locals }) {
  const today = dayOf(locals.now)
  const query = readQuery(url.searchParams)
  const db = database()
  const found = await findActions(db, narrowedBy(query), today)
  const answering = found.filter(({ status }) => !query.status || status === query.status)
  const rows = (await listed(db, answering, today)).map((one) => csvRow(one, url.origin))
  return new Response(stringify([[...COLUMNS], ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="actions-${today}.csv"`
    }
  })
}
