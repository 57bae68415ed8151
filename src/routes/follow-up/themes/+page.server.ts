import { dashboardOf } from '#areas/follow-up/dashboard.server.ts'
import { themesOf } from '#areas/follow-up/figures.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ url, locals }) {
  const { dashboard, pairs } = await dashboardOf(database(), url.searchParams, locals.now)
  return { dashboard, rows: themesOf(dashboard, pairs) }
}
