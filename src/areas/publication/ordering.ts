import type { Place, Sort } from './search.ts'
import { dayNumber, dayText, type Segment } from './segment.ts'

/** The matching rows of one segment, to be read in an order. */
export interface Found {
  readonly segment: Segment
  readonly flags: Uint8Array
  readonly scores: Float32Array | null
  readonly total: number
}

interface Row {
  readonly found: Found
  readonly row: number
}

/** Ids from `offset` on, at most `limit`, over several segments; `after` starts behind a place instead. */
export function inOrder(found: readonly Found[], sort: Sort, offset: number, limit: number, after?: Place): Row[] {
  const wanted = offset + limit
  const lists = found.map((one) => {
    const rows = rowsOf(one, sort, after ? Infinity : wanted)
    return after ? rows.filter((row) => compare(sort, placeOf({ found: one, row }), after) > 0).slice(0, wanted) : rows
  })
  if (lists.length === 1) return Array.from(lists[0]!.slice(offset, wanted), (row) => ({ found: found[0]!, row }))
  return merge(found, lists, sort, wanted).slice(offset)
}

export function idOf({ found, row }: Row): number {
  return found.segment.ids[row]!
}

export function placeOf({ found, row }: Row): Place {
  const { segment, scores } = found
  return { score: scores ? scores[row]! : 0, madeOn: dayText(segment.days[row]!), sortKey: segment.sortKeys[row]! }
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

/** A score and a row number in one double, so that the runtime's own number sort does the work. */
const ROWS = 2 ** 24
const FINENESS = 2 ** 20

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
  const score = Math.round(b.score * FINENESS) - Math.round(a.score * FINENESS)
  return (sort === 'relevance' ? score : 0) || day || key
}

function merge(found: readonly Found[], lists: readonly Uint32Array[], sort: Sort, wanted: number): Row[] {
  const at = lists.map(() => 0)
  const merged: Row[] = []
  while (merged.length < wanted) {
    let best: { list: number; row: Row; place: Place } | null = null
    for (const [list, rows] of lists.entries()) {
      if (at[list]! >= rows.length) continue
      const row = { found: found[list]!, row: rows[at[list]!]! }
      const place = placeOf(row)
      if (!best || compare(sort, place, best.place) < 0) best = { list, row, place }
    }
    if (!best) break
    at[best.list]! += 1
    merged.push(best.row)
  }
  return merged
}
