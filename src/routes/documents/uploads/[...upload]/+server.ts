import { answerUpload } from '#areas/documents/uploads.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** Every request of a resumable upload. A refusal is a sentence: the page shows what comes back. */
export const fallback: RequestHandler = async ({ locals, request }) => {
  const { actor, now, locale } = locals
  const refusal = authorise(POLICY, 'documents.receive', { actor, on: dayOf(now) })
  if (refusal) {
    const said = translatorOf(locale).dynamic(refusal.refused, refusal.values)
    return new Response(said, { status: actor.kind === 'visitor' ? 401 : 403 })
  }
  return answerUpload(request, contextOf(locals), readSettings().dataFolder, locale)
}
