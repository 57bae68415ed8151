import type { Doing, EventKind } from './event-kinds.ts'
import { TOLD } from './told.ts'

/** Identifiers alone: a reference, a body, a day, a grade, a number. Never words, never a person. */
export type Details = Readonly<Record<string, string | number | readonly string[]>>

const AN_IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9./_-]{0,99}$/
/** A longer list is left out: who wants it reads the API. */
const MOST_IDENTIFIERS = 500

export interface Told {
  readonly kind: EventKind
  readonly details: Details
}

/** The event of a doing, or null where it is not told. */
export function eventOf(doing: Doing): Told | null {
  if (!Object.hasOwn(TOLD, doing.permission)) return null
  const { kind: given, tells } = TOLD[doing.permission]!
  const kind = typeof given === 'function' ? given(doing) : given
  if (kind === null) return null
  const details = Object.entries(doing.details).filter(([name, value]) => tells.includes(name) && isTellable(value))
  return { kind, details: Object.fromEntries(details) as Details }
}

function isTellable(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= MOST_IDENTIFIERS && value.every(isIdentifier)
  return typeof value === 'number' || isIdentifier(value)
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && AN_IDENTIFIER.test(value)
}

/** An event as it is kept. */
export interface KeptEvent {
  readonly id: number
  readonly kind: string
  readonly occurredAt: Date
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Details
}

/** An event as a receiver and the public API get it. */
export interface PublicEvent {
  /** the same for every attempt: a receiver that knows it already has been told twice */
  readonly id: string
  readonly type: string
  /** when it happened, ISO 8601 in UTC */
  readonly timestamp: string
  readonly data: {
    readonly subject: { readonly kind: string; readonly id: string } | null
    readonly details: Details
    /** where to read what was said: a page for people, an address of the API for programs */
    readonly page: string
    readonly api: string
  }
}

export function publicEvent(event: KeptEvent, origin: string): PublicEvent {
  const { subjectKind: kind, subjectId: id } = event
  return {
    id: `evt_${event.id}`,
    type: event.kind,
    timestamp: event.occurredAt.toISOString(),
    data: {
      subject: kind !== null && id !== null ? { kind, id } : null,
      details: event.details,
      ...addressesOf(event, origin)
    }
  }
}

/** The event that "send a test" sends: it tells of nothing. */
export function testEvent(id: string, now: Date, origin: string): PublicEvent {
  return {
    id,
    type: 'hall.test',
    timestamp: now.toISOString(),
    data: { subject: null, details: {}, page: `${origin}/api`, api: `${origin}/api/events` }
  }
}

interface Addresses {
  readonly page: string
  readonly api: string
}

function addressesOf(event: KeptEvent, origin: string): Addresses {
  const { page, api } = pathsOf(event)
  return { page: origin + page, api: `${origin}/api/${api}` }
}

function pathsOf({ kind, subjectKind, subjectId, details }: KeptEvent): Addresses {
  const id = subjectId === null ? null : encodeURIComponent(subjectId)
  const detail = (name: string) => (details[name] === undefined ? null : encodeURIComponent(String(details[name])))
  if (id === null || kind === 'preparation.taken-back') return listOf(kind)
  switch (subjectKind) {
    case 'recommendation': {
      const [page, about, entry] = [`/recommendations/${id}`, detail('about'), detail('entry')]
      return {
        page: about === null ? page : `${page}/progress/${about}`,
        api: entry === null ? `recommendations/${id}` : `progress/${entry}`
      }
    }
    case 'action':
    case 'document':
    case 'practice':
      return { page: `/${subjectKind}s/${id}`, api: `${subjectKind}s/${id}` }
    case 'preparation':
      return { page: `/preparation/${id}`, api: `preparations/${id}` }
    case 'application':
      return { page: `/standing/organisations#${id}`, api: `accreditation-decisions?case=${id}` }
    case 'body':
      return kind.startsWith('institution')
        ? { page: `/standing/${id}`, api: `institution-steps?state=${id}` }
        : { page: `/bodies/${id}`, api: `accreditations?body=${id}` }
    default:
      return listOf(kind)
  }
}

/** Where what an event tells of is listed, if it is about more than one thing. */
function listOf(kind: string): Addresses {
  if (kind.startsWith('recommendation.position')) return { page: '/recommendations', api: 'positions' }
  if (kind.startsWith('recommendation.stage')) return { page: '/recommendations', api: 'stages' }
  return LISTS[kind.split('.')[0]!] ?? { page: '/recommendations', api: 'recommendations' }
}

const LISTS: Readonly<Record<string, Addresses>> = {
  progress: { page: '/recommendations', api: 'progress' },
  action: { page: '/actions', api: 'actions' },
  practice: { page: '/practices', api: 'practices' },
  institution: { page: '/standing', api: 'institution-steps' },
  accreditation: { page: '/standing/organisations', api: 'accreditations' },
  preparation: { page: '/preparation', api: 'preparations' }
}
