import { dashboardOf } from '#areas/overview/dashboard.server.ts'
import { latenessOf } from '#areas/overview/figures.server.ts'
import { flowOf } from '#areas/overview/flow.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ locals }) {
  const db = database()
  // The whole Dialogue: a room opens on what everybody may ask first.
  const { dashboard, pairs, all } = await dashboardOf(db, new URLSearchParams(), locals.now)
  const { due } = await latenessOf(db, dashboard, pairs, all)
  return { query: dashboard.query, day: dashboard.day, flow: flowOf(pairs), late: due.length }
}
