import { mayPrepare } from '#areas/preparation/door.server.ts'
import { preparations } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const prepares = mayPrepare(locals)
  const all = await preparations(database())
  return { preparations: all.filter((one) => one.public || prepares), mayOpen: prepares }
}
