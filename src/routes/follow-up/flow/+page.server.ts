import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { flowOf } from '#areas/overview/flow.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ url, locals }) {
  const { dashboard, pairs } = await dashboardOf(database(), url.searchParams, locals.now)
  return { dashboard, flow: flowOf(pairs) }
}
