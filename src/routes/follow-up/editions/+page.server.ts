import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { throughEditions } from '#areas/overview/through-editions.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ url, locals }) {
  // Editions are compared across mechanisms unless one is asked for.
  const asked = new URLSearchParams(url.searchParams)
  if (!asked.get('from')) asked.set('from', 'all')
  const { dashboard, pairs } = await dashboardOf(database(), asked, locals.now)
  return { dashboard, rows: throughEditions(pairs) }
}
