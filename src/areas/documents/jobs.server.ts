import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { enqueue, work } from '#platform/jobs/jobs.server.ts'
import { READING_JOB } from './actions.server.ts'
import { carryOutReading, giveUpReading } from './reading-actions.server.ts'
import { openRequestIds } from './store.server.ts'

const HALL = { kind: 'system', name: 'hall' } as const

/** Registers the worker that reads documents. Called once, before startJobs. */
export async function workReadings(db: Kysely<Database>, dataFolder: string, clock: () => Date): Promise<void> {
  await work<{ requestId: number }>(db, READING_JOB, async ({ requestId }, attempt) => {
    try {
      await carryOutReading({ db, actor: HALL }, clock, dataFolder, requestId)
    } catch (error) {
      if (attempt.last) await giveUpReading({ db, actor: HALL, now: clock() }, requestId)
      else throw error
    }
  })
}

/**
 * Asks again for every reading that was under way when the hall stopped: its job would otherwise wait until the desk
 * of jobs gives it up for lost. A reading that is done twice is kept once.
 */
export async function resumeReadings(db: Kysely<Database>): Promise<void> {
  const ids = await openRequestIds(db)
  await db.transaction().execute(async (tx) => {
    for (const requestId of ids) await enqueue(tx, READING_JOB, { requestId })
  })
}
