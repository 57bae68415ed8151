import { error } from '@sveltejs/kit'
import { bodyById } from '#areas/bodies/public-store.server.ts'
import { feedOfState, feedResponse } from '#areas/deadlines/feeds.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** The public calendar of a State, in the language of the reader or of ?lang=. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
  const db = database()
  const body = await bodyById(db, params.id)
  if (body?.kind !== 'state') error(404, 'no such State')
  const feed = await feedOfState(db, body, locals.locale, readSettings().origin, locals.now)
  return feedResponse(feed, request, body.id)
}
