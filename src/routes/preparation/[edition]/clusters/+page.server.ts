import { mayPrepare, preparationFor } from '#areas/preparation/door.server.ts'
import { programmeOf } from '#areas/preparation/overview.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const preparation = await preparationFor(event)
  const { steps: _, ...programme } = await programmeOf(database(), preparation)
  return { edition: preparation.edition, ...programme, mayArrange: mayPrepare(event.locals) }
}
