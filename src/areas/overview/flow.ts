import type { Position } from '#areas/tables.ts'
import type { Stage } from '#areas/follow-up/life.ts'
import { disagree, isDone, type Entry, type Level, type Standing } from '#areas/follow-up/tracks.ts'

/**
 * What is on record about one answer: a recommendation and one of those it is addressed to. Everything that a
 * dashboard counts is a count of such pairs.
 */
export interface PairFacts {
  readonly stage: Stage
  /** of the addressee, as it stands; "pending" where it never answered */
  readonly position: Position
  /** whether the addressee leads or joins an action for it that was not stopped */
  readonly acting: boolean
  readonly standing: Standing<Entry>
}

/**
 * Where a pair has come to: one of these for each pair, so that they add up. The first four are ends before a report,
 * "open" and "contested" are reported and not done, the last two are done.
 */
export type Outcome =
  'withdrawn' | 'not-accepted' | 'no-reply' | 'silent' | 'open' | 'contested' | 'done-contested' | 'done-undisputed'
export const OUTCOMES: readonly Outcome[] = [
  'withdrawn',
  'not-accepted',
  'no-reply',
  'silent',
  'open',
  'contested',
  'done-contested',
  'done-undisputed'
]

/** A State that reports one of these has taken the recommendation up, whatever it answered before. */
const BEGUN: readonly Level[] = ['planned', 'under-way', 'partly', 'fully']
const ACCEPTED: readonly Position[] = ['supported', 'partly']
const OVER: readonly Stage[] = ['withdrawn', 'consolidated']

/** Taken up: supported, at least in part; or an action is led or joined for it; or it was begun, or done, without a word. */
export function isTakenUp({ position, acting, standing }: PairFacts): boolean {
  return (
    ACCEPTED.includes(position) ||
    acting ||
    (standing.state !== null && BEGUN.includes(standing.state.level)) ||
    isDone(standing)
  )
}

/** Where an answer has come to. What was withdrawn or consolidated is over, whatever else was said of it. */
export function outcomeOf(facts: PairFacts): Outcome {
  if (OVER.includes(facts.stage)) return 'withdrawn'
  if (!isTakenUp(facts)) return facts.position === 'noted' ? 'not-accepted' : 'no-reply'
  if (isDone(facts.standing)) return disagree(facts.standing) ? 'done-contested' : 'done-undisputed'
  if (facts.standing.state === null) return 'silent'
  return disagree(facts.standing) ? 'contested' : 'open'
}

/** The stations of the flow, each a part of the one before but for what the body calls done without a report. */
export interface Steps {
  readonly takenUp: boolean
  /** it is taken up, and its own track has spoken */
  readonly reported: boolean
  readonly done: boolean
}

/** Which stations an answer passed; `spoke`: its own track has spoken. */
export function stepsOf(outcome: Outcome, spoke: boolean): Steps {
  const takenUp = !['withdrawn', 'not-accepted', 'no-reply'].includes(outcome)
  return { takenUp, reported: takenUp && spoke, done: outcome === 'done-contested' || outcome === 'done-undisputed' }
}

/** What the flow needs to know of a pair. */
export interface Passed {
  readonly outcome: Outcome
  readonly spoke: boolean
}

export interface Flow {
  readonly asked: number
  readonly takenUp: number
  readonly reported: number
  readonly done: number
  /** of those done, the ones that the body calls done while the addressee itself said nothing */
  readonly doneUnreported: number
  readonly ends: Readonly<Record<Outcome, number>>
}

/** How many answers passed each station, and where they ended. */
export function flowOf(pairs: Iterable<Passed>): Flow {
  const ends = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  const sums = { asked: 0, takenUp: 0, reported: 0, done: 0, doneUnreported: 0 }
  for (const { outcome, spoke } of pairs) {
    const steps = stepsOf(outcome, spoke)
    ends[outcome] += 1
    sums.asked += 1
    sums.takenUp += Number(steps.takenUp)
    sums.reported += Number(steps.reported)
    sums.done += Number(steps.done)
    sums.doneUnreported += Number(steps.done && !steps.reported)
  }
  return { ...sums, ends }
}
