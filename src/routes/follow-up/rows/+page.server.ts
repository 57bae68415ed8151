import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { wordsOf } from '#areas/overview/overview-store.server.ts'
import { inOrder, isAskedFor, silenceOf_days } from '#areas/overview/pair-query.ts'
import { cutPage } from '#platform/paging/paging.ts'
import { database } from '#platform/db/connect.server.ts'

const A_PAGE = 25

export async function load({ url, locals }) {
  const db = database()
  const { dashboard, pairs } = await dashboardOf(db, url.searchParams, locals.now)
  const { query, day, oldBefore } = dashboard
  const found = inOrder(
    pairs.filter((pair) => isAskedFor(query, pair, oldBefore)),
    query.order
  )
  const { shown, ...rest } = cutPage(found, url.searchParams.get('page'), A_PAGE)
  const words = await wordsOf(db, [...new Set(shown.map(({ recommendationId }) => recommendationId))])
  return {
    dashboard,
    ...rest,
    rows: shown.map((pair) => ({
      ...pair,
      ...words.get(pair.recommendationId),
      silence_days: silenceOf_days(pair, day)
    }))
  }
}
