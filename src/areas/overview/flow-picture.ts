import type { Flow, Outcome } from './flow.ts'
import type { Part } from './pair-query.ts'

/** A station of the flow or a dead end, as a bar. Across is 0 to 100, down is in pixels. */
export interface Bar {
  readonly part: Part
  readonly kind: 'station' | 'end'
  readonly count: number
  readonly x: number
  readonly y_px: number
  readonly height_px: number
}

/** What runs from one bar to another, as thick as its count. */
export interface Ribbon {
  readonly from: Part
  readonly to: Part
  readonly count: number
  readonly x0: number
  readonly x1: number
  readonly y0_px: number
  readonly y1_px: number
  readonly thickness_px: number
}

export interface FlowPicture {
  readonly bars: readonly Bar[]
  readonly ribbons: readonly Ribbon[]
  readonly height_px: number
}

const TALLEST_px = 190
/** room for the two lines of a label */
const SLOT_px = 62
const GAP_px = 10
/** where the bars stand, and where their column ends */
const COLUMNS = [0, 25, 50, 75]
const STATIONS = ['asked', 'taken-up', 'reported', 'done'] as const

/** The dead ends by the column in which they stand, in the order in which they leave the stream. */
const ENDS: readonly (readonly Outcome[])[] = [
  [],
  ['no-reply', 'not-accepted', 'withdrawn'],
  ['silent'],
  ['contested', 'open']
]

/**
 * The stream runs along the top, from what was asked to what is done; dead ends leave it downwards, later ones above
 * earlier ones, so that each has free room for its words to its right.
 */
export function flowPicture(flow: Flow): FlowPicture {
  const scale = TALLEST_px / Math.max(1, flow.asked)
  const size = (count: number) => (count === 0 ? 0 : Math.max(2, count * scale))
  const counts = [flow.asked, flow.takenUp, flow.reported, flow.done]
  const bars: Bar[] = STATIONS.map((part, i) => ({
    part,
    kind: 'station',
    count: counts[i]!,
    x: COLUMNS[i]!,
    y_px: 0,
    height_px: size(counts[i]!)
  }))
  let y_px = 0
  for (const column of [3, 2, 1]) {
    y_px = Math.max(y_px, bars[column]!.height_px + GAP_px)
    for (const end of ENDS[column]!) {
      const height_px = size(flow.ends[end])
      bars.push({ part: end, kind: 'end', count: flow.ends[end], x: COLUMNS[column]!, y_px, height_px })
      y_px += Math.max(height_px, SLOT_px) + GAP_px
    }
  }
  return { bars, ribbons: ribbonsOf(flow, bars, size), height_px: Math.max(y_px, bars[0]!.height_px) }
}

function ribbonsOf(flow: Flow, bars: readonly Bar[], size: (count: number) => number): Ribbon[] {
  const barOf = (part: Part) => bars.find((bar) => bar.part === part)!
  // What was spent of each bar's right edge, and of the left edge of each bar that several ribbons reach.
  const leaving = new Map<Part, number>()
  const arriving = new Map<Part, number>()
  const ribbon = (from: Part, to: Part, count: number): Ribbon[] => {
    if (count === 0) return []
    const [left, right] = [barOf(from), barOf(to)]
    const [spent, reached] = [leaving.get(from) ?? 0, arriving.get(to) ?? 0]
    const thickness_px = size(count)
    leaving.set(from, spent + thickness_px)
    arriving.set(to, reached + thickness_px)
    return [
      {
        from,
        to,
        count,
        x0: left.x,
        x1: right.x,
        y0_px: left.y_px + spent,
        y1_px: right.y_px + reached,
        thickness_px
      }
    ]
  }
  const ends = (column: number) => ENDS[column]!.flatMap((end) => ribbon(STATIONS[column - 1]!, end, flow.ends[end]))
  return [
    ...ribbon('asked', 'taken-up', flow.takenUp),
    ...ends(1),
    ...ribbon('taken-up', 'reported', flow.reported),
    // The body calls it done while the addressee itself said nothing: past "reported".
    ...ribbon('taken-up', 'done', flow.doneUnreported),
    ...ends(2),
    ...ribbon('reported', 'done', flow.done - flow.doneUnreported),
    ...ends(3)
  ]
}

/** What the picture says, for its title. */
export type FlowFinding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'share'; readonly asked: number; readonly takenUp: number; readonly done: number }

export function findingOf({ asked, takenUp, done }: Flow): FlowFinding {
  return asked === 0 ? { kind: 'nothing' } : { kind: 'share', asked, takenUp, done }
}
