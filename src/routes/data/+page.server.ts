import { FOLLOW_UP } from '#areas/publication/api/follow-up.server.ts'
import { search } from '#areas/publication/search.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  total: (await search(database(), { words: '', filters: {} }, locals.locale, 0)).total,
  lists: FOLLOW_UP.map(({ kind, about }) => ({ kind, about }))
})
