import { error } from '@sveltejs/kit'
import { stringify } from 'csv-stringify/sync'
import { FIGURES } from '#areas/overview/figures.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** The figures of a dashboard, narrowed by the same parameters as its page. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const figure = Object.hasOwn(FIGURES, params.figure) ? FIGURES[params.figure] : undefined
  if (!figure) error(404, 'no such figure')
  const rows = await figure(database(), url.searchParams, locals.now)
  return new Response(stringify(rows, { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="follow-up-${params.figure}.csv"`
    }
  })
}
