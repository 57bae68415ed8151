import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { work } from '#platform/jobs/jobs.server.ts'
import { logger } from '#platform/log/logger.server.ts'
import type { Settings } from '#platform/settings.ts'
import { deliverTo } from './delivery.server.ts'
import { DELIVERY_JOB, wake } from './events.server.ts'
import { outward } from './outward.server.ts'
import { receiversWithWaiting } from './store.server.ts'

const SWEEP_ms = 60_000
/** So many receivers are told at once: a slow one holds nobody else up. */
const AT_ONCE = 4

/** Registers the workers that tell receivers. Called once, before startJobs. */
export async function workWebhooks(db: Kysely<Database>, settings: Settings, clock: () => Date): Promise<void> {
  const delivering = { db, outward: await outward(db, settings), clock }
  await work<{ webhookId: number }>(db, DELIVERY_JOB, ({ webhookId }) => deliverTo(delivering, webhookId), AT_ONCE)
  await wakeWaiting(db)
  const sweep = () => wakeWaiting(db).catch((error: unknown) => logger().warn({ error }, 'a sweep of webhooks failed'))
  setInterval(sweep, SWEEP_ms).unref()
}

/**
 * Asks for everything that waits: what was under way when the hall stopped, and what a command beside the hall told of.
 * Whether it is time for the next try is decided there.
 */
async function wakeWaiting(db: Kysely<Database>): Promise<void> {
  const ids = await receiversWithWaiting(db)
  await db.transaction().execute(async (tx) => {
    for (const id of ids) await wake(tx, id)
  })
}
