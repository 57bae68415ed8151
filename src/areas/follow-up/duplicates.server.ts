import type { Kysely } from 'kysely'
import { sheetOf, type Sheet } from '#areas/recommendations/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { consolidatedInto, type Carried } from './store.server.ts'

/** So many of what was consolidated into a recommendation, each with all that its own page says, and how many there are. */
export async function duplicatesOf(
  db: Kysely<Database>,
  recommendationId: number,
  limit: number,
  offset = 0
): Promise<{ duplicates: (Carried & { readonly sheet: Sheet })[]; total: number }> {
  const carried = await consolidatedInto(db, recommendationId)
  const shown = carried.slice(offset, offset + limit)
  const duplicates = await Promise.all(
    shown.map(async (one) => ({ ...one, sheet: (await sheetOf(db, one.reference))! }))
  )
  return { duplicates, total: carried.length }
}
