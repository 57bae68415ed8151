import type { Position } from '#areas/tables.ts'

/** In the order in which they are stacked, from the ground up: from agreement to silence. */
export const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'no-reply', 'pending']

/** Answers of one year: one recommendation to one addressee is one answer, with its position as it stands. */
export interface YearlyCount {
  readonly year: number
  readonly position: Position
  readonly count: number
}

export interface Part {
  readonly position: Position
  readonly count: number
  /** counts below and up to the top of this part: it is drawn from `from` to `until` */
  readonly from: number
  readonly until: number
}

export interface Column {
  readonly year: number
  readonly total: number
  readonly parts: readonly Part[]
}

export type PositionsFinding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unanswered'; readonly total: number; readonly first: number; readonly last: number }
  | {
      readonly kind: 'share'
      readonly supported_percent: number
      readonly answered: number
      readonly pending: number
      readonly first: number
      readonly last: number
    }

export interface PositionsThroughTime {
  readonly columns: readonly Column[]
  readonly totals: readonly { readonly position: Position; readonly count: number }[]
  readonly finding: PositionsFinding
}

/** Every year from the first to the last has a column: a year without recommendations is seen as empty. */
export function positionsThroughTime(counts: readonly YearlyCount[]): PositionsThroughTime {
  const years = counts.filter(({ count }) => count > 0).map(({ year }) => year)
  const first = Math.min(...years)
  const last = Math.max(...years)
  const columns =
    years.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, index) => columnOf(first + index, counts))
  const totals = POSITIONS.map((position) => ({
    position,
    count: sum(counts.filter((row) => row.position === position))
  }))
  return { columns, totals, finding: findingOf(totals, first, last) }
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}

function columnOf(year: number, counts: readonly YearlyCount[]): Column {
  let height = 0
  const parts = POSITIONS.flatMap((position): Part[] => {
    const count = sum(counts.filter((row) => row.year === year && row.position === position))
    if (count === 0) return []
    const from = height
    height += count
    return [{ position, count, from, until: height }]
  })
  return { year, total: height, parts }
}

/** "Supported" is a share of those that were answered: what nobody was asked to answer yet is counted apart. */
function findingOf(totals: PositionsThroughTime['totals'], first: number, last: number): PositionsFinding {
  const of = (position: Position) => totals.find((total) => total.position === position)!.count
  const total = sum(totals)
  if (total === 0) return { kind: 'nothing' }
  const pending = of('pending')
  const answered = total - pending
  if (answered === 0) return { kind: 'unanswered', total, first, last }
  return {
    kind: 'share',
    supported_percent: Math.round((of('supported') / answered) * 100),
    answered,
    pending,
    first,
    last
  }
}

/**
 * Heights for the labels beside the last column, in the order given, so that none covers another: each as near to
 * the middle of its part as the others let it, all between `top` and `bottom` if they fit at all.
 */
export function spreadLabels(wanted: readonly number[], apart: number, top: number, bottom: number): number[] {
  const heights = [...wanted]
  for (let i = 1; i < heights.length; i++) heights[i] = Math.max(heights[i]!, heights[i - 1]! + apart)
  let limit = bottom
  for (let i = heights.length - 1; i >= 0; i--) {
    heights[i] = Math.min(heights[i]!, limit)
    limit = heights[i]! - apart
  }
  const lift = Math.max(0, top - (heights[0] ?? top))
  return heights.map((height) => height + lift)
}
