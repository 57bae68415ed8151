import { error } from '@sveltejs/kit'
import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { inOrder, isAskedFor } from '#areas/overview/pair-query.ts'
import { exportRows, isRowFormat, ROW_FORMATS } from '#areas/overview/rows-export.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** The rows behind a number, whole: the same parameters as the page. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  if (!isRowFormat(params.format)) error(404, 'no such format')
  const db = database()
  const { dashboard, pairs } = await dashboardOf(db, url.searchParams, locals.now)
  const { query, day, oldBefore } = dashboard
  const rows = inOrder(
    pairs.filter((pair) => isAskedFor(query, pair, oldBefore)),
    query.order
  )
  return new Response(exportRows(db, rows, params.format, day, url.origin), {
    headers: {
      'content-type': ROW_FORMATS[params.format],
      'content-disposition': `attachment; filename="follow-up-rows-${day}.${params.format}"`,
      'cache-control': 'no-store'
    }
  })
}
