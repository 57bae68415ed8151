import { sql, type Kysely, type Transaction } from 'kysely'
import { actorName, type Actor } from '#areas/people/actor.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { isOfTheChair, type Command } from './command.ts'
import { decide, delegationOf, type Decided } from './decide.ts'
import type { Event, NewEvent } from './event.ts'
import type { FloorFacts } from './facts.ts'
import { factsOf } from './facts.server.ts'
import { EMPTY_FLOOR, goOn, type Floor } from './floor.ts'
import type { Rights } from './policy.ts'
import { carriedOut, eventsAfter, lockMeeting, meetingById, type Meeting } from './store.server.ts'

/** PostgreSQL tells every process on this channel: "<meeting>:<number of the newest event>". */
export const CHANNEL = 'floor'
/** So many commands are decided in one transaction at most. */
const BATCH = 250

export interface Sent {
  readonly command: Command
  readonly actor: Actor
  readonly rights: Rights
  readonly now: Date
  /** of the device: the same command sent twice is carried out once */
  readonly commandId?: string
}

export interface Carried {
  /** number of the newest event after it */
  readonly version: number
  readonly request?: number
  /** a message key, where it was done already */
  readonly already?: string
}

interface Queued extends Sent {
  readonly answer: (outcome: Carried | Refusal) => void
  readonly fail: (error: unknown) => void
}

/** What this process knows of a meeting: a copy of what PostgreSQL holds, brought up to date under the lock. */
interface Known {
  events: Event[]
  floor: Floor
}

const queues = new Map<string, Queued[]>()
const known = new Map<string, Known>()

/**
 * Carries out a command. Commands of a meeting that come while another is being saved are decided together, in the order
 * in which they came, in one transaction with an audit row for each: in a rush everybody is served after two saves.
 */
export function carryOut(db: Kysely<Database>, meetingId: string, sent: Sent): Promise<Carried | Refusal> {
  return new Promise((answer, fail) => {
    const queued = { ...sent, answer, fail }
    const queue = queues.get(meetingId)
    if (queue) {
      queue.push(queued)
      return
    }
    queues.set(meetingId, [queued])
    void drain(db, meetingId)
  })
}

async function drain(db: Kysely<Database>, meetingId: string): Promise<void> {
  const queue = queues.get(meetingId)!
  while (queue.length > 0) {
    const batch = queue.splice(0, BATCH)
    try {
      const outcomes = await db.transaction().execute((tx) => decideAll(tx, meetingId, batch))
      batch.forEach(({ answer }, i) => answer(outcomes[i]!))
    } catch (error) {
      // Nothing of it was saved; what was taken along in memory is read again.
      known.delete(meetingId)
      for (const { fail } of batch) fail(error)
    }
  }
  queues.delete(meetingId)
}

async function decideAll(
  tx: Transaction<Database>,
  meetingId: string,
  batch: readonly Queued[]
): Promise<(Carried | Refusal)[]> {
  if (!(await lockMeeting(tx, meetingId))) return batch.map(() => refuse('floor.no_meeting'))
  const meeting = (await meetingById(tx, meetingId))!
  const facts = await factsOf(tx, meeting, dayOf(batch[0]!.now))
  const state = await upToDate(tx, meeting, facts)
  const before = await carriedOut(
    tx,
    meetingId,
    batch.flatMap(({ commandId }) => commandId ?? [])
  )
  const inBatch = new Set<string>()
  const saved: { readonly event: Event; readonly of: Queued; readonly commandId: string | null }[] = []
  const audited: { readonly of: Queued; readonly seq: number }[] = []
  const outcomes = batch.map((queued): Carried | Refusal => {
    const { commandId } = queued
    const doubled = commandId !== undefined && (before.has(commandId) || inBatch.has(commandId))
    if (doubled) return { version: state.floor.version, already: 'floor.carried_out_already' }
    const outcome = decideOne(queued, state, facts)
    if (isRefusal(outcome)) return outcome
    const at = later(queued.now.toISOString(), state.floor.at)
    outcome.events.forEach((next, i) => {
      const event = numbered(next, state.floor.version + 1, at, actorName(queued.actor))
      advance(state, event, facts)
      // The first event of a command carries its id: the index finds a doubled one.
      saved.push({ event, of: queued, commandId: i === 0 ? (commandId ?? null) : null })
    })
    if (outcome.events.length > 0) {
      audited.push({ of: queued, seq: state.floor.version })
      if (commandId !== undefined) inBatch.add(commandId)
    }
    const { request, already } = outcome
    return {
      version: state.floor.version,
      ...(request !== undefined && { request }),
      ...(already !== undefined && { already })
    }
  })
  await save(tx, meetingId, saved, audited)
  return outcomes
}

function decideOne(
  { command, actor, rights, now }: Sent,
  { floor, events }: Known,
  facts: FloorFacts
): Decided | Refusal {
  const refused = authorise(POLICY, permissionOf(command), {
    actor,
    on: dayOf(now),
    subject: { rights, delegation: delegationOf(command, floor) }
  })
  if (refused) return refused
  return decide(command, { floor, facts, events, now: later(now.toISOString(), floor.at), chance: Math.random() })
}

const permissionOf = (command: Command) => (isOfTheChair(command) ? 'floor.chair' : 'floor.speak')

/** The clock of a meeting never goes back, also when that of the server is set back. */
const later = (now: string, last: string) => (now > last ? now : last)

function numbered(event: NewEvent, seq: number, at: string, by: string): Event {
  return { ...event, seq, at, by } as Event
}

function advance(state: Known, event: Event, facts: FloorFacts): void {
  state.events.push(event)
  state.floor = goOn(state.floor, [event], state.events, facts)
}

async function upToDate(tx: Transaction<Database>, { id }: Meeting, facts: FloorFacts): Promise<Known> {
  const state = known.get(id) ?? { events: [], floor: EMPTY_FLOOR }
  for (const event of await eventsAfter(tx, id, state.floor.version)) advance(state, event, facts)
  known.set(id, state)
  return state
}

async function save(
  tx: Transaction<Database>,
  meeting_id: string,
  saved: readonly { readonly event: Event; readonly of: Queued; readonly commandId: string | null }[],
  audited: readonly { readonly of: Queued; readonly seq: number }[]
): Promise<void> {
  if (saved.length === 0) return
  await tx
    .insertInto('floor_event')
    .values(
      saved.map(({ event, of, commandId }) => ({
        meeting_id,
        seq: event.seq,
        kind: event.kind,
        data: JSON.stringify(event.data),
        at: new Date(event.at),
        by_account: of.actor.kind === 'account' ? of.actor.id : null,
        by_name: event.by,
        command_id: commandId
      }))
    )
    .execute()
  await tx
    .insertInto('audit')
    .values(
      audited.map(({ of, seq }) => ({
        at: of.now,
        actor_id: of.actor.kind === 'account' ? of.actor.id : null,
        actor_name: actorName(of.actor),
        permission: permissionOf(of.command),
        subject_kind: 'meeting',
        subject_id: meeting_id,
        details: JSON.stringify({ do: of.command.do, event: seq })
      }))
    )
    .execute()
  await sql`select pg_notify(${CHANNEL}, ${`${meeting_id}:${saved.at(-1)!.event.seq}`})`.execute(tx)
}
