import type { Position } from '#areas/tables.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

export const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'pending', 'no-reply']
/** A part is small enough for one word: it isn't divided again. */
export type PartPosition = Exclude<Position, 'partly'>
export const PART_POSITIONS: readonly PartPosition[] = ['supported', 'noted', 'pending', 'no-reply']

/** What was said of a recommendation, or of a part of it, on a day. */
export interface Statement<P extends Position = Position> {
  readonly id: number
  readonly position: P
  readonly statedOn: string
  readonly corrects: number | null
  readonly withdrawn: boolean
}

export interface Part {
  readonly id: number
  readonly statements: readonly Statement<PartPosition>[]
}

/** An addressee's answer to the whole; one that says "partly" has its parts. */
export interface Answer extends Statement {
  readonly parts: readonly Part[]
}

/** From the most cautious to the boldest: of two said for one day the more cautious one stands. */
const BOLDNESS: readonly Position[] = ['pending', 'no-reply', 'noted', 'partly', 'supported']

/** The statements that stand on a day, in the order of their days, in whatever order they were written down. */
export function standingStatements<S extends Statement>(statements: readonly S[], day: string): S[] {
  const corrected = new Set(statements.map(({ corrects }) => corrects))
  return statements
    .filter((one) => !one.withdrawn && !corrected.has(one.id) && one.statedOn <= day)
    .sort((a, b) =>
      a.statedOn === b.statedOn
        ? BOLDNESS.indexOf(b.position) - BOLDNESS.indexOf(a.position)
        : a.statedOn < b.statedOn
          ? -1
          : 1
    )
}

interface Saying {
  readonly position: Position
  readonly statedOn: string
  readonly text: string | null
  readonly parts: readonly { readonly text: string; readonly position: Position }[]
}

/** Whether two answers are one and the same, word for word, as from a button that is pressed twice. */
export function saysTheSame(one: Saying, other: Saying): boolean {
  const words = ({ position, statedOn, text, parts }: Saying) =>
    JSON.stringify([position, statedOn, text ?? '', parts.map((part) => [part.text, part.position])])
  return words(one) === words(other)
}

/** The answer that stands on a day. A new one to the whole takes the place of an older one and of its parts. */
export function answerOn<A extends Answer>(answers: readonly A[], day: string): A | null {
  return standingStatements(answers, day).at(-1) ?? null
}

/** An addressee's position on a day. Who said nothing yet is waited for. */
export function positionOn(answers: readonly Answer[], day: string): Position {
  const answer = answerOn(answers, day)
  return answer ? positionOf(answer, day) : 'pending'
}

/** What an answer comes to on a day: what it says, or what its parts have become since. */
export function positionOf(answer: Answer, day: string): Position {
  return answer.parts.length ? overallOf(answer.parts.map((part) => partPositionOn(part, day))) : answer.position
}

/**
 * What the parts come to as a whole. All supported is supported; some supported is partly, whatever the others are. Where
 * none is, the whole waits while a part waits, and is noted as soon as one part is.
 * The view standing_position (db/migrations/0007_positions.sql) says the same in SQL.
 */
export function overallOf(parts: readonly PartPosition[]): Position {
  if (parts.every((position) => position === 'supported')) return 'supported'
  if (parts.includes('supported')) return 'partly'
  if (parts.includes('pending')) return 'pending'
  return parts.includes('noted') ? 'noted' : 'no-reply'
}

/**
 * Whether an addressee still owes its reply on a day: it said nothing yet, or that it will; where it answered in parts,
 * while a part waits. That it didn't reply, once said by the secretariat, is the end of waiting too.
 */
export function isReplyAwaited(answers: readonly Answer[], day: string): boolean {
  const answer = answerOn(answers, day)
  if (!answer) return true
  return answer.parts.length
    ? answer.parts.some((part) => partPositionOn(part, day) === 'pending')
    : answer.position === 'pending'
}

export function partPositionOn(part: Part, day: string): PartPosition {
  return standingStatements(part.statements, day).at(-1)?.position ?? 'pending'
}

/** What a new statement is held against. */
export interface Limits {
  /** what stands of the same thing today */
  readonly standing: readonly Statement[]
  /** the statement among them, or behind them, that the new one takes the place of */
  readonly corrects: number | null
  /** the first day on which it can be said, and the sentence where it is said for an earlier one */
  readonly from: string
  readonly beforeFrom: string
  readonly today: string
  /** the day until which replies are asked for */
  readonly replyDay: string | null
}

/** Why that can't be stated, or null. Two statements for one day can't both stand: the second corrects the first. */
export function statementFault(
  given: Pick<Statement, 'position' | 'statedOn'>,
  { standing, corrects, from, beforeFrom, today, replyDay }: Limits
): Refusal | null {
  if (given.statedOn > today) return refuse('follow-up.day_in_future', undefined, 'statedOn')
  if (given.statedOn < from) return refuse(beforeFrom, undefined, 'statedOn')
  const others = standing.filter(({ id }) => id !== corrects)
  const sameDay = others.find(({ statedOn }) => statedOn === given.statedOn)
  if (sameDay) return refuse('positions.stands_already', { statement: sameDay.id }, 'statedOn')
  if (given.position !== 'no-reply') return null
  if (replyDay === null) return refuse('positions.no_reply_day', undefined, 'position')
  if (given.statedOn <= replyDay) return refuse('positions.no_reply_early', { day: replyDay }, 'statedOn')
  const before = others.filter(({ statedOn }) => statedOn < given.statedOn).at(-1)
  const answered = before && before.position !== 'pending' && before.position !== 'no-reply'
  return answered ? refuse('positions.answered', undefined, 'position') : null
}

/** A day until which replies are asked for: each names the one before it. */
export interface ReplyDay {
  readonly id: number
  readonly dueOn: string
  readonly corrects: number | null
  readonly withdrawn: boolean
}

/** The newest of the chain, whatever it says. */
export function newestReplyDay<R extends ReplyDay>(days: readonly R[]): R | null {
  const corrected = new Set(days.map(({ corrects }) => corrects))
  return days.find(({ id }) => !corrected.has(id)) ?? null
}

export function replyDayOf(days: readonly ReplyDay[]): string | null {
  const newest = newestReplyDay(days)
  return newest && !newest.withdrawn ? newest.dueOn : null
}
