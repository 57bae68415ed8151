import { error } from '@sveltejs/kit'
import { readableDocument } from '#areas/documents/door.server.ts'
import { documentSheet, passagesByPage, passagesOnPage } from '#areas/documents/public-store.server.ts'
import { latestReading, pageOf } from '#areas/documents/review-store.server.ts'
import { boxesOf, linesOf, placeOf, runningText, type Page, type Place } from '#areas/documents/text.ts'
import { POLICY } from '#areas/policies.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id, isPublic } = await readableDocument(event)
  const db = database()
  const [sheet, reading, byPage] = await Promise.all([
    documentSheet(db, id),
    latestReading(db, id),
    passagesByPage(db, id)
  ])
  const asked = event.url.searchParams.get('page')
  const number = asked === null ? 1 : Number(asked)
  const page = reading && Number.isSafeInteger(number) ? await pageOf(db, reading.id, number) : undefined
  if (!sheet || (asked !== null && reading && !page)) error(404, 'no such page')
  const passages = page ? await passagesOnPage(db, id, page.number) : []
  const shown = passages.map((passage) => ({
    ...passage,
    place: passage.place ?? (page && passage.passage ? found(page, passage.passage) : null)
  }))
  return {
    sheet,
    isPublic,
    reading: reading ?? null,
    page: page ?? null,
    passages: shown,
    boxes: page ? shown.flatMap(({ place }) => (place ? boxesOf(page, place) : [])) : [],
    byPage,
    desk: authorise(POLICY, 'documents.read-desk', { actor: event.locals.actor, on: dayOf(event.locals.now) }) === null
  }
}

/** A passage that came into the record without its place stands where its words stand. */
function found(page: Page, passage: string): Place | null {
  const running = runningText(linesOf({ kind: 'text', pages: [page] }))
  const at = running.text.indexOf(passage.replace(/\s+/g, ' ').trim())
  return at < 0 ? null : placeOf(running, at, at + passage.length)
}
