import { standingStages, type StageFact } from '#areas/follow-up/life.ts'
import {
  disagree,
  isDone,
  REPORT_GROWS_OLD_days,
  silence_days,
  standingOn,
  type Entry,
  type Standing
} from '#areas/follow-up/tracks.ts'
import type { Position } from '#areas/tables.ts'

// Which points are still open: a point is one recommendation to one addressee. The rule is said here and nowhere else.
//
// A point is over where its recommendation was withdrawn, or goes on in another; or where it is done.
// What is done is said in follow-up/tracks.ts. What the body said stands until the body says something else, also where
// the State spoke later. "Overtaken by events" is no deed: such a point is open until the body withdraws it.

export const OPEN_REASONS = ['contested', 'not-taken-up', 'silent', 'under-way'] as const
/** Why a point is open; the first that holds, in the order contested, not taken up, silent, under way. */
export type OpenReason = (typeof OPEN_REASONS)[number]

export type ClosedReason = 'withdrawn' | 'consolidated' | 'assessed-done' | 'signed-off-done'

/** An entry of a track with the days on which it was signed off or taken back, where it was. */
export interface DatedEntry extends Omit<Entry, 'validated' | 'retracted'> {
  readonly validatedOn: string | null
  readonly retractedOn: string | null
}

export interface PositionFact {
  readonly position: Position
  readonly statedOn: string
}

/** An action for the recommendation in which the addressee leads or joins. */
export interface ActionPart {
  /** the day since which the addressee takes part in it */
  readonly since: string
  readonly stoppedOn: string | null
}

export interface PointFacts<E extends DatedEntry = DatedEntry> {
  readonly madeOn: string
  readonly stages: readonly StageFact[]
  readonly positions: readonly PositionFact[]
  readonly entries: readonly E[]
  readonly actions: readonly ActionPart[]
}

/** `since` is the day since which it stands so: what `silence` is counted from, or the day of the word that decided. */
export type PointStanding =
  | { readonly open: true; readonly reason: OpenReason; readonly since: string; readonly silent_days: number | null }
  | { readonly open: false; readonly reason: ClosedReason; readonly since: string }

type Stood<E extends DatedEntry> = E & Entry

/** What each track says on a day, with the sign-offs and retractions of that day. */
export function tracksOn<E extends DatedEntry>(entries: readonly E[], day: string): Standing<Stood<E>> {
  const asOf = entries.map((entry) => ({
    ...entry,
    validated: entry.validatedOn !== null && entry.validatedOn <= day,
    retracted: entry.retractedOn !== null && entry.retractedOn <= day
  }))
  return standingOn<Stood<E>>(asOf, day)
}

const CAUTION: readonly Position[] = ['pending', 'no-reply', 'noted', 'partly', 'supported']

/** The newest position by its day; of two of one day the more cautious one, whichever was written down first. */
export function positionOn<P extends PositionFact>(positions: readonly P[], day: string): P | null {
  let newest: P | null = null
  for (const position of positions) {
    if (position.statedOn > day) continue
    if (
      !newest ||
      position.statedOn > newest.statedOn ||
      (position.statedOn === newest.statedOn && lessSure(position, newest))
    ) {
      newest = position
    }
  }
  return newest
}

function lessSure(one: PositionFact, other: PositionFact): boolean {
  return CAUTION.indexOf(one.position) < CAUTION.indexOf(other.position)
}

/** How a point stands at the end of a day; null on a day before the recommendation was made. */
export function standingOfPoint(facts: PointFacts, day: string): PointStanding | null {
  if (day < facts.madeOn) return null
  const stage = standingStages(facts.stages, day).at(-1)
  if (stage?.stage === 'withdrawn' || stage?.stage === 'consolidated') {
    return { open: false, reason: stage.stage, since: stage.reachedOn }
  }
  const tracks = tracksOn(facts.entries, day)
  const done = doneOf(tracks)
  if (done) return done
  if (disagree(tracks)) return { open: true, reason: 'contested', since: newestDay(tracks), silent_days: null }
  const report = tracks.state
  if (!report || report.level === 'not-started') {
    const taken = takenUpOn(facts, day)
    if (taken === null) {
      const since = report?.observedOn ?? facts.madeOn
      return { open: true, reason: 'not-taken-up', since, silent_days: silence_days(report, facts.madeOn, day) }
    }
    if (!report) {
      return { open: true, reason: 'silent', since: taken, silent_days: silence_days(null, facts.madeOn, day) }
    }
  }
  const silent_days = silence_days(report, facts.madeOn, day)
  const reason = silent_days > REPORT_GROWS_OLD_days ? 'silent' : 'under-way'
  return { open: true, reason, since: report.observedOn, silent_days: reason === 'silent' ? silent_days : null }
}

function doneOf(tracks: Standing<Stood<DatedEntry>>): PointStanding | null {
  if (!isDone(tracks)) return null
  if (tracks.body) return { open: false, reason: 'assessed-done', since: tracks.body.observedOn }
  const { observedOn, validatedOn } = tracks.state!
  return { open: false, reason: 'signed-off-done', since: validatedOn! > observedOn ? validatedOn! : observedOn }
}

/** The first day on which the addressee took it up: by its position, or by taking part in an action that goes on. */
function takenUpOn({ positions, actions }: PointFacts, day: string): string | null {
  const position = positionOn(positions, day)
  const days = actions
    .filter(({ since, stoppedOn }) => since <= day && (stoppedOn === null || stoppedOn > day))
    .map(({ since }) => since)
  if (position && (position.position === 'supported' || position.position === 'partly')) days.push(position.statedOn)
  return days.sort()[0] ?? null
}

function newestDay({ state, body, stakeholders }: Standing<Stood<DatedEntry>>): string {
  const days = [state, body, ...stakeholders].flatMap((entry) => (entry ? [entry.observedOn] : []))
  return days.sort().at(-1)!
}
