import { error } from '@sveltejs/kit'
import { WHOLE_FORMATS, wholeFollowUp } from '#areas/publication/follow-up-export.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** The whole follow-up in one file. */
export const GET: RequestHandler = ({ params, url, locals }) => {
  const { format } = params
  if (format !== 'zip' && format !== 'json') error(404, 'shell.error_missing_title')
  return new Response(wholeFollowUp(database(), format, url.origin, locals.now), {
    headers: {
      'content-type': WHOLE_FORMATS[format],
      'content-disposition': `attachment; filename="follow-up-${dayOf(locals.now)}.${format}"`,
      'cache-control': 'no-store'
    }
  })
}
