import { error } from '@sveltejs/kit'
import { feedOfToken, feedResponse } from '#areas/deadlines/feeds.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** A person's own calendar. Whoever knows the address reads it: calendar programmes have no session. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
  const feed = await feedOfToken(database(), params.token, readSettings().origin, locals.now)
  if (feed === undefined) error(404, 'no such calendar')
  const response = feedResponse(feed, request, 'balai')
  response.headers.set('x-robots-tag', 'noindex')
  return response
}
