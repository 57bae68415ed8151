/** What the hall tells, by the noun it is about and what was done. Names never change; new ones may be added. */
export const EVENT_KINDS = [
  'recommendation.stage-recorded',
  'recommendation.stage-withdrawn',
  'recommendation.position-stated',
  'recommendation.position-withdrawn',
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

/** Identifiers alone: a reference, a body, a day, a grade, a number. Never words, never a person. */
export type Details = Readonly<Record<string, string | number | readonly string[]>>

interface Telling {
  readonly kind: EventKind | ((doing: Doing) => EventKind)
  /** which of the audit row's details leave the hall */
  readonly tells: readonly string[]
}

const tell = (kind: Telling['kind'], ...tells: readonly string[]): Telling => ({ kind, tells })
const changed = (...tells: readonly string[]) => tell('action.changed', ...tells)

/**
 * Which doing is told as which event, and what of it: the one place. What is not named here is not told. A new permission
 * about the follow-up is named here, with null where nobody outside needs to know (events.test.ts asks for it).
 */
export const TOLD: Readonly<Record<string, Telling | null>> = {
  'documents.enter': tell('recommendation.entered', 'count', 'first', 'last'),
  'publication.correct': tell('recommendation.corrected', 'references'),

  'follow-up.record-stage': tell('recommendation.stage-recorded', 'stage', 'on', 'into'),
  'follow-up.report': tell('progress.published', 'about', 'by', 'entry', 'grade'),
  'follow-up.assess': tell('progress.published', 'about', 'by', 'entry', 'grade'),
  'follow-up.sign-off': tell('progress.signed-off', 'about', 'by', 'entry'),
  'follow-up.retract': tell('progress.retracted', 'about', 'by', 'entry'),

  'positions.state': tell('recommendation.position-stated', 'body', 'position', 'on', 'parts'),
  'positions.state-part': tell('recommendation.position-stated', 'body', 'position', 'on'),
  'positions.withdraw': tell('recommendation.position-withdrawn', 'body', 'position', 'on'),
  'positions.withdraw-part': tell('recommendation.position-withdrawn', 'body', 'position', 'on'),
  'positions.correct-stage': tell('recommendation.stage-recorded', 'stage', 'on'),
  'positions.withdraw-stage': tell('recommendation.stage-withdrawn', 'stage', 'on'),
  'positions.set-reply-day': null,

  'bulk.import-history': tell('recommendation.entered', 'count'),
  'bulk.undo-history': tell('recommendation.corrected', 'count'),
  'bulk.enter-positions': tell('recommendation.position-stated', 'count', 'references'),
  'bulk.undo-positions': tell('recommendation.position-withdrawn', 'count'),
  'bulk.enter-progress': tell('progress.published', 'count', 'references'),
  'bulk.undo-progress': tell('progress.retracted', 'count'),
  'bulk.receive-history': null,
  'bulk.ask-history': null,
  'bulk.refuse-history': null,
  'bulk.receive-positions': null,
  'bulk.receive-progress': null,

  'actions.plan': tell('action.planned', 'by', 'references'),
  'actions.record-step': tell(
    ({ details }) => (details.step === 'completed' ? 'action.completed' : 'action.changed'),
    'step',
    'on'
  ),
  'actions.withdraw-step': changed('step', 'on'),
  'actions.change-plan': changed(),
  'actions.join': changed('by', 'part', 'on'),
  'actions.leave': changed('by', 'part', 'on'),
  'actions.link': changed('reference'),
  'actions.unlink': changed('reference'),
  'actions.set-milestone': changed(),
  'actions.withdraw-milestone': changed(),
  'actions.reach-milestone': changed('on'),
  'actions.withdraw-reached': changed('on'),
  'actions.set-indicator': changed(),
  'actions.withdraw-indicator': changed(),
  'actions.record-value': changed('on'),
  'actions.withdraw-value': changed('on')
}

/** The areas whose every permission has to be decided upon in `TOLD`. */
export const DECIDED_AREAS: readonly string[] = ['actions', 'bulk', 'follow-up', 'positions']

const AN_IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9./_-]{0,99}$/
/** A longer list is left out: who wants it reads the API. */
const MOST_IDENTIFIERS = 500

export interface Told {
  readonly kind: EventKind
  readonly details: Details
}

/** The event of a doing, or null where it is not told. */
export function eventOf(doing: Doing): Told | null {
  const telling = Object.hasOwn(TOLD, doing.permission) ? TOLD[doing.permission]! : null
  if (!telling) return null
  const { kind, tells } = telling
  const details = Object.entries(doing.details).filter(([name, value]) => tells.includes(name) && isTellable(value))
  return { kind: typeof kind === 'function' ? kind(doing) : kind, details: Object.fromEntries(details) as Details }
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

function addressesOf(
  { kind, subjectKind, subjectId, details }: KeptEvent,
  origin: string
): { page: string; api: string } {
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
  return { page: `${origin}/recommendations`, api: `${origin}/api/${listOf(kind)}` }
}

/** Where what an event tells of is listed, if it is about more than one thing. */
function listOf(kind: string): string {
  if (kind.startsWith('recommendation.position')) return 'positions'
  if (kind.startsWith('recommendation.stage')) return 'stages'
  const noun = kind.split('.')[0]
  return noun === 'progress' ? 'progress' : noun === 'action' ? 'actions' : 'recommendations'
}
