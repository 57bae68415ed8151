import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { KeptEvent } from './events.ts'
import { stateAfter, type Attempt, type Occasion, type Outcome, type State, type Step } from './receiving.ts'

type Db = Kysely<Database>

export interface Receiver {
  readonly id: number
  /** the choice that stands: name, address, kinds */
  readonly choice: number
  readonly name: string
  readonly address: string
  readonly kinds: readonly string[]
  readonly recordedAt: Date
  readonly recordedBy: string
  readonly state: State
  /** events that are still to be told */
  readonly waiting: number
  readonly last: Attempt | null
  readonly delivered: number
}

export interface RecordedStep {
  readonly id: number
  readonly step: Step
  readonly reason: string
  readonly passedOver: number | null
  readonly recordedAt: Date
  readonly recordedBy: string
}

/** Up to which event a receiver needs no telling: heard, passed over, or from before it was there. */
const POSITION = sql`greatest(w.hears_after,
  (select max(s.passed_over) from webhook_step s where s.webhook_id = w.id),
  (select max(a.event_id) from webhook_attempt a where a.webhook_id = w.id and a.occasion = 'turn'
    and a.outcome = 'delivered'))`

type Row = Omit<Receiver, 'state'> & { steps: { step: Step }[] }

async function read(db: Db, id: number | null): Promise<Receiver[]> {
  const { rows } = await sql<Row>`
    select w.id, w.choice_id as choice, w.name, w.address, w.kinds, w.recorded_at as "recordedAt",
      w.recorded_by as "recordedBy",
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step) order by s.id) from webhook_step s
        where s.webhook_id = w.id), '[]') as steps,
      (select count(*) from hall_event e where e.id > ${POSITION} and e.kind = any(w.kinds)) as waiting,
      (select count(*) from webhook_attempt a where a.webhook_id = w.id and a.outcome = 'delivered'
        and a.occasion <> 'test') as delivered,
      (select jsonb_build_object('outcome', a.outcome, 'status', a.status, 'at', a.at) from webhook_attempt a
        where a.webhook_id = w.id order by a.id desc limit 1) as last
    from standing_webhook w ${id === null ? sql`` : sql`where w.id = ${id}`} order by w.id`.execute(db)
  return rows.map(({ steps, last, ...row }) => {
    const state = stateAfter(steps)
    return {
      ...row,
      state,
      waiting: state === 'ended' ? 0 : row.waiting,
      last: last && { ...last, at: new Date(last.at) }
    }
  })
}

/** Every receiver that was ever registered; those that ended last. */
export async function receivers(db: Db): Promise<Receiver[]> {
  const all = await read(db, null)
  return [...all.filter(({ state }) => state !== 'ended'), ...all.filter(({ state }) => state === 'ended')]
}

export async function receiverById(db: Db, id: number): Promise<Receiver | undefined> {
  return (await read(db, id))[0]
}

/** Until the transaction ends nobody else writes about this receiver. */
export async function lockReceiver(tx: Db, id: number): Promise<void> {
  await tx.selectFrom('webhook').select('id').where('id', '=', id).forUpdate().execute()
}

export async function stepsOf(db: Db, webhookId: number): Promise<RecordedStep[]> {
  return db
    .selectFrom('webhook_step')
    .select([
      'id',
      'step',
      'reason',
      'passed_over as passedOver',
      'recorded_at as recordedAt',
      'recorded_by as recordedBy'
    ])
    .where('webhook_id', '=', webhookId)
    .orderBy('id')
    .execute()
}

/** Those that listen to this kind of event now. */
export async function listenersTo(db: Db, kind: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select w.id from standing_webhook w where ${kind} = any(w.kinds) and coalesce((select s.step from webhook_step s
      where s.webhook_id = w.id order by s.id desc limit 1), 'resumed') = 'resumed' order by w.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those that have something waiting and are neither paused nor ended. */
export async function receiversWithWaiting(db: Db): Promise<number[]> {
  return (await read(db, null)).flatMap(({ id, state, waiting }) => (state === 'listening' && waiting > 0 ? [id] : []))
}

const EVENT = sql`e.id, e.kind, e.occurred_at as "occurredAt", e.subject_kind as "subjectKind",
  e.subject_id as "subjectId", e.details`

/** The event whose turn it is. */
export async function nextEvent(db: Db, webhookId: number): Promise<KeptEvent | undefined> {
  const { rows } = await sql<KeptEvent>`
    select ${EVENT} from standing_webhook w join hall_event e on e.id > ${POSITION} and e.kind = any(w.kinds)
    where w.id = ${webhookId} order by e.id limit 1`.execute(db)
  return rows[0]
}

export async function eventById(db: Db, id: number): Promise<KeptEvent | undefined> {
  const { rows } = await sql<KeptEvent>`select ${EVENT} from hall_event e where e.id = ${id}`.execute(db)
  return rows[0]
}

/** The number of the newest event; 0 where there is none. */
export async function newestEventId(db: Db): Promise<number> {
  const { id } = await db
    .selectFrom('hall_event')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  return Number(id ?? 0)
}

/**
 * The attempts at an event in its turn, oldest first, since somebody last mended something: resumed the receiver, changed
 * it, or renewed its secret. So after a mending it is tried at once.
 */
export async function turnsAt(db: Db, webhookId: number, eventId: number): Promise<Attempt[]> {
  const mended = sql<Date>`greatest(
    (select max(recorded_at) from webhook_step where webhook_id = ${webhookId} and step = 'resumed'),
    (select max(recorded_at) from webhook_choice where webhook_id = ${webhookId}),
    (select max(recorded_at) from webhook_secret where webhook_id = ${webhookId}))`
  return db
    .selectFrom('webhook_attempt')
    .select(['outcome', 'status', 'at'])
    .where('webhook_id', '=', webhookId)
    .where('event_id', '=', eventId)
    .where('occasion', '=', 'turn')
    .where('at', '>=', mended)
    .orderBy('id')
    .execute()
}

export interface SealedSecret {
  readonly sealed: string
  readonly recordedAt: Date
}

/** The two newest: no more can sign. */
export async function secretsOf(db: Db, webhookId: number): Promise<SealedSecret[]> {
  return db
    .selectFrom('webhook_secret')
    .select(['sealed', 'recorded_at as recordedAt'])
    .where('webhook_id', '=', webhookId)
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
}

export interface ListedAttempt extends Attempt {
  readonly id: number
  readonly occasion: Occasion
  readonly messageId: string
  readonly eventId: number | null
  readonly kind: string | null
  readonly took_ms: number
}

const ATTEMPTS_ON_A_PAGE = 50

/** Attempts, newest first, before an earlier one: rows that are added meanwhile never shift a page. */
export async function attemptsPage(
  db: Db,
  webhookId: number,
  { before, failed }: { readonly before: number | null; readonly failed: boolean }
): Promise<{ attempts: ListedAttempt[]; older: number | null }> {
  let found = db
    .selectFrom('webhook_attempt as a')
    .leftJoin('hall_event as e', 'e.id', 'a.event_id')
    .where('a.webhook_id', '=', webhookId)
  if (before !== null) found = found.where('a.id', '<', before)
  if (failed) found = found.where('a.outcome', '<>', 'delivered')
  const rows = await found
    .select([
      'a.id',
      'a.occasion',
      'a.message_id as messageId',
      'a.event_id as eventId',
      'e.kind',
      'a.outcome',
      'a.status',
      'a.took_ms',
      'a.at'
    ])
    .orderBy('a.id', 'desc')
    .limit(ATTEMPTS_ON_A_PAGE + 1)
    .execute()
  const attempts = rows.slice(0, ATTEMPTS_ON_A_PAGE)
  return { attempts, older: rows.length > ATTEMPTS_ON_A_PAGE ? attempts.at(-1)!.id : null }
}

export async function attemptById(
  db: Db,
  webhookId: number,
  id: number
): Promise<{ eventId: number | null } | undefined> {
  return db
    .selectFrom('webhook_attempt')
    .select('event_id as eventId')
    .where('webhook_id', '=', webhookId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface MadeAttempt {
  readonly webhookId: number
  readonly eventId: number | null
  readonly occasion: Occasion
  readonly messageId: string
  readonly outcome: Outcome
  readonly status: number | null
  readonly took_ms: number
  readonly at: Date
}

/** One attempt, whatever came of it. What a receiver answered isn’t kept. */
export async function keepAttempt(db: Db, made: MadeAttempt): Promise<void> {
  await db
    .insertInto('webhook_attempt')
    .values({
      webhook_id: made.webhookId,
      event_id: made.eventId,
      occasion: made.occasion,
      message_id: made.messageId,
      outcome: made.outcome,
      status: made.status,
      took_ms: made.took_ms,
      at: made.at
    })
    .execute()
}
