import type { Kysely } from 'kysely'
import type { Actor } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import { actionsFor, type ListedAction } from './list-store.server.ts'
import { linkable, ownBodies, withDuplicates } from './store.server.ts'

/** For the page of a recommendation: what is done for it or its duplicates, and whether the reader may plan more. */
export async function actionsForSheet(
  db: Kysely<Database>,
  recommendation: { readonly id: number; readonly reference: string },
  actor: Actor,
  day: string
): Promise<{ actions: ListedAction[]; mayPlan: boolean }> {
  const recommendationIds = await withDuplicates(db, recommendation.id)
  const [actions, own, life] = await Promise.all([
    actionsFor(db, { recommendationIds }, day),
    ownBodies(db, actor, day),
    linkable(db, recommendation.reference, day)
  ])
  return { actions, mayPlan: !life?.over && own.some(({ accredited }) => accredited) }
}
