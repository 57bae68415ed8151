/** What the hall tells, by the noun it is about and what was done. Names never change; new ones may be added. */
export const EVENT_KINDS = [
  'recommendation.stage-recorded',
  'recommendation.position-stated',
  'recommendation.entered',
  'recommendation.corrected',
  'progress.published',
  'progress.signed-off',
  'progress.retracted',
  'action.planned',
  'action.changed',
  'action.completed'
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export function isEventKind(kind: string): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind)
}

/** What an audit row says of what was done. */
export interface Doing {
  readonly permission: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, unknown>>
}

type Telling = EventKind | ((doing: Doing) => EventKind | null)

/**
 * Which doing is told as which event: the one place. What is not named here is not told. A new permission about the
 * follow-up is named here, with null where nobody outside needs to know (events.test.ts asks for it).
 */
export const TOLD: Readonly<Record<string, Telling | null>> = {
  'follow-up.record-stage': 'recommendation.stage-recorded',
  'follow-up.import-history': 'recommendation.entered',
  'follow-up.report': 'progress.published',
  'follow-up.assess': 'progress.published',
  'follow-up.sign-off': 'progress.signed-off',
  'follow-up.retract': 'progress.retracted',
  'documents.enter': 'recommendation.entered',
  'publication.correct': 'recommendation.corrected'
}

/** The areas whose every permission has to be decided upon in `TOLD`. */
export const DECIDED_AREAS: readonly string[] = ['follow-up', 'actions', 'positions']

/** Only these of an audit row's details leave the hall: identifiers, never words and never people. */
const TELLABLE: readonly string[] = [
  'about',
  'action',
  'body',
  'by',
  'count',
  'entry',
  'first',
  'grade',
  'into',
  'last',
  'on',
  'position',
  'stage',
  'step'
]

const AN_IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9./_-]{0,99}$/

export interface Told {
  readonly kind: EventKind
  readonly details: Readonly<Record<string, string | number>>
}

/** The event of a doing, or null where it is not told. */
export function eventOf(doing: Doing): Told | null {
  const telling = Object.hasOwn(TOLD, doing.permission) ? TOLD[doing.permission]! : null
  const kind = typeof telling === 'function' ? telling(doing) : telling
  return kind && { kind, details: tellable(doing.details) }
}

function tellable(details: Doing['details']): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).filter(
      (pair): pair is [string, string | number] =>
        TELLABLE.includes(pair[0]) &&
        (typeof pair[1] === 'number' || (typeof pair[1] === 'string' && AN_IDENTIFIER.test(pair[1])))
    )
  )
}

/** An event as it is kept. */
export interface KeptEvent {
  readonly id: number
  readonly kind: string
  readonly occurredAt: Date
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, string | number>>
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
    readonly details: Readonly<Record<string, string | number>>
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

function addressesOf({ subjectKind, subjectId, details }: KeptEvent, origin: string): { page: string; api: string } {
  const id = subjectId === null ? null : encodeURIComponent(subjectId)
  const entry = details.entry === undefined ? null : String(details.entry)
  if (id !== null && subjectKind === 'recommendation') {
    const page = `${origin}/recommendations/${id}`
    const about = details.about === undefined ? null : encodeURIComponent(String(details.about))
    return {
      page: about === null ? page : `${page}/progress/${about}`,
      api: entry === null ? `${origin}/api/recommendations/${id}` : `${origin}/api/progress/${entry}`
    }
  }
  if (id !== null && subjectKind === 'action') {
    return { page: `${origin}/actions/${id}`, api: `${origin}/api/actions/${id}` }
  }
  if (id !== null && subjectKind === 'document') {
    return { page: `${origin}/documents/${id}`, api: `${origin}/api/documents/${id}` }
  }
  return { page: `${origin}/recommendations`, api: `${origin}/api/recommendations` }
}
