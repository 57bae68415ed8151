import { publicDocuments } from '#areas/documents/public-store.server.ts'
import { POLICY } from '#areas/policies.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { pageAsked, pagesOf } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

const ON_A_PAGE = 50

export const load: PageServerLoad = async ({ locals, url }) => {
  const page = pageAsked(url.searchParams.get('page'))
  const { documents, total } = await publicDocuments(database(), ON_A_PAGE, (page - 1) * ON_A_PAGE)
  const asked = { actor: locals.actor, on: dayOf(locals.now) }
  return {
    documents,
    total,
    page,
    pages: pagesOf(total, ON_A_PAGE),
    desk: authorise(POLICY, 'documents.read-desk', asked) === null
  }
}
