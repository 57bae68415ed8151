import type { Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { actorName } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { attempt } from './delivery.server.ts'
import { addressFault, hostOf, type Reach } from './destination.ts'
import type { EventKind } from './event-kinds.ts'
import { wake } from './events.server.ts'
import type { Outward } from './outward.server.ts'
import type { Outcome, Step } from './receiving.ts'
import { newSecret, seal } from './sealing.server.ts'
import { outcomeOfError } from './sending.server.ts'
import { attemptById, eventById, lockReceiver, newestEventId, receiverById, type Receiver } from './store.server.ts'
import { destinationsOf } from './whereabouts.server.ts'

export interface GivenChoice {
  readonly name: string
  readonly address: string
  readonly kinds: readonly EventKind[]
}

/** Registers a receiver. Its secret is given here and never again. */
export async function addReceiver(
  context: Context,
  outward: Outward,
  given: GivenChoice
): Promise<{ id: number; secret: string } | Refusal> {
  const fault = await destinationFault(given.address, outward.reach)
  return act(context, 'webhooks.add', undefined, async (tx) => {
    if (fault) return fault
    const { id } = await tx
      .insertInto('webhook')
      .values({ hears_after: await newestEventId(tx), ...recorded(context) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keepChoice(tx, context, id, given, null)
    const secret = await keepSecret(tx, context, id, outward.hallSecret)
    return { result: { id, secret }, audit: audited({ id, ...given }) }
  })
}

/**
 * Another name, address or choice of kinds. `choice` is the one that was on the page: where another stands meanwhile,
 * `webhooks.changed_meanwhile`.
 */
export async function changeReceiver(
  context: Context,
  outward: Outward,
  id: number,
  given: GivenChoice & { readonly choice: number | null }
): Promise<{ id: number } | Refusal> {
  const fault = await destinationFault(given.address, outward.reach)
  return act(context, 'webhooks.change', undefined, async (tx) => {
    const receiver = await standing(tx, id)
    if (isRefusal(receiver)) return receiver
    if (receiver.choice !== given.choice) return refuse('webhooks.changed_meanwhile', { choice: receiver.choice })
    if (fault) return fault
    await keepChoice(tx, context, id, given, receiver.choice)
    await wake(tx, id)
    return { result: { id }, audit: audited({ id, ...given }) }
  })
}

/** A new secret, given here and never again. The old one signs beside it for a day. */
export async function renewSecret(
  context: Context,
  outward: Outward,
  id: number
): Promise<{ secret: string } | Refusal> {
  return act(context, 'webhooks.renew-secret', undefined, async (tx) => {
    const receiver = await standing(tx, id)
    if (isRefusal(receiver)) return receiver
    const secret = await keepSecret(tx, context, id, outward.hallSecret)
    await wake(tx, id)
    return { result: { secret }, audit: audited(receiver) }
  })
}

export async function pauseReceiver(context: Context, id: number, reason: string): Promise<{ id: number } | Refusal> {
  return takeStep(context, id, 'webhooks.pause', 'paused', () => ({ reason }))
}

/** Goes on telling: what waited too, or only what comes from now on. */
export async function resumeReceiver(
  context: Context,
  id: number,
  passOver: boolean
): Promise<{ id: number } | Refusal> {
  return takeStep(context, id, 'webhooks.resume', 'resumed', async (tx) => ({
    passed_over: passOver ? await newestEventId(tx) : null
  }))
}

/** Nothing is told any more, for good. */
export async function endReceiver(context: Context, id: number): Promise<{ id: number } | Refusal> {
  return takeStep(context, id, 'webhooks.end', 'ended', () => ({}))
}

/** Sends a message that tells of nothing, so that the receiver's builders see one. */
export async function sendTest(context: Context, outward: Outward, id: number): Promise<Outcome | Refusal> {
  const receiver = await act<Receiver>(context, 'webhooks.send-test', undefined, async (tx) => {
    const found = await standing(tx, id)
    return isRefusal(found) ? found : { result: found, audit: audited(found) }
  })
  if (isRefusal(receiver)) return receiver
  return attempt({ db: context.db, outward, clock: () => context.now }, receiver, null, 'test')
}

/** Tells an event once more, out of turn, under the same identifier. */
export async function sendAgain(
  context: Context,
  outward: Outward,
  id: number,
  attemptId: number
): Promise<Outcome | Refusal> {
  const again = await act(context, 'webhooks.send-again', undefined, async (tx) => {
    const receiver = await standing(tx, id)
    if (isRefusal(receiver)) return receiver
    const before = await attemptById(tx, id, attemptId)
    const event = before?.eventId ? await eventById(tx, before.eventId) : undefined
    if (!event) return refuse('webhooks.attempt_missing')
    return { result: { receiver, event }, audit: audited(receiver) }
  })
  if (isRefusal(again)) return again
  return attempt({ db: context.db, outward, clock: () => context.now }, again.receiver, again.event, 'again')
}

/** Why this hall can't send there, or null: how the address is written, and where its name leads now. */
async function destinationFault(address: string, reach: Reach): Promise<Refusal | null> {
  const fault = addressFault(address, reach)
  if (fault) return fault
  try {
    await destinationsOf(new URL(address).hostname, reach)
    return null
  } catch (error) {
    const why = outcomeOfError(error) === 'forbidden' ? 'forbidden' : 'unknown'
    return refuse(`webhooks.address_${why}`, { host: hostOf(address) }, 'address')
  }
}

const NOT_AGAIN: Readonly<Record<Step, (state: Receiver['state']) => boolean>> = {
  paused: (state) => state === 'paused',
  resumed: (state) => state === 'listening',
  ended: () => false
}

async function takeStep(
  context: Context,
  id: number,
  permission: string,
  step: Step,
  more: (tx: Transaction<Database>) => Promise<Extra> | Extra
): Promise<{ id: number } | Refusal> {
  return act(context, permission, undefined, async (tx) => {
    const receiver = await standing(tx, id)
    if (isRefusal(receiver)) return receiver
    if (NOT_AGAIN[step](receiver.state)) return refuse(`webhooks.${step}_already`)
    const { reason = '', passed_over = null } = await more(tx)
    await tx
      .insertInto('webhook_step')
      .values({ webhook_id: id, step, reason, passed_over, ...recorded(context) })
      .execute()
    if (step === 'resumed') await wake(tx, id)
    return { result: { id }, audit: audited(receiver, reason) }
  })
}

interface Extra {
  readonly reason?: string
  readonly passed_over?: number | null
}

/** The receiver, locked, if it wasn't ended. */
async function standing(tx: Transaction<Database>, id: number): Promise<Receiver | Refusal> {
  await lockReceiver(tx, id)
  const receiver = await receiverById(tx, id)
  if (!receiver) return refuse('webhooks.receiver_missing')
  return receiver.state === 'ended' ? refuse('webhooks.ended_already') : receiver
}

async function keepChoice(
  tx: Transaction<Database>,
  context: Context,
  webhook_id: number,
  { name, address, kinds }: GivenChoice,
  corrects: number | null
): Promise<void> {
  await tx
    .insertInto('webhook_choice')
    .values({ webhook_id, name, address, kinds: [...kinds], corrects, ...recorded(context) })
    .execute()
}

async function keepSecret(
  tx: Transaction<Database>,
  context: Context,
  webhook_id: number,
  hallSecret: string
): Promise<string> {
  const secret = newSecret()
  await tx
    .insertInto('webhook_secret')
    .values({ webhook_id, sealed: seal(secret, webhook_id, hallSecret), ...recorded(context) })
    .execute()
  return secret
}

function recorded({ actor, now }: Context): { recorded_at: Date; recorded_by: string } {
  return { recorded_at: now, recorded_by: actorName(actor) }
}

/** The name and the host, never the whole address: its path may be a secret between the receiver and us. */
function audited({ id, name, address }: Pick<Receiver, 'id' | 'name' | 'address'>, reason = '') {
  return {
    subjectKind: 'webhook',
    subjectId: String(id),
    details: { name, host: hostOf(address), ...(reason && { reason }) }
  }
}
