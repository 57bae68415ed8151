import { refuse, type Refusal } from '#platform/refusal.ts'
import type { Command } from './command.ts'
import { timeFor, whyBarred, type Asking } from './entitlement.ts'
import type { Event, EventData, NewEvent } from './event.ts'
import { itemOf, rulesFor, type FloorFacts } from './facts.ts'
import { listOf, speaking, undoneOf, type Floor, type FloorRequest } from './floor.ts'

/** What a command does: the events that happen, none where it was done already. `request` is what it was about. */
export interface Decided {
  readonly events: readonly NewEvent[]
  readonly request?: number
  /** what the person is told, where the command was done already: a message key */
  readonly already?: string
}

export interface Deciding {
  readonly floor: Floor
  readonly facts: FloorFacts
  /** all events of the meeting: undoing looks back */
  readonly events: readonly Event[]
  /** ISO */
  readonly now: string
  /** a number from 0 up to 1, by which a letter is drawn */
  readonly chance: number
}

type Outcome = Decided | Refusal

/** Decides a command against the state of the meeting. Who may command what was decided before (policy.ts). */
export function decide(command: Command, deciding: Deciding): Outcome {
  const { floor, facts, chance } = deciding
  if (needsItem(command) && floor.item === null) return refuse('floor.no_item')
  if (isStale(command, floor)) return refuse('floor.stale')
  switch (command.do) {
    case 'open-item':
      if (!itemOf(facts, command.item) || !rulesFor(facts, command.item)) return refuse('floor.item_unknown')
      return floor.item === command.item ? done('floor.already_open') : one('item-opened', { item: command.item })
    case 'close-item':
      return one('item-closed', {})
    case 'suspend':
      return floor.suspendedAt !== null ? done('floor.already_suspended') : one('meeting-suspended', {})
    case 'resume':
      return floor.suspendedAt === null ? done('floor.already_resumed') : one('meeting-resumed', {})
    case 'open-list':
      return floor.listOpen && floor.remaining === null ? done('floor.list_open_already') : one('list-opened', {})
    case 'close-list':
      return floor.listOpen ? one('list-closed', {}) : done('floor.list_closed_already')
    case 'last-call':
      return one('last-call', { more: command.more })
    case 'draw-letter':
      return one('letter-drawn', { letter: String.fromCharCode(65 + Math.floor(chance * 26)) })
    case 'move':
      return onList(deciding, command.request, (request) =>
        command.before === request.id
          ? done('floor.there_already')
          : one('moved', { request: request.id, before: command.before ?? null })
      )
    case 'skip':
      return onList(deciding, command.request, ({ id }) => one('skipped', { request: id }))
    case 'remove':
    case 'withdraw':
      return withdraw(floor, command.request)
    case 'next': {
      const first = listOf(floor, facts)[0]
      return first ? call(deciding, first, false) : refuse('floor.list_empty')
    }
    case 'call':
      return onList(deciding, command.request, (request) => call(deciding, request, command.inside))
    case 'give':
      return give(deciding, command)
    case 'pause':
      return onSpeech(floor, (speech) =>
        speech.runningSince === null ? done('floor.already_paused') : one('paused', {})
      )
    case 'continue':
      if (floor.suspendedAt !== null) return refuse('floor.suspended')
      return onSpeech(floor, (speech) =>
        speech.runningSince === null ? one('resumed', {}) : done('floor.already_running')
      )
    case 'end':
      return onSpeech(floor, ({ request }) => one('ended', { request }))
    case 'give-time':
      return floor.stack.includes(command.request)
        ? one('time-given', { request: command.request, seconds: command.seconds })
        : refuse('floor.stale')
    case 'attribute':
      return floor.interventions.some(({ request }) => request === command.request)
        ? one('attributed', { request: command.request, attribution: command.attribution })
        : refuse('floor.no_such_speech')
    case 'set-budget':
      return setBudget(facts, command)
    case 'show-text':
      return one('text-shown', { document: command.document, title: command.title })
    case 'ask':
      return ask(deciding, command)
    case 'put-question':
      return putQuestion(deciding, command)
    case 'group-questions':
    case 'answer-question':
    case 'take-away':
      return aboutQuestions(deciding, command)
    case 'undo':
      return undo(deciding)
  }
}

const WITHOUT_ITEM: readonly Command['do'][] = [
  'open-item',
  'suspend',
  'resume',
  'undo',
  'attribute',
  'draw-letter',
  'withdraw',
  'answer-question',
  'take-away'
]
const needsItem = (command: Command) => !WITHOUT_ITEM.includes(command.do)

const ABOUT_WHO_SPEAKS = ['next', 'call', 'give', 'pause', 'continue', 'end'] as const

/** Somebody else has changed who speaks since the person looked. */
function isStale(command: Command, floor: Floor): boolean {
  const seen = (ABOUT_WHO_SPEAKS as readonly string[]).includes(command.do) && (command as { seen?: number })
  return seen !== false && seen.seen !== floor.stack.at(-1)
}

function one<Kind extends NewEvent['kind']>(kind: Kind, data: EventData[Kind], request?: number): Decided {
  return { events: [{ kind, data } as NewEvent], ...(request !== undefined && { request }) }
}

const done = (already: string, request?: number): Decided => ({
  events: [],
  already,
  ...(request !== undefined && { request })
})

function onList({ floor, facts }: Deciding, id: number, then: (request: FloorRequest) => Outcome): Outcome {
  const request = listOf(floor, facts).find((waiting) => waiting.id === id)
  return request ? then(request) : refuse('floor.not_on_list')
}

function onSpeech(floor: Floor, then: (speech: NonNullable<ReturnType<typeof speaking>>) => Outcome): Outcome {
  const speech = speaking(floor)
  return speech ? then(speech) : refuse('floor.nobody_speaks')
}

function call(deciding: Deciding, request: FloorRequest, inside: boolean): Outcome {
  const { floor, facts, now } = deciding
  if (floor.suspendedAt !== null) return refuse('floor.suspended')
  // Between asking and being called the modality, or a membership, can have changed.
  const barred = whyBarred(floor, facts, request)
  if (barred) return barred
  const limit_s = timeFor(floor, facts, request, speechesWaiting(deciding), now)
  return one(
    'called',
    { request: request.id, limit_s, within: inside ? (floor.stack.at(-1) ?? null) : null },
    request.id
  )
}

function speechesWaiting({ floor, facts }: Deciding): number {
  return listOf(floor, facts).filter(({ kind }) => kind === 'speech').length
}

/** A delegation that hasn't asked gets the floor: it is put on the list and called, in one. */
function give(deciding: Deciding, { delegation, kind, inside }: Extract<Command, { do: 'give' }>): Outcome {
  const { floor, facts, now } = deciding
  const waiting = listOf(floor, facts).find((request) => request.delegation === delegation && request.kind === kind)
  if (waiting) return call(deciding, waiting, inside)
  if (floor.suspendedAt !== null) return refuse('floor.suspended')
  const asking: Asking = { delegation, kind, joint: [] }
  const barred = whyBarred(floor, facts, asking)
  if (barred) return barred
  const request = floor.requests.size + 1
  return {
    request,
    events: [
      {
        kind: 'asked',
        data: { ...asking, joint: [], request, asked: now, offline: false, speaker: '', question: null }
      },
      {
        kind: 'called',
        data: {
          request,
          limit_s: timeFor(floor, facts, asking, speechesWaiting(deciding) + 1, now),
          within: inside ? (floor.stack.at(-1) ?? null) : null
        }
      }
    ]
  }
}

function ask({ floor, facts, now }: Deciding, command: Extract<Command, { do: 'ask' }>): Outcome {
  const { delegation, kind, joint, speaker, question, madeAt } = command
  // Asking twice asks once: the second time finds the first.
  const before = listOf(floor, facts).find((request) => request.delegation === delegation && request.kind === kind)
  if (before) return done('floor.on_list_already', before.id)
  const barred = whyBarred(floor, facts, command)
  if (barred) return barred
  const openedAt = floor.items.at(-1)!.openedAt
  const offline = madeAt !== undefined && madeAt < now
  // A request made before the item was open can't come before all others.
  const asked = offline ? (madeAt < openedAt ? openedAt : madeAt) : now
  if (!floor.listOpen && (kind === 'speech' || kind === 'question')) return refuse('floor.list_closed')
  const request = floor.requests.size + 1
  return one('asked', { request, delegation, kind, joint, asked, offline, speaker, question }, request)
}

function withdraw(floor: Floor, id: number): Outcome {
  const request = floor.requests.get(id)
  if (!request) return refuse('floor.not_on_list')
  if (request.standing === 'withdrawn') return done('floor.withdrawn_already', id)
  return request.standing === 'waiting' ? one('withdrawn', { request: id }, id) : refuse('floor.not_on_list')
}

function setBudget(facts: FloorFacts, { name, delegations, minutes }: Extract<Command, { do: 'set-budget' }>): Outcome {
  if (delegations.length === 0 || delegations.some((id) => !facts.delegations.has(id))) return refuse('floor.no_seat')
  return one('budget-set', { name, delegations, seconds: minutes === 0 ? null : minutes * 60 })
}

function putQuestion(
  { floor, facts }: Deciding,
  { from, to, text }: Extract<Command, { do: 'put-question' }>
): Outcome {
  const barred = whyBarred(floor, facts, { delegation: from, kind: 'question', joint: [] })
  if (barred) return barred
  if (!facts.delegations.has(to)) return refuse('floor.no_seat')
  if (from === to) return refuse('floor.no_question_to_oneself')
  const twin = floor.questions.find(
    (question) => question.from === from && question.to === to && question.text === text
  )
  if (twin) return done('floor.question_put_already')
  return one('question-put', { question: floor.questions.length + 1, from, to, text, request: null })
}

function aboutQuestions(
  { floor, facts }: Deciding,
  command: Extract<Command, { do: 'group-questions' | 'answer-question' | 'take-away' }>
): Outcome {
  const known = (id: number) => floor.questions.find((question) => question.id === id)
  if (command.do === 'group-questions') {
    const questions = command.questions.map(Number)
    if (questions.length === 0 || !questions.every(known)) return refuse('floor.no_such_question')
    return one('questions-grouped', { questions, title: command.title })
  }
  const question = known(command.question)
  if (!question) return refuse('floor.no_such_question')
  if (command.do === 'answer-question')
    return one('question-answered', { question: question.id, answer: command.answer })
  const rules = rulesFor(facts, question.item)
  if (!rules?.questions.mayBeTakenAway) return refuse('floor.not_to_be_taken_away')
  return one('question-taken-away', { question: question.id, until: command.until })
}

/** Events that are not the chair's to take back: what delegations asked for and said. */
const OF_DELEGATIONS: readonly Event['kind'][] = [
  'asked',
  'withdrawn',
  'question-put',
  'question-answered',
  'question-taken-away',
  'undone'
]

/** Takes back what the chair did last, as far back as the opening of the item. */
function undo({ floor, events }: Deciding): Outcome {
  const last = undoable(floor, events)
  return last ? one('undone', { seq: last.seq }) : refuse('floor.nothing_to_undo')
}

/** What would be undone now; undefined: nothing. The floor that was given to a delegation that hadn't asked is one step. */
export function undoable(floor: Floor, events: readonly Event[]): Event | undefined {
  const undone = undoneOf(events)
  const standing = events.filter(({ seq, kind }) => !undone.has(seq) && !OF_DELEGATIONS.includes(kind))
  const last = standing.at(-1)
  if (!last) return undefined
  // The item before is over once another was opened: only its opening can be taken back.
  return last.kind === 'item-closed' && floor.item !== null ? undefined : last
}

/** The delegation in whose name a command speaks; null: in nobody's. Questions are answered by the one that was asked. */
export function delegationOf(command: Command, floor: Floor): string | null {
  switch (command.do) {
    case 'ask':
      return command.delegation
    case 'put-question':
      return command.from
    case 'withdraw':
      return floor.requests.get(command.request)?.delegation ?? null
    case 'answer-question':
    case 'take-away':
      return floor.questions.find(({ id }) => id === command.question)?.to ?? null
    default:
      return null
  }
}
