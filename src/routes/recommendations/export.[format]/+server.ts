import { error } from '@sveltejs/kit'
import { exportOf, FORMATS, isFormat } from '#areas/publication/export.server.ts'
import { readSearchQuery } from '#areas/publication/search.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** What a search found, whole: the same parameters as the page. */
export const GET: RequestHandler = ({ params, url, locals }) => {
  if (!isFormat(params.format)) error(404, 'shell.error_missing_title')
  const day = locals.now.toISOString().slice(0, 10)
  return new Response(exportOf(database(), readSearchQuery(url.searchParams), params.format, url.origin), {
    headers: {
      'content-type': FORMATS[params.format],
      'content-disposition': `attachment; filename="recommendations-${day}.${params.format}"`,
      'cache-control': 'no-store'
    }
  })
}
