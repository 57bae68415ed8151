import { z } from 'zod'
import { ATTRIBUTIONS } from '#areas/dialogues/modality.ts'

// What happens in the room. An event is a fact: it is never changed, and undoing it is another event. Moments are ISO.

const moment = z.iso.datetime()
const delegation = z.string().min(1).max(80)
const requestId = z.int().positive()

/** Why somebody asks for the floor. */
export const REQUEST_KINDS = ['speech', 'reply', 'order', 'question', 'answer'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

const kinds = {
  'item-opened': z.object({ item: z.string() }),
  'item-closed': z.object({}),
  'meeting-suspended': z.object({}),
  'meeting-resumed': z.object({}),

  'list-opened': z.object({}),
  'list-closed': z.object({}),
  /** "so many more, then we close" */
  'last-call': z.object({ more: z.int().min(0).max(50) }),
  'letter-drawn': z.object({ letter: z.string().regex(/^[A-Z]$/) }),

  /** `request` numbers it in the meeting; `asked` is when the device sent it, `offline` that it came late */
  asked: z.object({
    request: requestId,
    delegation,
    kind: z.enum(REQUEST_KINDS),
    /** delegations that join the statement */
    joint: z.array(delegation).max(20),
    asked: moment,
    offline: z.boolean(),
    /** the person who will speak, as the delegation writes it */
    speaker: z.string().max(300),
    /** the question that it answers */
    question: z.int().positive().nullable()
  }),
  withdrawn: z.object({ request: requestId }),
  /** placed before another by the chair; null: at the end */
  moved: z.object({ request: requestId, before: requestId.nullable() }),
  /** called, and not in the room: it goes to the end */
  skipped: z.object({ request: requestId }),

  /** the floor is given; inside a speech the other one waits with its clock stopped */
  called: z.object({ request: requestId, limit_s: z.int().positive(), within: requestId.nullable() }),
  paused: z.object({}),
  resumed: z.object({}),
  'time-given': z.object({ request: requestId, seconds: z.int().min(-3600).max(3600) }),
  ended: z.object({ request: requestId }),
  attributed: z.object({ request: requestId, attribution: z.enum(ATTRIBUTIONS) }),
  /** a budget of seconds for all of these delegations together, in this item; null takes it away */
  'budget-set': z.object({
    name: z.string().max(80),
    delegations: z.array(delegation).min(1),
    seconds: z.int().positive().nullable()
  }),

  /** a question to the State that briefed, or to another delegation, in writing or spoken */
  'question-put': z.object({
    question: z.int().positive(),
    from: delegation,
    to: delegation,
    text: z.string().min(1).max(2000),
    request: requestId.nullable()
  }),
  'questions-grouped': z.object({ questions: z.array(z.int().positive()).min(1), title: z.string().max(200) }),
  'question-answered': z.object({ question: z.int().positive(), answer: z.string().max(4000) }),
  /** to be answered until a day, which becomes an action of the follow-up */
  'question-taken-away': z.object({ question: z.int().positive(), until: z.iso.date() }),

  /** the text under discussion on the second screen and on phones; null takes it off */
  'text-shown': z.object({ document: z.int().positive().nullable(), title: z.string().max(300) }),

  undone: z.object({ seq: z.int().positive() })
} as const

export type EventKind = keyof typeof kinds
export type EventData = { [Kind in EventKind]: z.output<(typeof kinds)[Kind]> }

export type Event = {
  [Kind in EventKind]: {
    readonly kind: Kind
    readonly data: EventData[Kind]
    /** number in the meeting, from 1 without gaps */
    readonly seq: number
    readonly at: string
    readonly by: string
  }
}[EventKind]

/** An event before it has its number. */
export type NewEvent = { [Kind in EventKind]: { readonly kind: Kind; readonly data: EventData[Kind] } }[EventKind]

/** Reads an event as the database holds it. @throws where it is none of ours: the record would be damaged. */
export function readEvent(row: { kind: string; data: unknown; seq: number; at: Date; by_name: string }): Event {
  const kind = row.kind as EventKind
  const data = kinds[kind].parse(row.data)
  return { kind, data, seq: row.seq, at: row.at.toISOString(), by: row.by_name } as Event
}
