import { findActions, leaders, listed } from '#areas/actions/list-store.server.ts'
import { ACTIONS_ON_A_PAGE, narrowedBy, readQuery } from '#areas/actions/query.ts'
import { STATUSES } from '#areas/actions/status.ts'
import { ownBodies } from '#areas/actions/store.server.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
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
  const pages = Math.max(1, Math.ceil(answering.length / ACTIONS_ON_A_PAGE))
  const page = Math.min(pages, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1))
  return {
    query,
    total: answering.length,
    // How many would answer with another status.
    counts: STATUSES.map((status) => ({ status, count: found.filter((one) => one.status === status).length })),
    page,
    pages,
    actions: await listed(db, answering.slice((page - 1) * ACTIONS_ON_A_PAGE, page * ACTIONS_ON_A_PAGE), today),
    leading,
    themes: thesaurus.map(({ id, label, parentId }) => ({ id, label, parentId })),
    mayPlan: own.some(({ accredited }) => accredited)
  }
}
