import { z } from 'zod'
import { ATTRIBUTIONS } from '#areas/dialogues/modality.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { REQUEST_KINDS } from './event.ts'

// What a person can tell the floor to do. One schema reads forms without script, phones and the console.

const delegation = z.string().min(1).max(80)
const request = z.coerce.number().int().positive()
const words = (most: number) => z.string().trim().max(most, 'floor.too_long')
/** Words that must be there; `missing` is said where they aren't. */
const needed = (most: number, missing: string) => z.string(missing).trim().min(1, missing).max(most, 'floor.too_long')
/** The request that the person saw at the microphone; absent: nobody. By it a stale command is known. */
const seen = z.coerce.number().int().positive().optional()
const list = (of: z.ZodType<string>, most: number) =>
  z.preprocess((given) => (typeof given === 'string' ? given.split(',').filter(Boolean) : given), z.array(of).max(most))

const chairs = [
  z.object({ do: z.literal('open-item'), item: z.string().max(61) }),
  z.object({ do: z.literal('close-item') }),
  z.object({ do: z.literal('suspend') }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('open-list') }),
  z.object({ do: z.literal('close-list') }),
  z.object({ do: z.literal('last-call'), more: z.coerce.number().int().min(0).max(50) }),
  z.object({ do: z.literal('draw-letter') }),
  z.object({ do: z.literal('move'), request, before: request.nullable().optional() }),
  z.object({ do: z.literal('skip'), request }),
  z.object({ do: z.literal('remove'), request }),
  /** the first of the list */
  z.object({ do: z.literal('next'), seen }),
  z.object({ do: z.literal('call'), request, inside: z.coerce.boolean().default(false), seen }),
  /** to a delegation that hasn't asked */
  z.object({
    do: z.literal('give'),
    delegation,
    kind: z.enum(REQUEST_KINDS).default('speech'),
    inside: z.coerce.boolean().default(false),
    seen
  }),
  z.object({ do: z.literal('pause'), seen }),
  z.object({ do: z.literal('continue'), seen }),
  z.object({ do: z.literal('end'), seen }),
  z.object({ do: z.literal('give-time'), request, seconds: z.coerce.number().int().min(-3600).max(3600) }),
  z.object({ do: z.literal('attribute'), request, attribution: z.enum(ATTRIBUTIONS) }),
  z.object({
    do: z.literal('set-budget'),
    name: words(80).pipe(z.string().min(1)),
    delegations: list(delegation, 300),
    minutes: z.coerce.number().int().min(0).max(600)
  }),
  z.object({ do: z.literal('group-questions'), questions: list(z.string(), 100), title: words(200) }),
  z.object({
    do: z.literal('show-text'),
    document: z.coerce.number().int().positive().nullable().default(null),
    title: words(300)
  }),
  z.object({ do: z.literal('undo') })
] as const

const delegates = [
  z.object({
    do: z.literal('ask'),
    delegation,
    kind: z.enum(REQUEST_KINDS).default('speech'),
    joint: list(delegation, 20).default([]),
    speaker: words(300).default(''),
    question: z.coerce.number().int().positive().nullable().default(null),
    /** when the button was pressed, by the clock of the server as the phone knows it; given where it was sent later */
    madeAt: z.iso.datetime().optional()
  }),
  z.object({ do: z.literal('withdraw'), request }),
  z.object({
    do: z.literal('put-question'),
    from: delegation,
    to: delegation,
    text: needed(2000, 'floor.question_missing')
  }),
  z.object({
    do: z.literal('answer-question'),
    question: request,
    answer: needed(4000, 'floor.answer_missing')
  }),
  z.object({ do: z.literal('take-away'), question: request, until: z.iso.date('floor.day_missing') })
] as const

const commandSchema = z.discriminatedUnion('do', [...chairs, ...delegates])
export type Command = z.output<typeof commandSchema>

/** Reads a command as it came, from a form or as JSON; a refusal says what is wrong with it. */
export function readCommand(given: unknown): Command | Refusal {
  const read = commandSchema.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  if (issue.code === 'too_big' && issue.message === 'floor.too_long') {
    return refuse(issue.message, { longest: Number(issue.maximum) })
  }
  return refuse(/^floor\.\w+$/.test(issue.message) ? issue.message : 'floor.unreadable')
}

const CHAIRS: ReadonlySet<string> = new Set(chairs.map(({ shape }) => shape.do.value))

/** Whether only the chair, and who sits beside the chair, may command this. */
export function isOfTheChair({ do: name }: Command): boolean {
  return CHAIRS.has(name)
}
