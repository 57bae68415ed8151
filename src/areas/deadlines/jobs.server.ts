import type { Kysely } from 'kysely'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { enqueue, schedule, work } from '#platform/jobs/jobs.server.ts'
import { logger } from '#platform/log/logger.server.ts'
import { loadSchemes } from './scheme-store.server.ts'
import { sweep } from './sweep.server.ts'

export const SWEEP_JOB = 'remind'
/** Once an hour, so that a day's reminders go out in the morning in every time zone. */
export const SWEEP_SCHEDULE = '5 * * * *'

/**
 * Registers the worker that reminds, its schedule, and one sweep at once: what came due while the hall was closed. Called
 * once, before startJobs. Sweeps may run beside each other: what one sent the other finds sent.
 */
export async function workReminders(db: Kysely<Database>, origin: string, clock: Clock): Promise<void> {
  await db.transaction().execute(loadSchemes)
  await work(db, SWEEP_JOB, async () => {
    const sent = await sweep({ db, actor: { kind: 'system', name: 'hall' }, now: clock() }, origin)
    logger().info(sent, 'reminders were sent')
  })
  await schedule(db, SWEEP_JOB, SWEEP_SCHEDULE)
  await db.transaction().execute((tx) => enqueue(tx, SWEEP_JOB, {}))
}
