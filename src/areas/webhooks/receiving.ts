/** Why an attempt was made: in its turn, or because the secretariat asked for it. */
export type Occasion = 'turn' | 'again' | 'test'

/** How an attempt ended, in our own words: nothing that a receiver says is kept but the number of its status. */
export type Outcome =
  | 'delivered'
  /** an answer other than 2xx */
  | 'refused'
  /** an answer that sends elsewhere: it is not followed */
  | 'redirected'
  | 'timed-out'
  | 'unreachable'
  | 'unknown-name'
  /** the certificate doesn't hold */
  | 'insecure'
  /** the name leads to where this hall doesn't send */
  | 'forbidden'
  /** the secret can't be opened: the hall's own secret changed */
  | 'locked'

export type Step = 'paused' | 'resumed' | 'ended'
export type State = 'listening' | 'paused' | 'ended'

export interface Attempt {
  readonly outcome: Outcome
  readonly status: number | null
  readonly at: Date
}

/** A receiver has so long to answer, from the asking for its name to its status. */
export const LONGEST_ANSWER_s = 10

/** Receivers refuse messages that were signed longer ago, or further ahead, than this. */
export const REPLAY_WINDOW_minutes = 5

/** What becomes of an answer with this status. */
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'delivered'
  return status >= 300 && status < 400 ? 'redirected' : 'refused'
}

/** Where a receiver stands after its steps, in the order in which they were written down. Nothing follows the end. */
export function stateAfter(steps: readonly { readonly step: Step }[]): State {
  if (steps.some(({ step }) => step === 'ended')) return 'ended'
  return steps.at(-1)?.step === 'paused' ? 'paused' : 'listening'
}

const SECOND_ms = 1000
const MINUTE_ms = 60 * SECOND_ms
const HOUR_ms = 60 * MINUTE_ms
const DAY_ms = 24 * HOUR_ms

/** How long the hall waits after the first, second ... failure in a row; after the last of them always that long. */
const WAITS_ms: readonly number[] = [
  5 * SECOND_ms,
  30 * SECOND_ms,
  5 * MINUTE_ms,
  30 * MINUTE_ms,
  2 * HOUR_ms,
  5 * HOUR_ms,
  10 * HOUR_ms
]

/** A receiver that fails for so long is paused, and the secretariat told. */
export const PATIENCE_days = 3

/** "Gone": the receiver says that nobody listens there any more. */
const GONE = 410

export type NextTry =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'pause'; readonly because: 'gone' | 'failing'; readonly since: Date }

/**
 * What to do with the event whose turn it is. `failures` are its attempts since something was mended, oldest first; all failed,
 * because it would not be its turn otherwise.
 */
export function nextTry(failures: readonly Attempt[], now: Date): NextTry {
  const [first, last] = [failures[0], failures.at(-1)]
  if (!first || !last) return { do: 'send' }
  if (last.status === GONE) return { do: 'pause', because: 'gone', since: last.at }
  if (last.at.getTime() - first.at.getTime() >= PATIENCE_days * DAY_ms) {
    return { do: 'pause', because: 'failing', since: first.at }
  }
  const wait_ms = WAITS_ms[Math.min(failures.length, WAITS_ms.length) - 1]!
  const until = new Date(last.at.getTime() + wait_ms)
  return until <= now ? { do: 'send' } : { do: 'wait', until }
}

/** So long after a new secret was made messages are signed with the old one too: receivers change without a gap. */
export const OVERLAP_hours = 24

/** The secrets that sign now, the newest first. */
export function signingSecrets<Secret extends { readonly recordedAt: Date }>(
  newestFirst: readonly Secret[],
  now: Date
): Secret[] {
  const [newest, before] = newestFirst
  if (!newest) return []
  const overlaps = now.getTime() - newest.recordedAt.getTime() < OVERLAP_hours * HOUR_ms
  return before && overlaps ? [newest, before] : [newest]
}
