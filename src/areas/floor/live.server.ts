import type { IncomingMessage, ServerResponse } from 'node:http'
import { getSessionCookie } from 'better-auth/cookies'
import type { Kysely } from 'kysely'
import type { Actor } from '#areas/people/actor.ts'
import { VISITOR } from '#areas/people/actor.ts'
import { auth, COOKIE_PREFIX } from '#areas/people/auth.server.ts'
import { mandatesOf } from '#areas/people/store.server.ts'
import { dayOf, type Clock } from '#platform/clock/clock.ts'
import { poolOf } from '#platform/db/connect.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { listenForNotices } from '#platform/live/notices.server.ts'
import { Streams, type LiveAddress } from '#platform/live/streams.server.ts'
import type { LiveSource, States } from '#platform/live/topic.server.ts'
import { logger } from '#platform/log/logger.server.ts'
import type { Settings } from '#platform/settings.ts'
import { CHANNEL } from './commands.server.ts'
import type { Event } from './event.ts'
import { factsOf } from './facts.server.ts'
import { floorOf, goOn, type Floor } from './floor.ts'
import { viewerOf } from './policy.ts'
import { rightsOf } from './rights.server.ts'
import { eventsAfter, meetingById } from './store.server.ts'
import { viewOf, VIEWERS, type Viewer } from './view.ts'

/** Streams at once: a whole conference may sit behind one address. Descriptors and memory: docs/operating.md. */
const LIMITS = { perAddress: 6_000, total: 20_000 }

export interface LiveMeetings {
  /** Takes a request for a stream, a state or the time. False: it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  close(): Promise<void>
}

/** Lets everybody follow the meetings of this hall, whichever process carries out the commands. */
export function followMeetings(db: Kysely<Database>, settings: Settings, clock: Clock): LiveMeetings {
  const failed = (error: unknown) => logger().warn({ error }, 'a meeting could not be followed')
  const streams = new Streams({
    source: meetingSource(db, clock),
    clock,
    address: addressOf,
    allowed: (request, key, kind) => mayFollow(db, clock(), request, key, kind as Viewer),
    visitor: (request) => visitorOf(request, settings),
    asksAgain: new Set<Viewer>(['room', 'desk']),
    limits: LIMITS,
    failed
  })
  const notices = listenForNotices({
    config: poolOf(db).options,
    channel: CHANNEL,
    heard: (payload) => streams.touch(payload.slice(0, payload.lastIndexOf(':'))),
    connected: () => streams.touchAll(),
    failed
  })
  return {
    handle: (request, response) => streams.handle(request, response),
    async close() {
      await notices.close()
      await streams.close()
    }
  }
}

const PATH = /^\/floor\/([a-z0-9][a-z0-9-]*)\/(stream|state)$/

function addressOf(url: URL): LiveAddress | null {
  if (url.pathname === '/floor/time') return { what: 'time' }
  const found = PATH.exec(url.pathname)
  if (!found) return null
  return { what: found[2] as 'stream' | 'state', key: found[1]!, kind: url.searchParams.get('as') ?? 'public' }
}

/** What this process holds of a meeting, and what was last decided from it. */
interface Held {
  events: Event[]
  floor: Floor
  /** the facts as text: they are read each time, and mostly the same */
  basis: string
  states: States
}

function meetingSource(db: Kysely<Database>, clock: Clock): LiveSource {
  const held = new Map<string, Held>()
  return {
    kinds: VIEWERS,
    async load(id) {
      const meeting = await meetingById(db, id)
      if (!meeting) return null
      const before = held.get(id)
      const newer = await eventsAfter(db, id, before?.floor.version ?? 0)
      const facts = await factsOf(db, meeting, dayOf(clock()))
      const basis = JSON.stringify([facts.modality, facts.programme, [...facts.delegations.values()]])
      if (before && newer.length === 0 && before.basis === basis) return before.states
      const same = before?.basis === basis ? before : undefined
      const events = [...(before?.events ?? []), ...newer]
      const floor = same ? goOn(same.floor, newer, events, facts) : floorOf(events, facts)
      const states = Object.fromEntries(VIEWERS.map((viewer) => [viewer, viewOf(floor, facts, events, viewer)]))
      held.set(id, { events, floor, basis, states })
      return states
    }
  }
}

/** Everybody may follow from outside; as who sits in the room, or runs the meeting, only who does. */
async function mayFollow(
  db: Kysely<Database>,
  now: Date,
  request: IncomingMessage,
  meetingId: string,
  viewer: Viewer
): Promise<boolean> {
  if (viewer === 'public') return true
  const actor = await actorOf(db, request)
  const meeting = await meetingById(db, meetingId)
  if (!meeting) return false
  const entitled = viewerOf(actor, dayOf(now), await rightsOf(db, meeting, actor, now))
  return VIEWERS.indexOf(entitled) >= VIEWERS.indexOf(viewer)
}

async function actorOf(db: Kysely<Database>, request: IncomingMessage): Promise<Actor> {
  const headers = new Headers({ cookie: request.headers.cookie ?? '' })
  if (!getSessionCookie(headers, { cookiePrefix: COOKIE_PREFIX })) return VISITOR
  const session = await auth().api.getSession({ headers })
  if (!session) return VISITOR
  const { id, name } = session.user
  return { kind: 'account', id, name, mandates: await mandatesOf(db, id) }
}

function visitorOf(request: IncomingMessage, { behindProxy }: Settings): string {
  const forwarded = behindProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)!
        .trim()
    : ''
  return forwarded || (request.socket.remoteAddress ?? '')
}
