import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { themesOf } from '#areas/overview/figures.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ url, locals }) {
  const { dashboard, pairs } = await dashboardOf(database(), url.searchParams, locals.now)
  return { dashboard, rows: themesOf(dashboard, pairs) }
}
