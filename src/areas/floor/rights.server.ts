import type { Kysely } from 'kysely'
import { seatsOf } from '#areas/delegations/seats-store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Rights } from './policy.ts'
import { dutiesOf, type Meeting } from './store.server.ts'

const NONE: Rights = { duties: [], delegations: [] }

/** What somebody may do in a meeting at that moment, by duties and by their part in a delegation. */
export async function rightsOf(db: Kysely<Database>, meeting: Meeting, actor: Actor, at: Date): Promise<Rights> {
  if (actor.kind !== 'account') return NONE
  const [duties, delegations] = await Promise.all([
    dutiesOf(db, meeting.id, actor.id, at),
    seatsOf(db, meeting.dialogueId, actor.id, at)
  ])
  return { duties, delegations }
}
