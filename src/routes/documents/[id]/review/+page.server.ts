import { error, redirect } from '@sveltejs/kit'
import { documentAt } from '#areas/documents/door.server.ts'
import { deskDocument } from '#areas/documents/desk-store.server.ts'
import { bodyChoices, themeChoices } from '#areas/documents/choices.server.ts'
import { marksOf } from '#areas/documents/marks.ts'
import { latestReading, loadReview, pagesOf } from '#areas/documents/review-store.server.ts'
import { openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'documents.review')
  event.depends('documents:review')
  const document = await documentAt(event)
  const db = database()
  const reading = await latestReading(db, document.id)
  if (!reading) redirect(303, '/documents/desk')
  const [review, desk] = await Promise.all([loadReview(db, reading.id), deskDocument(db, document.id)])
  if (!desk) error(404, 'no such document')
  const passages = review.items.flatMap((item) => item.passages)
  const pages = await pagesOf(db, reading.id, [
    ...new Set(passages.flatMap(({ place }) => [place.from.page, place.to.page]))
  ])
  return {
    document: { id: document.id, title: desk.title, mediaType: document.mediaType },
    reading: { id: reading.id, pages: reading.pages, language: reading.language, recognised: reading.recognised },
    // Earlier states are for undoing; this page learns them from the steps that it takes itself.
    items: review.items,
    taken: review.taken,
    undoable: review.earlier.length,
    sizes: Object.fromEntries([...pages].map(([number, { size }]) => [number, size])),
    marks: marksOf(passages, pages),
    bodies: await bodyChoices(db, event.locals.locale),
    themes: await themeChoices(db, event.locals.locale)
  }
}
