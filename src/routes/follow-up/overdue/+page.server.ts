import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { latenessOf } from '#areas/overview/figures.server.ts'
import { namesOfBodies } from '#areas/bodies/public-store.server.ts'
import { cutPage } from '#platform/paging/paging.ts'
import { database } from '#platform/db/connect.server.ts'

const ROWS_A_PAGE = 25
const DUE_A_PAGE = 20

export async function load({ url, locals }) {
  const db = database()
  const { dashboard, pairs, all } = await dashboardOf(db, url.searchParams, locals.now)
  const { rows, due } = await latenessOf(db, dashboard, pairs, all)
  const late = cutPage(due, url.searchParams.get('late'), DUE_A_PAGE)
  const leaders = await namesOfBodies(
    db,
    late.shown.flatMap(({ bodyId }) => bodyId ?? [])
  )
  return { dashboard, rows, table: cutPage(rows, url.searchParams.get('page'), ROWS_A_PAGE), late, leaders }
}
