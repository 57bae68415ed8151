import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

// What the desk of jobs is doing, for people. It reads pg-boss's own table; its times are true times, also where the
// hall's clock is moved.

export const JOB_STATES = ['waiting', 'running', 'failed', 'done'] as const
export type JobState = (typeof JOB_STATES)[number]

export interface JobLine {
  readonly id: string
  readonly name: string
  readonly state: JobState
  /** how often it was begun */
  readonly attempts: number
  readonly askedAt: Date
  /** the earliest moment of its next attempt, while it waits */
  readonly notBefore: Date
  readonly begunAt: Date | null
  readonly endedAt: Date | null
  /** the words of its last error */
  readonly error: string | null
}

export const JOBS_ON_A_PAGE = 50

/** Jobs that pg-boss makes for itself say nothing to anybody. */
const ours = sql`name not like '\\_\\_pgboss\\_\\_%'`
const state = sql`case state::text when 'created' then 'waiting' when 'retry' then 'waiting' when 'active' then 'running'
  when 'completed' then 'done' else 'failed' end`
const line = sql`
  id::text as id, name, ${state} as state,
  retry_count + case when started_on is null then 0 else 1 end as attempts,
  created_on as "askedAt", start_after as "notBefore", started_on as "begunAt", completed_on as "endedAt",
  coalesce(output ->> 'message', output -> 'value' ->> 'message') as error`

export async function jobCounts(db: Kysely<Database>): Promise<Readonly<Record<JobState, number>>> {
  const { rows } = await sql<{ state: JobState; count: number }>`
    select ${state} as state, count(*)::int as count from pgboss.job where ${ours} group by 1`.execute(db)
  const counted = new Map(rows.map((row) => [row.state, row.count]))
  return { waiting: 0, running: 0, failed: 0, done: 0, ...Object.fromEntries(counted) }
}

/** Jobs in one state, the newest first. `page` begins at 1. */
export async function jobsPage(db: Kysely<Database>, wanted: JobState, page: number): Promise<JobLine[]> {
  const { rows } = await sql<JobLine>`
    select ${line} from pgboss.job where ${ours} and ${state} = ${wanted}
    order by coalesce(completed_on, started_on, created_on) desc, id
    limit ${JOBS_ON_A_PAGE} offset ${(page - 1) * JOBS_ON_A_PAGE}`.execute(db)
  return rows
}

/** One job, which nobody else changes until the transaction ends. */
export async function lockedJob(tx: Transaction<Database>, id: string): Promise<JobLine | undefined> {
  const { rows } = await sql<JobLine>`
    select ${line} from pgboss.job where ${ours} and id::text = ${id} for update`.execute(tx)
  return rows[0]
}

/** The last job of a name that was begun. */
export async function lastJob(db: Kysely<Database>, name: string): Promise<JobLine | undefined> {
  const { rows } = await sql<JobLine>`
    select ${line} from pgboss.job where name = ${name} and started_on is not null
    order by started_on desc limit 1`.execute(db)
  return rows[0]
}
