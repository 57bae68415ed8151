import type { Place, Sort } from './search.ts'
import { dayNumber, dayText, type Segment } from './segment.ts'

/** The matching rows of one segment, to be read in an order. */
export interface Found {
  readonly segment: Segment
  readonly flags: Uint8Array
  readonly scores: Float32Array | null
  readonly total: number
}

export interface FoundRow {
  readonly id: number
  readonly place: Place
}

export interface Stretch {
  readonly rows: readonly FoundRow[]
  /** how many rows stand before the first of these */
  readonly ahead: number
}

/** Relevance is compared as a whole number, so that an address can carry it without loss. */
const FINENESS = 2 ** 20
/** A score and a row number in one double, so that two numbers are compared at once. */
const ROWS = 2 ** 24

/** Where a page begins or ends: behind a place, or before one. */
export interface Bounds {
  readonly after?: Place | undefined
  readonly before?: Place | undefined
}

/**
 * At most `limit` rows: those behind `after`, or those just before `before`, or the first ones. A place need not exist
 * any more, and rows added meanwhile never shift a page.
 */
export function readInOrder(found: readonly Found[], sort: Sort, limit: number, bounds: Bounds = {}): Stretch {
  const lists = found.map((one) =>
    sort === 'relevance' && one.scores ? byScore(one, one.scores, limit, bounds) : byOrder(one, sort, limit, bounds)
  )
  const merged = merge(found, lists, sort, bounds.before ? Infinity : limit)
  const rows = bounds.before ? merged.slice(Math.max(0, merged.length - limit)) : merged
  const passed = lists.reduce((sum, list) => sum + list.passed, 0)
  return { rows, ahead: bounds.before ? passed - rows.length : passed }
}

/** Rows of one segment in their order; `passed` counts those that match and stand before the bound. */
interface Listed {
  readonly rows: Uint32Array
  readonly passed: number
}

function placeOf({ segment, scores }: Found, row: number): Place {
  return {
    score: scores ? Math.round(scores[row]! * FINENESS) : 0,
    madeOn: dayText(segment.days[row]!),
    sortKey: segment.sortKeys[row]!
  }
}

/** In an order that the segment keeps anyway: the bound is looked up, and the rows are walked from there. */
function byOrder(found: Found, sort: Sort, limit: number, { after, before }: Bounds): Listed {
  const { flags, segment } = found
  const order = sort === 'oldest' ? segment.byAge : sort === 'reference' ? segment.byReference : null
  const rowAt = (i: number) => (order ? order[i]! : i)
  const isBehind = (place: Place) =>
    after ? compare(sort, place, after) > 0 : before ? compare(sort, place, before) >= 0 : true
  const bound = firstFrom(segment.size, (i) => isBehind(placeOf(found, rowAt(i))))
  let passed = 0
  for (let i = 0; i < bound; i++) passed += flags[rowAt(i)]!
  const rows: number[] = []
  if (before) for (let i = bound - 1; i >= 0 && rows.length < limit; i--) if (flags[rowAt(i)]) rows.unshift(rowAt(i))
  if (!before)
    for (let i = bound; i < segment.size && rows.length < limit; i++) if (flags[rowAt(i)]) rows.push(rowAt(i))
  return { rows: Uint32Array.from(rows), passed }
}

/** Index of the first for which this holds, where it holds from some index on. */
function firstFrom(size: number, holds: (i: number) => boolean): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The best rows on one side of the bound, kept while all are passed once: sorting them all would take far longer. */
function byScore(found: Found, scores: Float32Array, limit: number, { after, before }: Bounds): Listed {
  const { flags } = found
  const bound = after ?? before
  // Keys are kept smallest first; before a bound the last rows are wanted, so that their keys are turned round.
  const turn = before ? -1 : 1
  const best = new Float64Array(limit).fill(Infinity)
  let kept = 0
  let passed = 0
  for (let row = 0; row < flags.length; row++) {
    if (flags[row] === 0) continue
    const score = Math.round(scores[row]! * FINENESS)
    if (bound) {
      const side = bound.score - score || compare('newest', placeOf(found, row), bound)
      if (after ? side <= 0 : side < 0) passed += 1
      if (after ? side <= 0 : side >= 0) continue
    }
    const key = turn * ((ROWS - score) * ROWS + row)
    if (limit === 0 || key >= best[limit - 1]!) continue
    let at = Math.min(kept, limit - 1)
    for (; at > 0 && best[at - 1]! > key; at--) best[at] = best[at - 1]!
    best[at] = key
    if (kept < limit) kept += 1
  }
  const keys = best.subarray(0, kept).map((key) => turn * key)
  if (before) keys.reverse()
  return { rows: Uint32Array.from(keys, (key) => key - Math.floor(key / ROWS) * ROWS), passed }
}

/** Negative: a comes first. Every order ends with newest first and the reference, so that no two rows tie. */
function compare(sort: Sort, a: Place, b: Place): number {
  const key = a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0
  if (sort === 'reference') return key
  const day = dayNumber(b.madeOn) - dayNumber(a.madeOn)
  if (sort === 'oldest') return -day || key
  return (sort === 'relevance' ? b.score - a.score : 0) || day || key
}

function merge(found: readonly Found[], lists: readonly Listed[], sort: Sort, wanted: number): FoundRow[] {
  const at = lists.map(() => 0)
  const merged: FoundRow[] = []
  while (merged.length < wanted) {
    let best: { list: number; row: number; place: Place } | null = null
    for (const [list, { rows }] of lists.entries()) {
      if (at[list]! >= rows.length) continue
      const row = rows[at[list]!]!
      const place = placeOf(found[list]!, row)
      if (!best || compare(sort, place, best.place) < 0) best = { list, row, place }
    }
    if (!best) break
    at[best.list]! += 1
    merged.push({ id: found[best.list]!.segment.ids[best.row]!, place: best.place })
  }
  return merged
}
