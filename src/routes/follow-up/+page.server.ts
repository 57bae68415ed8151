import { openNow } from '#areas/overview/open-now.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ locals }) {
  return openNow(database(), locals.now)
}
