import type { Kysely, Transaction } from 'kysely'
import { PgBoss, fromKysely, type Job, type JobOptions, type QueueOptions } from 'pg-boss'
import { poolOf } from '#platform/db/connect.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { logger } from '#platform/log/logger.server.ts'

// Work that is done after the answer: reading a file, sending a mail. pg-boss keeps it in the same database (its own
// schema "pgboss"), so that a job asked for in a transaction exists exactly when the transaction's facts do, and
// nothing is lost when the hall stops.

/** What a worker is told about the attempt it makes. */
export interface Attempt {
  readonly id: string
  /** 1 for the first */
  readonly number: number
  readonly last: boolean
}

export type Handler<Data extends object> = (data: Data, attempt: Attempt) => Promise<void>

/** Retries after 15 s, 30 s, 1 min ... with some chance in it: five in all, then the job stands as failed. */
const RETRIES: QueueOptions = { retryLimit: 5, retryDelay: 15, retryBackoff: true, retryDelayMax: 900 }

const POLLING_s = 1

interface Desk {
  readonly boss: PgBoss
  readonly queues: Map<string, Promise<void>>
  readonly handlers: Map<string, Handler<object>>
  /** how many jobs of a name are done at once, where it is more than one */
  readonly atOnce: Map<string, number>
  working: boolean
}

// The server's shell and the built pages each load this module: they share one desk.
const KEY = Symbol.for('balai.jobs')
const held = globalThis as { [KEY]?: Promise<Desk> }

async function openDesk(db: Kysely<Database>): Promise<Desk> {
  const pool = poolOf(db)
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'pgboss'
  })
  boss.on('error', (error) => logger().error({ error }, 'the desk of jobs'))
  await boss.start()
  return { boss, queues: new Map(), handlers: new Map(), atOnce: new Map(), working: false }
}

/** Makes the tables of the desk if they aren't there. Call it before anything is enqueued; it is idempotent. */
export async function prepareJobs(db: Kysely<Database>): Promise<void> {
  await desk(db)
}

/** Whether this process can ask for jobs: the hall can, a command beside it can't. */
export function jobsArePrepared(): boolean {
  return held[KEY] !== undefined
}

/** Prepares the desk and starts every worker that was or will be registered with `work`. */
export async function startJobs(db: Kysely<Database>): Promise<void> {
  const open = await desk(db)
  open.working = true
  for (const name of open.handlers.keys()) await startWorker(open, name)
}

/** Waits for the jobs at hand, then stops. What is left is done after the next start. */
export async function stopJobs(): Promise<void> {
  const opening = held[KEY]
  if (!opening) return
  delete held[KEY]
  const { boss } = await opening
  await boss.stop({ graceful: true, timeout: 20_000 })
}

/** Asks for a job inside the caller's transaction: it exists when, and only when, the transaction is committed. */
export async function enqueue(
  tx: Transaction<Database>,
  name: string,
  data: object,
  options: QueueOptions & JobOptions = {}
): Promise<void> {
  const open = await desk()
  await queue(open, name)
  await open.boss.send(name, data, { ...options, db: fromKysely(tx) })
}

/** Says who does the jobs of this name. A handler that throws is tried again later: it must bear being repeated. */
export async function work<Data extends object>(
  db: Kysely<Database>,
  name: string,
  handler: Handler<Data>,
  atOnce = 1
): Promise<void> {
  const open = await desk(db)
  open.handlers.set(name, handler as Handler<object>)
  open.atOnce.set(name, atOnce)
  if (open.working) await startWorker(open, name)
}

/** Asks for a job of this name again and again, by a cron expression in UTC; of several processes one asks. */
export async function schedule(db: Kysely<Database>, name: string, cron: string): Promise<void> {
  const open = await desk(db)
  await queue(open, name)
  await open.boss.schedule(name, cron)
}

/** When the next job of a cron expression will be asked for. */
export async function nextOf(db: Kysely<Database>, cron: string): Promise<Date | undefined> {
  return (await desk(db)).boss.previewSchedule(cron, { count: 1 })[0]
}

/** A failed job waits to be done again once the transaction is committed; any other is left as it is. */
export async function repeat(tx: Transaction<Database>, name: string, id: string): Promise<void> {
  await (await desk()).boss.retry(name, id, { db: fromKysely(tx) })
}

function desk(db?: Kysely<Database>): Promise<Desk> {
  if (!held[KEY]) {
    if (!db) throw new Error('prepareJobs(db) was not called before a job was asked for')
    held[KEY] = openDesk(db)
    held[KEY].catch(() => delete held[KEY])
  }
  return held[KEY]
}

function queue({ boss, queues }: Desk, name: string): Promise<void> {
  let made = queues.get(name)
  if (!made) {
    made = boss.createQueue(name, RETRIES)
    queues.set(name, made)
    made.catch(() => queues.delete(name))
  }
  return made
}

async function startWorker(open: Desk, name: string): Promise<void> {
  await queue(open, name)
  await open.boss.work<object>(
    name,
    {
      batchSize: 1,
      pollingIntervalSeconds: POLLING_s,
      localConcurrency: open.atOnce.get(name) ?? 1,
      includeMetadata: true
    },
    async ([job]: Job<object>[]) => {
      const { id, data, retryCount, retryLimit } = job as Job<object> & { retryCount: number; retryLimit: number }
      try {
        await open.handlers.get(name)!(data, { id, number: retryCount + 1, last: retryCount >= retryLimit })
      } catch (error) {
        logger().warn({ job: name, id, attempt: retryCount + 1, error }, 'a job failed')
        throw error
      }
    }
  )
}
