import { error } from '@sveltejs/kit'
import { FOLLOW_UP } from '#areas/publication/api/follow-up.server.ts'
import { LIST_FORMATS, oneList } from '#areas/publication/follow-up-export.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** One list of the follow-up, whole. */
export const GET: RequestHandler = ({ params, url, locals }) => {
  const { list, format } = params
  const listing = FOLLOW_UP.find(({ kind }) => kind === list)
  if (!listing || (format !== 'csv' && format !== 'json')) error(404, 'shell.error_missing_title')
  return new Response(oneList(database(), listing, format, url.origin), {
    headers: {
      'content-type': LIST_FORMATS[format],
      'content-disposition': `attachment; filename="${list}-${dayOf(locals.now)}.${format}"`,
      'cache-control': 'no-store'
    }
  })
}
