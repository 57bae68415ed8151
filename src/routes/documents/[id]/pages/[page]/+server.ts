import { error, json } from '@sveltejs/kit'
import { readableDocument } from '#areas/documents/door.server.ts'
import { latestReading, pageOf } from '#areas/documents/review-store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

/** A page as it was read: {number, size, lines}. */
export const GET: RequestHandler = async (event) => {
  const { id } = await readableDocument(event)
  const reading = await latestReading(database(), id)
  const number = Number(event.params.page)
  const page = reading && Number.isSafeInteger(number) ? await pageOf(database(), reading.id, number) : undefined
  if (!page) error(404, 'no such page')
  return json(page, { headers: { 'cache-control': 'private, no-cache' } })
}
