import { openTo } from '#areas/people/door.server.ts'
import { outward } from '#areas/webhooks/outward.server.ts'
import { receivers } from '#areas/webhooks/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'webhooks.read')
  const { reach } = await outward(database())
  return { receivers: await receivers(database()), reach, done: event.url.searchParams.get('done') }
}
