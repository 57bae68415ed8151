import type { Mechanism, Position } from '#areas/tables.ts'
import { daysBetween } from '#platform/clock/day.ts'
import { OUTCOMES, stepsOf, type Outcome, type Passed } from './flow.ts'

/** A recommendation and one of those it is addressed to, with all by which dashboards count it. */
export interface Pair extends Passed {
  readonly recommendationId: number
  readonly reference: string
  readonly mechanism: Mechanism
  /** the Dialogue's id, or the session as it is called: "UPR 12" */
  readonly session: string
  readonly ordinal: number
  readonly madeOn: string
  readonly bodyId: string
  /** its themes with every wider one */
  readonly themes: readonly string[]
  readonly position: Position
  /** what the addressee answered first, where it has answered since in another way; else the same */
  readonly firstPosition: Position
  /** the day for which the addressee last reported; null where it never did */
  readonly reportedOn: string | null
}

/** What of the pairs is counted: all, a station of the flow, an end of it, or what is late. */
export const PARTS = [
  'asked',
  'taken-up',
  'reported',
  'done',
  ...OUTCOMES,
  'unreported',
  'reported-not-done',
  'old-report',
  'changed'
] as const satisfies readonly string[]
export type Part = 'asked' | 'taken-up' | 'reported' | 'done' | Outcome | MorePart
type MorePart = 'unreported' | 'reported-not-done' | 'old-report' | 'changed'

export interface PairQuery {
  /** a mechanism, a session of one, or "all" */
  readonly from: string
  readonly state: string | null
  readonly theme: string | null
  readonly part: Part
  readonly position: Position | null
  readonly order: 'newest' | 'silence'
}

export const EVERYWHERE = 'all'
/** In place of a theme: what has none. */
export const NO_THEME = 'none'
/** In place of a State: whoever leads the actions that nobody leads. */
export const NOBODY = 'nobody'
/** The Dialogue is what the hall follows up; the reviews of others are asked for by name. */
const FROM_DEFAULT = 'dialogue'
const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'no-reply', 'pending']

const EVERY_PAIR: PairQuery = {
  from: FROM_DEFAULT,
  state: null,
  theme: null,
  part: 'asked',
  position: null,
  order: 'newest'
}

/** Reads what an address asks for. What it can't mean is left out, so that an old link still opens. */
export function readPairQuery(given: URLSearchParams): PairQuery {
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((value) => value === given.get(name))
  return {
    from: given.get('from') || EVERY_PAIR.from,
    state: given.get('state') || null,
    theme: given.get('theme') || null,
    part: one('part', PARTS) ?? EVERY_PAIR.part,
    position: one('position', POSITIONS) ?? null,
    order: one('order', ['newest', 'silence']) ?? EVERY_PAIR.order
  }
}

/** The query string of a permalink: all that narrows is written out, in one order. */
export function writePairQuery(query: PairQuery): string {
  const written = new URLSearchParams({ from: query.from })
  if (query.state) written.set('state', query.state)
  if (query.theme) written.set('theme', query.theme)
  if (query.part !== EVERY_PAIR.part) written.set('part', query.part)
  if (query.position) written.set('position', query.position)
  if (query.order !== EVERY_PAIR.order) written.set('order', query.order)
  return written.toString()
}

/** `oldBefore` is the day before which a report counts as old. */
export function isAskedFor(query: PairQuery, pair: Pair, oldBefore: string): boolean {
  return (
    (query.from === EVERYWHERE || query.from === pair.mechanism || query.from === pair.session) &&
    (query.state === null || query.state === pair.bodyId) &&
    (query.theme === null || (query.theme === NO_THEME ? !pair.themes.length : pair.themes.includes(query.theme))) &&
    (query.position === null || query.position === pair.position) &&
    isInPart(query.part, pair, oldBefore)
  )
}

function isInPart(part: Part, pair: Pair, oldBefore: string): boolean {
  const { takenUp, reported, done } = stepsOf(pair.outcome, pair.spoke)
  switch (part) {
    case 'asked':
      return true
    case 'taken-up':
      return takenUp
    case 'reported':
      return reported
    case 'done':
      return done
    case 'unreported':
      return progressOf(pair.outcome) === 'unreported'
    case 'reported-not-done':
      return progressOf(pair.outcome) === 'reported-not-done'
    case 'old-report':
      return isReportOld(pair, oldBefore)
    case 'changed':
      return pair.firstPosition !== pair.position
    default:
      return pair.outcome === part
  }
}

/** One of three for every pair that still stands; null for what was withdrawn or goes on in another. */
export function progressOf(outcome: Outcome): 'unreported' | 'reported-not-done' | 'done' | null {
  if (outcome === 'withdrawn') return null
  if (outcome === 'open' || outcome === 'contested') return 'reported-not-done'
  return outcome === 'done-contested' || outcome === 'done-undisputed' ? 'done' : 'unreported'
}

/** A report grows old while the recommendation isn't done. */
export function isReportOld({ outcome, reportedOn }: Pair, oldBefore: string): boolean {
  return reportedOn !== null && reportedOn < oldBefore && progressOf(outcome) === 'reported-not-done'
}

/** Whole days since the addressee last reported, or since it was asked where it never did. */
export function silenceOf_days({ reportedOn, madeOn }: Pair, day: string): number {
  return Math.max(0, daysBetween(reportedOn ?? madeOn, day))
}

/** Pairs in the order asked for; of two alike, as the record numbers them and by the addressee. */
export function inOrder(pairs: readonly Pair[], order: PairQuery['order']): Pair[] {
  const since = ({ reportedOn, madeOn }: Pair) => reportedOn ?? madeOn
  const bySilence = (a: Pair, b: Pair) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)
  return [...pairs].sort((a, b) => (order === 'silence' ? bySilence(a, b) : 0) || compareNewest(a, b))
}

/** What was recommended last comes first; within a session, in the order of its document. */
export function compareNewest(a: Pair, b: Pair): number {
  if (a.madeOn !== b.madeOn) return a.madeOn < b.madeOn ? 1 : -1
  if (a.session !== b.session) return a.session < b.session ? -1 : 1
  if (a.recommendationId !== b.recommendationId) return a.ordinal - b.ordinal || a.recommendationId - b.recommendationId
  return a.bodyId < b.bodyId ? -1 : 1
}
