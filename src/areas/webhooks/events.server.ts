import { sql, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { enqueue, jobsArePrepared } from '#platform/jobs/jobs.server.ts'
import type { Doing } from './event-kinds.ts'
import { eventOf } from './events.ts'
import { listenersTo } from './store.server.ts'

export const DELIVERY_JOB = 'deliver-webhook'

/** Events are numbered one transaction after the other. */
const IN_TURN = 7100_0014

/**
 * Writes the event of what was just done, in its transaction, and asks for it to be told to those who listen. The lock is
 * held from here to the commit, which follows at once: so the numbers of events follow the order of the commits, and a
 * reader who goes on from the newest number misses nothing.
 */
export async function tellOf(tx: Transaction<Database>, auditId: number, doing: Doing, now: Date): Promise<void> {
  const told = eventOf(doing)
  if (!told) return
  await sql`select pg_advisory_xact_lock(${sql.lit(IN_TURN)})`.execute(tx)
  await tx
    .insertInto('hall_event')
    .values({
      kind: told.kind,
      occurred_at: now,
      audit_id: auditId,
      subject_kind: doing.subjectKind,
      subject_id: doing.subjectId,
      details: JSON.stringify(told.details)
    })
    .execute()
  for (const webhookId of await listenersTo(tx, told.kind)) await wake(tx, webhookId)
}

/**
 * Asks for what waits for a receiver to be told, `after_s` seconds from now. A command beside the hall has no desk of
 * jobs: the hall itself finds what waits, within a minute.
 */
export async function wake(tx: Transaction<Database>, webhookId: number, after_s = 0): Promise<void> {
  if (jobsArePrepared()) await enqueue(tx, DELIVERY_JOB, { webhookId }, { startAfter: after_s })
}
