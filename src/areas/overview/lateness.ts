import { EVERYWHERE, isAskedFor, isReportOld, NOBODY, silenceOf_days, type Pair, type PairQuery } from './pair-query.ts'

/** Something whose day has passed: an action, or a milestone of one. */
export interface Due {
  readonly kind: 'action' | 'milestone'
  readonly bodyId: string | null
  readonly dueOn: string
  readonly recommendationIds: readonly number[]
}

/**
 * What of it serves recommendations of that mechanism, session and theme; of a State, what it leads. With neither, also
 * what serves no recommendation. `all` are the pairs of the whole record.
 */
export function dueAskedFor<D extends Due>(due: readonly D[], query: PairQuery, all: Iterable<Pair>): D[] {
  const led = due.filter(({ bodyId }) => query.state === null || (bodyId ?? NOBODY) === query.state)
  if (query.from === EVERYWHERE && query.theme === null) return led
  const whole: PairQuery = { ...query, state: null, part: 'asked', position: null }
  const served = new Set<number>()
  for (const pair of all) if (isAskedFor(whole, pair, '')) served.add(pair.recommendationId)
  return led.filter(({ recommendationIds }) => recommendationIds.some((id) => served.has(id)))
}

export interface LateRow {
  /** null: actions that nobody leads */
  readonly bodyId: string | null
  readonly noReply: number
  readonly silent: number
  readonly oldReports: number
  /** the longest silence about anything that was taken up and isn't done */
  readonly longestSilence_days: number | null
  readonly milestones: number
  readonly actions: number
}

type Sums = { -readonly [Name in keyof LateRow]: LateRow[Name] }

/** Everybody with something late or unsaid: the longest silence first, then whoever has most that is late. */
export function lateness(pairs: Iterable<Pair>, due: Iterable<Due>, day: string, oldBefore: string): LateRow[] {
  const rows = new Map<string | null, Sums>()
  const rowOf = (bodyId: string | null) => {
    let row = rows.get(bodyId)
    if (!row) {
      row = { bodyId, noReply: 0, silent: 0, oldReports: 0, longestSilence_days: null, milestones: 0, actions: 0 }
      rows.set(bodyId, row)
    }
    return row
  }
  for (const pair of pairs) {
    const old = isReportOld(pair, oldBefore)
    if (pair.outcome === 'no-reply') rowOf(pair.bodyId).noReply += 1
    if (pair.outcome !== 'silent' && !old) continue
    const row = rowOf(pair.bodyId)
    row[old ? 'oldReports' : 'silent'] += 1
    row.longestSilence_days = Math.max(row.longestSilence_days ?? 0, silenceOf_days(pair, day))
  }
  for (const { kind, bodyId } of due) rowOf(bodyId)[kind === 'action' ? 'actions' : 'milestones'] += 1
  return [...rows.values()].sort(
    (a, b) =>
      (b.longestSilence_days ?? -1) - (a.longestSilence_days ?? -1) ||
      b.milestones + b.actions - (a.milestones + a.actions) ||
      b.noReply - a.noReply ||
      ((a.bodyId ?? '') < (b.bodyId ?? '') ? -1 : 1)
  )
}

export interface LateTotals {
  readonly noReply: number
  readonly silent: number
  readonly oldReports: number
  readonly longestSilence_days: number
  readonly milestones: number
  readonly actions: number
}

/** All rows together; of the silences, the longest. */
export function lateTotals(rows: readonly LateRow[]): LateTotals {
  const sum = (of: (row: LateRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    noReply: sum(({ noReply }) => noReply),
    silent: sum(({ silent }) => silent),
    oldReports: sum(({ oldReports }) => oldReports),
    longestSilence_days: Math.max(0, ...rows.map((row) => row.longestSilence_days ?? 0)),
    milestones: sum(({ milestones }) => milestones),
    actions: sum(({ actions }) => actions)
  }
}
