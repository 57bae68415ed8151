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
/** A score and a row number in one double, so that the runtime's own number sort does the work. */
const ROWS = 2 ** 24

/**
 * At most `limit` rows: those behind `after`, or those just before `before`, or the first ones. A place need not exist
 * any more, and rows added meanwhile never shift a page.
 */
export function readInOrder(
  found: readonly Found[],
  sort: Sort,
  limit: number,
  from: { readonly after?: Place | undefined; readonly before?: Place | undefined } = {}
): Stretch {
  const lists = found.map((one) => ({ one, rows: rowsOf(one, sort, from.after || from.before ? Infinity : limit) }))
  if (from.before) {
    const { before } = from
    const ends = lists.map(({ one, rows }) => firstFrom(one, rows, (place) => compare(sort, place, before) >= 0))
    const near = lists.map(({ rows }, list) => rows.subarray(Math.max(0, ends[list]! - limit), ends[list]!))
    const merged = merge(found, near, sort, Infinity)
    const rows = merged.slice(Math.max(0, merged.length - limit))
    return { rows, ahead: ends.reduce((sum, end) => sum + end, 0) - rows.length }
  }
  const { after } = from
  const starts = lists.map(({ one, rows }) =>
    after ? firstFrom(one, rows, (place) => compare(sort, place, after) > 0) : 0
  )
  const rest = lists.map(({ rows }, list) => rows.subarray(starts[list]!))
  return { rows: merge(found, rest, sort, limit), ahead: starts.reduce((sum, start) => sum + start, 0) }
}

function placeOf({ segment, scores }: Found, row: number): Place {
  return {
    score: scores ? Math.round(scores[row]! * FINENESS) : 0,
    madeOn: dayText(segment.days[row]!),
    sortKey: segment.sortKeys[row]!
  }
}

/** Index of the first row for which this holds, in rows where it holds from some row on. */
function firstFrom(found: Found, rows: Uint32Array, holds: (place: Place) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(placeOf(found, rows[middle]!))) high = middle
    else low = middle + 1
  }
  return low
}

function rowsOf(found: Found, sort: Sort, wanted: number): Uint32Array {
  if (sort === 'relevance' && found.scores) return byScore(found, found.scores, wanted)
  const { flags, segment, total } = found
  const order = sort === 'oldest' ? segment.byAge : sort === 'reference' ? segment.byReference : null
  const rows = new Uint32Array(Math.min(total, wanted))
  for (let i = 0, at = 0; at < rows.length; i++) {
    const row = order ? order[i]! : i
    if (flags[row]) rows[at++] = row
  }
  return rows
}

function byScore({ flags, total }: Found, scores: Float32Array, wanted: number): Uint32Array {
  const keys = new Float64Array(total)
  for (let row = 0, at = 0; at < total; row++) {
    if (flags[row]) keys[at++] = (ROWS - Math.round(scores[row]! * FINENESS)) * ROWS + row
  }
  keys.sort()
  return Uint32Array.from(keys.subarray(0, Math.min(total, wanted)), (key) => key - Math.floor(key / ROWS) * ROWS)
}

/** Negative: a comes first. Every order ends with newest first and the reference, so that no two rows tie. */
function compare(sort: Sort, a: Place, b: Place): number {
  const key = a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0
  if (sort === 'reference') return key
  const day = dayNumber(b.madeOn) - dayNumber(a.madeOn)
  if (sort === 'oldest') return -day || key
  return (sort === 'relevance' ? b.score - a.score : 0) || day || key
}

function merge(found: readonly Found[], lists: readonly Uint32Array[], sort: Sort, wanted: number): FoundRow[] {
  const at = lists.map(() => 0)
  const merged: FoundRow[] = []
  while (merged.length < wanted) {
    let best: { list: number; row: number; place: Place } | null = null
    for (const [list, rows] of lists.entries()) {
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
