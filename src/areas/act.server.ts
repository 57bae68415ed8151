import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { actorName, type Actor } from './people/actor.ts'
import { authorise } from './people/authorisation.ts'
import { POLICY } from './policies.ts'
import { tellOf } from './webhooks/events.server.ts'

export interface Context {
  /** a transaction where several actions are one: each is still done whole or not at all */
  readonly db: Kysely<Database>
  readonly actor: Actor
  readonly now: Date
}

export interface Done<Result> {
  readonly result: Result
  /** what the audit row says beyond who, when and which permission */
  readonly audit: {
    readonly subjectKind?: string
    readonly subjectId?: string
    readonly details?: Record<string, unknown>
  }
}

class RolledBack extends Error {
  refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/**
 * The shape of every action: authorise, then decide and save in one transaction, with the audit row inside it,
 * and the event for those who listen from outside. A refusal, from the authorisation or returned by `decide`, leaves nothing behind.
 */
export async function act<Result>(
  context: Context,
  permission: string,
  subject: unknown,
  decide: (tx: Transaction<Database>) => Promise<Done<Result> | Refusal>
): Promise<Result | Refusal> {
  const { db, actor, now } = context
  const refusal = authorise(POLICY, permission, { actor, on: dayOf(now), subject })
  if (refusal) return refusal
  try {
    return await atomically(db, async (tx) => {
      const done = await decide(tx)
      if (isRefusal(done)) throw new RolledBack(done)
      const { subjectKind = null, subjectId = null, details = {} } = done.audit
      const { id } = await tx
        .insertInto('audit')
        .values({
          at: now,
          actor_id: actor.kind === 'account' ? actor.id : null,
          actor_name: actorName(actor),
          permission,
          subject_kind: subjectKind,
          subject_id: subjectId,
          details: JSON.stringify(details)
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tellOf(tx, id, { permission, subjectKind, subjectId, details }, now)
      return done.result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal
    throw error
  }
}

/** In a transaction of its own; inside one, up to a savepoint, so that a refusal leaves nothing behind there either. */
async function atomically<Result>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>
): Promise<Result> {
  if (!db.isTransaction) return db.transaction().execute(work)
  await sql`savepoint one_action`.execute(db)
  try {
    const result = await work(db as Transaction<Database>)
    await sql`release savepoint one_action`.execute(db)
    return result
  } catch (error) {
    await sql`rollback to savepoint one_action`.execute(db)
    await sql`release savepoint one_action`.execute(db)
    throw error
  }
}
