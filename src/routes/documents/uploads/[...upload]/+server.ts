import { contextOf, openTo } from '#areas/people/door.server.ts'
import { answerUpload } from '#areas/documents/uploads.server.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** Every request of a resumable upload. */
export const fallback: RequestHandler = async (event) => {
  openTo(event, 'documents.receive')
  return answerUpload(event.request, contextOf(event.locals), readSettings().dataFolder, event.locals.locale)
}
