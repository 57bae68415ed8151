import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { act } from '#areas/act.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse } from '#platform/refusal.ts'
import { publicEvent, testEvent, type KeptEvent, type PublicEvent } from './events.ts'
import { wake } from './events.server.ts'
import { mailPaused } from './mail.server.ts'
import type { Outward } from './outward.server.ts'
import { nextTry, signingSecrets, type Occasion, type Outcome } from './receiving.ts'
import { unseal } from './sealing.server.ts'
import { post } from './sending.server.ts'
import { signedHeaders } from './signature.ts'
import {
  keepAttempt,
  lockReceiver,
  nextEvent,
  receiverById,
  secretsOf,
  turnsAt,
  type Receiver
} from './store.server.ts'

export interface Delivering {
  readonly db: Kysely<Database>
  readonly outward: Outward
  readonly clock: () => Date
}

const HALL = { kind: 'system', name: 'hall' } as const
/** One process at a time tells one receiver: the number of this purpose beside the receiver's own. */
const ONE_AT_A_TIME = 7114
/** After so many, others have their turn. */
const IN_ONE_GO = 20

/**
 * Tells a receiver what waits for it, in order, one after the other, until nothing does or one fails. Every way to it
 * may be taken twice: what was told is not told again unless the hall was cut off before it could write it down.
 */
export async function deliverTo(delivering: Delivering, webhookId: number): Promise<void> {
  const { db } = delivering
  for (;;) {
    const done = await alone(db, webhookId, () => tellWaiting(delivering, webhookId))
    if (done === 'busy') return
    if (done === 'more') {
      await db.transaction().execute((tx) => wake(tx, webhookId))
      return
    }
    // Whoever came meanwhile was turned away while we held the lock: what they came for is ours to see.
    if (done === 'stopped' || !(await nextEvent(db, webhookId))) return
  }
}

/** 'nothing' waits any more; 'more' does, later; 'stopped' by a failure, a pause, or the end. */
type Done = 'nothing' | 'more' | 'stopped'

async function tellWaiting(delivering: Delivering, webhookId: number): Promise<Done> {
  const { db, clock } = delivering
  for (let told = 0; told < IN_ONE_GO; told++) {
    const receiver = await receiverById(db, webhookId)
    if (receiver?.state !== 'listening') return 'stopped'
    const event = await nextEvent(db, webhookId)
    if (!event) return 'nothing'
    const next = nextTry(await turnsAt(db, webhookId, event.id), clock())
    if (next.do === 'wait') return 'stopped'
    if (next.do === 'pause') {
      await pauseByItself(delivering, receiver, next.because, next.since)
      return 'stopped'
    }
    const outcome = await attempt(delivering, receiver, event, 'turn')
    if (outcome !== 'delivered') {
      await wakeLater(delivering, receiver, event)
      return 'stopped'
    }
  }
  return 'more'
}

/** After a failure: pauses at once where that is due, otherwise asks to be woken when the next try is. */
async function wakeLater(delivering: Delivering, receiver: Receiver, event: KeptEvent): Promise<void> {
  const { db, clock } = delivering
  const now = clock()
  const next = nextTry(await turnsAt(db, receiver.id, event.id), now)
  if (next.do === 'pause') return pauseByItself(delivering, receiver, next.because, next.since)
  const wait_ms = next.do === 'wait' ? next.until.getTime() - now.getTime() : 0
  await db.transaction().execute((tx) => wake(tx, receiver.id, Math.ceil(wait_ms / 1000)))
}

async function pauseByItself(
  { db, outward, clock }: Delivering,
  receiver: Receiver,
  because: 'gone' | 'failing',
  since: Date
): Promise<void> {
  const now = clock()
  await act({ db, actor: HALL, now }, 'webhooks.pause', undefined, async (tx) => {
    await lockReceiver(tx, receiver.id)
    // Meanwhile somebody paused it, or ended it: that stands, and nothing more is written down.
    const state = (await receiverById(tx, receiver.id))?.state
    if (state !== 'listening') return refuse(state === 'ended' ? 'webhooks.ended_already' : 'webhooks.paused_already')
    await tx
      .insertInto('webhook_step')
      .values({
        webhook_id: receiver.id,
        step: 'paused',
        reason: because,
        passed_over: null,
        recorded_at: now,
        recorded_by: HALL.name
      })
      .execute()
    await mailPaused(tx, { receiver, because, since, link: `${outward.origin}/webhooks/${receiver.id}` }, now)
    return {
      result: null,
      audit: {
        subjectKind: 'webhook',
        subjectId: String(receiver.id),
        details: { name: receiver.name, reason: because }
      }
    }
  })
}

/** One attempt, made and written down. */
export async function attempt(
  { db, outward, clock }: Delivering,
  receiver: Receiver,
  event: KeptEvent | null,
  occasion: Occasion
): Promise<Outcome> {
  const at = clock()
  const message: PublicEvent = event
    ? publicEvent(event, outward.origin)
    : testEvent(`test_${randomUUID()}`, at, outward.origin)
  const secrets = signingSecrets(await secretsOf(db, receiver.id), at).map(({ sealed }) =>
    unseal(sealed, receiver.id, outward.hallSecret)
  )
  const opened = secrets.filter((secret) => secret !== null)
  const body = JSON.stringify(message)
  const begun_ms = performance.now()
  const sent =
    // Signed with the newest or not at all: a receiver that has changed over would refuse the old one alone.
    typeof secrets[0] === 'string'
      ? await post(receiver.address, signedHeaders(opened, message.id, at, body), body, outward.reach)
      : { outcome: 'locked' as const, status: null }
  await keepAttempt(db, {
    webhookId: receiver.id,
    eventId: event?.id ?? null,
    occasion,
    messageId: message.id,
    ...sent,
    took_ms: Math.round(performance.now() - begun_ms),
    at
  })
  return sent.outcome
}

/** Does it while no other process does the same for this receiver; 'busy' where one does. */
async function alone<Result>(
  db: Kysely<Database>,
  webhookId: number,
  doing: () => Promise<Result>
): Promise<Result | 'busy'> {
  // The lock belongs to one connection, which is kept aside: it goes when the process does.
  return db.connection().execute(async (connection) => {
    const key = sql`${sql.lit(ONE_AT_A_TIME)}, ${webhookId}::int`
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${key}) as held`.execute(connection)
    if (!rows[0]!.held) return 'busy'
    try {
      return await doing()
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection)
    }
  })
}
