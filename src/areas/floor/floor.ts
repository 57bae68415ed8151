import type { Attribution } from '#areas/dialogues/modality.ts'
import type { Event, EventData, RequestKind } from './event.ts'
import { itemOf, rulesFor, type FloorFacts } from './facts.ts'
import { orderOf, type Placed, type Spoken, type Waiting } from './order.ts'

export interface FloorRequest extends Waiting {
  readonly item: string
  readonly joint: readonly string[]
  readonly speaker: string
  /** when the device sent it, and when it came, ISO */
  readonly askedAt: string
  readonly arrivedAt: string
  readonly offline: boolean
  readonly question: number | null
  readonly standing: 'waiting' | 'called' | 'withdrawn' | 'left-over'
}

/** A time at the microphone. Its clock is what has run before, and since when it runs again. */
export interface Intervention {
  readonly request: number
  readonly item: string
  readonly delegation: string
  readonly joint: readonly string[]
  readonly kind: RequestKind
  readonly speaker: string
  readonly within: number | null
  readonly limit_s: number
  readonly startedAt: string
  readonly endedAt: string | null
  readonly used_ms: number
  /** null: the clock stands */
  readonly runningSince: string | null
  readonly attribution: Attribution | null
}

export interface Question {
  readonly id: number
  readonly item: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly request: number | null
  readonly group: string | null
  readonly answer: string | null
  /** promised until that day, 'YYYY-MM-DD' */
  readonly until: string | null
}

export interface Budget {
  readonly item: string
  readonly name: string
  readonly delegations: readonly string[]
  readonly seconds: number
}

/** All that happened in a meeting until its newest event. Decided by `floorOf` alone. */
export interface Floor {
  /** number of the newest event */
  readonly version: number
  /** moment of the newest event, ISO; '' before the first */
  readonly at: string
  readonly item: string | null
  readonly items: readonly { readonly item: string; readonly openedAt: string; readonly closedAt: string | null }[]
  readonly suspendedAt: string | null
  readonly listOpen: boolean
  /** how many more requests are taken before the list closes; null: no last call */
  readonly remaining: number | null
  readonly letter: string | null
  readonly requests: ReadonlyMap<number, FloorRequest>
  readonly placed: readonly Placed[]
  readonly interventions: readonly Intervention[]
  /** requests whose speeches are not ended, the one that speaks last */
  readonly stack: readonly number[]
  readonly questions: readonly Question[]
  readonly budgets: readonly Budget[]
  readonly text: { readonly document: number | null; readonly title: string } | null
}

export const EMPTY_FLOOR: Floor = {
  version: 0,
  at: '',
  item: null,
  items: [],
  suspendedAt: null,
  listOpen: false,
  remaining: null,
  letter: null,
  requests: new Map(),
  placed: [],
  interventions: [],
  stack: [],
  questions: [],
  budgets: [],
  text: null
}

/** The state of a meeting after these events, in the order of their numbers; what was undone counts as never done. */
export function floorOf(events: readonly Event[], facts: FloorFacts): Floor {
  const undone = undoneOf(events)
  return events.reduce(
    (floor, event) => (undone.has(event.seq) ? passed(floor, event) : take(floor, event, facts)),
    EMPTY_FLOOR
  )
}

/** The state after newer events, for whoever holds the state before them; `events` are all, as undoing looks back. */
export function goOn(floor: Floor, newer: readonly Event[], events: readonly Event[], facts: FloorFacts): Floor {
  const undoes = newer.some(({ kind }) => kind === 'undone')
  return undoes ? floorOf(events, facts) : newer.reduce((before, event) => take(before, event, facts), floor)
}

export function undoneOf(events: readonly Event[]): ReadonlySet<number> {
  return new Set(events.flatMap((event) => (event.kind === 'undone' ? [event.data.seq] : [])))
}

const passed = (floor: Floor, { seq, at }: Event): Floor => ({ ...floor, version: seq, at })

function take(before: Floor, event: Event, facts: FloorFacts): Floor {
  const floor = passed(before, event)
  const { at } = event
  switch (event.kind) {
    case 'item-opened':
      return {
        ...leaveItem(floor, at),
        item: event.data.item,
        items: [...leaveItem(floor, at).items, { item: event.data.item, openedAt: at, closedAt: null }],
        suspendedAt: null,
        text: null
      }
    case 'item-closed':
      return leaveItem(floor, at)
    case 'meeting-suspended':
      return { ...stopClock(floor, at), suspendedAt: at }
    case 'meeting-resumed':
      return { ...startClock(floor, at), suspendedAt: null }
    case 'list-opened':
      return { ...floor, listOpen: true, remaining: null }
    case 'list-closed':
      return { ...floor, listOpen: false, remaining: null }
    case 'last-call':
      return { ...floor, listOpen: event.data.more > 0, remaining: event.data.more || null }
    case 'letter-drawn':
      return { ...floor, letter: event.data.letter }
    case 'asked':
      return takeAsked(floor, event.data, at, facts)
    case 'withdrawn':
      return changeRequest(floor, event.data.request, 'waiting', 'withdrawn')
    case 'moved':
      return place(floor, event.data.request, event.data.before, facts)
    case 'skipped':
      return place(floor, event.data.request, null, facts)
    case 'called':
      return takeCalled(floor, event.data, at)
    case 'paused':
      return stopClock(floor, at)
    case 'resumed':
      return startClock(floor, at)
    case 'time-given':
      return changeSpeech(floor, event.data.request, (speech) => ({
        ...speech,
        limit_s: Math.max(1, speech.limit_s + event.data.seconds)
      }))
    case 'ended':
      return end(floor, event.data.request, at)
    case 'attributed':
      return changeSpeech(floor, event.data.request, (speech) => ({ ...speech, attribution: event.data.attribution }))
    case 'budget-set':
      return takeBudget(floor, event.data)
    case 'question-put':
      return floor.item === null
        ? floor
        : {
            ...floor,
            questions: [
              ...floor.questions,
              { ...event.data, id: event.data.question, item: floor.item, group: null, answer: null, until: null }
            ]
          }
    case 'questions-grouped':
      return changeQuestions(floor, event.data.questions, { group: event.data.title })
    case 'question-answered':
      return changeQuestions(floor, [event.data.question], { answer: event.data.answer })
    case 'question-taken-away':
      return changeQuestions(floor, [event.data.question], { until: event.data.until })
    case 'text-shown':
      return { ...floor, text: event.data.title === '' ? null : event.data }
    case 'undone':
      return floor
  }
}

/** The one who speaks now; undefined: nobody. */
export function speaking(floor: Floor): Intervention | undefined {
  return speechOf(floor, floor.stack.at(-1))
}

function speechOf(floor: Floor, request: number | undefined): Intervention | undefined {
  return floor.interventions.find((speech) => speech.request === request)
}

/** How long a speech has lasted at a moment, in milliseconds: only what its clock ran. */
export function used_ms(speech: Intervention, now: string): number {
  const running = speech.runningSince === null ? 0 : Date.parse(now) - Date.parse(speech.runningSince)
  // A clock of the server that is set back must not shorten what was spoken.
  return speech.used_ms + Math.max(0, running)
}

/** The list of the item that is open, the next one first. */
export function listOf(floor: Floor, facts: FloorFacts): FloorRequest[] {
  const rules = rulesFor(facts, floor.item)
  if (!rules) return []
  const waiting = [...floor.requests.values()].filter(
    ({ standing, item }) => standing === 'waiting' && item === floor.item
  )
  return orderOf(waiting, {
    rules,
    delegations: facts.delegations,
    spoken: spokenIn(floor, floor.at),
    letter: floor.letter,
    subject: itemOf(facts, floor.item)?.bodyId ?? null,
    placed: floor.placed
  })
}

/** What was spoken in the meeting until a moment. A joint statement counts for each that joined, a point of order for nobody. */
export function spokenIn(floor: Floor, now: string): Spoken {
  const seconds = new Map<string, number>()
  const times = new Map<string, number>()
  const here = new Map<string, number>()
  let last: string | null = null
  let questionsOpen = 0
  for (const speech of floor.interventions) {
    const counts = speech.kind !== 'order'
    for (const delegation of counts ? [speech.delegation, ...speech.joint] : []) {
      seconds.set(delegation, (seconds.get(delegation) ?? 0) + used_ms(speech, now) / 1000)
      times.set(delegation, (times.get(delegation) ?? 0) + 1)
      if (speech.item === floor.item) here.set(delegation, (here.get(delegation) ?? 0) + 1)
    }
    if (speech.item !== floor.item) continue
    if (counts) last = speech.delegation
    if (speech.kind === 'question') questionsOpen++
    if (speech.kind === 'answer') questionsOpen = 0
  }
  return { seconds, times, last, here, questionsOpen }
}

/** Seconds of a budget that are left at a moment; can be below zero. */
export function leftOf(floor: Floor, budget: Budget, now: string): number {
  const used = floor.interventions
    .filter(({ item, delegation }) => item === budget.item && budget.delegations.includes(delegation))
    .reduce((sum, speech) => sum + used_ms(speech, now), 0)
  return budget.seconds - Math.round(used / 1000)
}

function leaveItem(floor: Floor, at: string): Floor {
  const ended = floor.stack.reduceRight((rest, request) => end(rest, request, at), floor)
  const requests = new Map(
    [...ended.requests].map(([id, request]) =>
      request.standing === 'waiting' ? [id, { ...request, standing: 'left-over' as const }] : [id, request]
    )
  )
  return {
    ...ended,
    item: null,
    items: floor.items.map((held) => (held.closedAt === null ? { ...held, closedAt: at } : held)),
    listOpen: false,
    remaining: null,
    requests,
    placed: []
  }
}

function takeAsked(floor: Floor, data: EventData['asked'], at: string, facts: FloorFacts): Floor {
  if (floor.item === null) return floor
  const byTimeMade = data.offline && facts.modality.offlineRequests === 'by-time-made'
  const { asked: askedAt, request: id, ...rest } = data
  const request: FloorRequest = {
    ...rest,
    id,
    askedAt,
    item: floor.item,
    arrivedAt: at,
    placedAt: byTimeMade && askedAt < at ? askedAt : at,
    standing: 'waiting'
  }
  const counted = floor.remaining !== null && (data.kind === 'speech' || data.kind === 'question')
  const remaining = counted ? floor.remaining! - 1 : floor.remaining
  return {
    ...floor,
    requests: new Map([...floor.requests, [id, request]]),
    remaining: remaining === 0 ? null : remaining,
    listOpen: floor.listOpen && remaining !== 0
  }
}

function changeRequest(
  floor: Floor,
  id: number,
  from: FloorRequest['standing'],
  standing: FloorRequest['standing']
): Floor {
  const request = floor.requests.get(id)
  if (request?.standing !== from) return floor
  return { ...floor, requests: new Map([...floor.requests, [id, { ...request, standing }]]) }
}

function place(floor: Floor, request: number, before: number | null, facts: FloorFacts): Floor {
  const others = listOf(floor, facts)
    .map(({ id }) => id)
    .filter((id) => id !== request)
  const at = before === null ? -1 : others.indexOf(before)
  return { ...floor, placed: [...floor.placed, { request, after: at === -1 ? others : others.slice(0, at) }] }
}

function takeCalled(floor: Floor, { request: id, limit_s, within }: EventData['called'], at: string): Floor {
  const request = floor.requests.get(id)
  if (request?.standing !== 'waiting') return floor
  const under = within === null ? undefined : floor.stack.find((open) => open === within)
  // Whoever speaks has ended, unless this is spoken inside the speech: then it waits with its clock stopped.
  const free =
    under === undefined ? floor.stack.reduceRight((rest, open) => end(rest, open, at), floor) : stopClock(floor, at)
  const speech: Intervention = {
    request: id,
    item: request.item,
    delegation: request.delegation,
    joint: request.joint,
    kind: request.kind,
    speaker: request.speaker,
    within: under ?? null,
    limit_s,
    startedAt: at,
    endedAt: null,
    used_ms: 0,
    runningSince: floor.suspendedAt === null ? at : null,
    attribution: null
  }
  return {
    ...changeRequest(free, id, 'waiting', 'called'),
    interventions: [...free.interventions, speech],
    stack: [...free.stack, id]
  }
}

function changeSpeech(floor: Floor, request: number, change: (speech: Intervention) => Intervention): Floor {
  return {
    ...floor,
    interventions: floor.interventions.map((speech) => (speech.request === request ? change(speech) : speech))
  }
}

function stopClock(floor: Floor, at: string): Floor {
  const now = speaking(floor)
  if (!now || now.runningSince === null) return floor
  return changeSpeech(floor, now.request, (speech) => ({ ...speech, used_ms: used_ms(speech, at), runningSince: null }))
}

function startClock(floor: Floor, at: string): Floor {
  const now = speaking(floor)
  if (!now || now.runningSince !== null) return floor
  return changeSpeech(floor, now.request, (speech) => ({ ...speech, runningSince: at }))
}

/** Ends a speech, and what was spoken inside it; the one around it goes on. */
function end(floor: Floor, request: number, at: string): Floor {
  const depth = floor.stack.indexOf(request)
  if (depth === -1) return floor
  const ending = floor.stack.slice(depth)
  const ended: Floor = {
    ...floor,
    stack: floor.stack.slice(0, depth),
    interventions: floor.interventions.map((speech) =>
      ending.includes(speech.request)
        ? { ...speech, used_ms: used_ms(speech, at), runningSince: null, endedAt: at }
        : speech
    )
  }
  return ended.suspendedAt === null ? startClock(ended, at) : ended
}

function takeBudget(floor: Floor, { name, delegations, seconds }: EventData['budget-set']): Floor {
  if (floor.item === null) return floor
  const { item } = floor
  const others = floor.budgets.filter((budget) => budget.item !== item || budget.name !== name)
  return { ...floor, budgets: seconds === null ? others : [...others, { item, name, delegations, seconds }] }
}

function changeQuestions(floor: Floor, ids: readonly number[], change: Partial<Question>): Floor {
  return {
    ...floor,
    questions: floor.questions.map((question) => (ids.includes(question.id) ? { ...question, ...change } : question))
  }
}
