import { membersOn } from '#areas/bodies/public-store.server.ts'
import { readPracticesAsked } from '#areas/practices/asked.ts'
import { sharesFor } from '#areas/practices/practice.ts'
import { articleChoices, findPractices, PRACTICES_ON_A_PAGE } from '#areas/practices/store.server.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { pageAsked, pagesOf } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = database()
  const today = dayOf(locals.now)
  const asked = readPracticesAsked(url.searchParams)
  const page = pageAsked(url.searchParams.get('page'))
  const [found, members, all, articles] = await Promise.all([
    findPractices(db, asked, page),
    membersOn(db, today),
    themes(db),
    articleChoices(db)
  ])
  return {
    asked,
    page,
    pages: pagesOf(found.total, PRACTICES_ON_A_PAGE),
    ...found,
    members,
    themes: all,
    articles,
    mayShare: sharesFor(locals.actor, today).length > 0
  }
}
