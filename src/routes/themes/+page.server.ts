import { themes } from '#areas/recommendations/theme-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load() {
  return { themes: await themes(database()) }
}
