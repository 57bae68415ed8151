import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { enqueue, work } from '#platform/jobs/jobs.server.ts'
import { refuse } from '#platform/refusal.ts'
import { openEntries, saveBulkProgress, type BulkProgress } from './store.server.ts'
import { carryOutHistory, giveUpHistory, HISTORY_JOB } from './history-actions.server.ts'

const HALL = { kind: 'system', name: 'hall' } as const
const PROGRESS_EVERY_ms = 400

/** Registers the worker that enters past reviews. Called once, before startJobs. */
export async function workHistory(db: Kysely<Database>, dataFolder: string, clock: () => Date): Promise<void> {
  await work<{ fileId: number }>(db, HISTORY_JOB, async ({ fileId }, attempt) => {
    const tell = teller(db, fileId, clock)
    try {
      await carryOutHistory({ db, actor: HALL, now: clock() }, dataFolder, fileId, tell)
    } catch (error) {
      if (!attempt.last) throw error
      await giveUpHistory({ db, actor: HALL, now: clock() }, fileId, refuse('bulk.import_failed'))
    }
  })
}

/** How far it is, written beside the transaction, so that the page can tell while nothing has entered yet. */
function teller(db: Kysely<Database>, fileId: number, clock: () => Date) {
  let last = 0
  return async (stage: BulkProgress['stage'], done: number, total: number) => {
    const at = clock()
    if (at.getTime() - last < PROGRESS_EVERY_ms) return
    last = at.getTime()
    await saveBulkProgress(db, fileId, { stage, done, total }, at)
  }
}

/**
 * Asks again for every import that was under way when the hall stopped: its job would otherwise wait until the desk of
 * jobs gives it up for lost. An import that is done twice enters once.
 */
export async function resumeHistory(db: Kysely<Database>): Promise<void> {
  const ids = await openEntries(db)
  await db.transaction().execute(async (tx) => {
    for (const fileId of ids) await enqueue(tx, HISTORY_JOB, { fileId })
  })
}
