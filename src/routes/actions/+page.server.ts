import { findActions, leaders, listed } from '#areas/actions/list-store.server.ts'
import { ACTIONS_ON_A_PAGE, narrowedBy, readQuery } from '#areas/actions/query.ts'
import { STATUSES } from '#areas/actions/status.ts'
import { ownBodies } from '#areas/actions/store.server.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { cutPage } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = database()
  const today = dayOf(locals.now)
  const query = readQuery(url.searchParams)
  const [found, leading, thesaurus, own] = await Promise.all([
    findActions(db, narrowedBy(query), today),
    leaders(db, today),
    themes(db),
    ownBodies(db, locals.actor, today)
  ])
  const answering = query.status ? found.filter(({ status }) => status === query.status) : found
  const { shown, ...cut } = cutPage(answering, url.searchParams.get('page'), ACTIONS_ON_A_PAGE)
  return {
    query,
    ...cut,
    // How many would answer with another status.
    counts: STATUSES.map((status) => ({ status, count: found.filter((one) => one.status === status).length })),
    actions: await listed(db, shown, today),
    leading,
    themes: thesaurus.map(({ id, label, parentId }) => ({ id, label, parentId })),
    mayPlan: own.some(({ accredited }) => accredited)
  }
}
