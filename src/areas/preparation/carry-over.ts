import { OPEN_REASONS, standingOfPoint, type ClosedReason, type OpenReason, type PointFacts } from './open-point.ts'

/** A recommendation to one addressee, known by both: "AHRD7-R3 ID". */
export interface PointName {
  readonly recommendationId: number
  readonly reference: string
  readonly bodyId: string
}

export interface CarriedPoint extends PointName {
  readonly reason: OpenReason
  readonly since: string
}

export interface OpenPoint extends CarriedPoint {
  /** how long its addressee has said nothing, where that is why it is open */
  readonly silent_days: number | null
}

export interface ClosedPoint extends PointName {
  readonly reason: ClosedReason
  readonly since: string
}

export function keyOf({ reference, bodyId }: { readonly reference: string; readonly bodyId: string }): string {
  return `${reference} ${bodyId}`
}

export function pointOf(key: string): { readonly reference: string; readonly bodyId: string } {
  const at = key.lastIndexOf(' ')
  return { reference: key.slice(0, at), bodyId: key.slice(at + 1) }
}

/** The open and the closed points of a day, each in the order of references and addressees. */
export function pointsOn<P extends PointName & PointFacts>(
  points: readonly P[],
  day: string
): { readonly open: (P & OpenPoint)[]; readonly closed: (P & ClosedPoint)[] } {
  const open: (P & OpenPoint)[] = []
  const closed: (P & ClosedPoint)[] = []
  for (const point of points) {
    const standing = standingOfPoint(point, day)
    if (!standing) continue
    if (standing.open) {
      const { reason, since, silent_days } = standing
      open.push({ ...point, reason, since, silent_days })
    } else closed.push({ ...point, reason: standing.reason, since: standing.since })
  }
  return { open: open.sort(compareNames), closed: closed.sort(compareNames) }
}

/** AHRD7-R2 before AHRD7-R10. */
const naturally = new Intl.Collator('en', { numeric: true })

export function compareNames(a: PointName, b: PointName): number {
  return naturally.compare(a.reference, b.reference) || (a.bodyId < b.bodyId ? -1 : a.bodyId > b.bodyId ? 1 : 0)
}

/** What became of the points of a frozen list, and which are open now that it lacks. */
export interface Since {
  readonly closed: readonly ClosedPoint[]
  readonly changed: readonly { readonly before: CarriedPoint; readonly now: OpenPoint }[]
  readonly added: readonly OpenPoint[]
}

export function sinceThen(
  carried: readonly CarriedPoint[],
  now: { readonly open: readonly OpenPoint[]; readonly closed: readonly ClosedPoint[] }
): Since {
  const before = new Map(carried.map((point) => [keyOf(point), point]))
  return {
    closed: now.closed.filter((point) => before.has(keyOf(point))),
    changed: now.open.flatMap((point) => {
      const was = before.get(keyOf(point))
      return was && was.reason !== point.reason ? [{ before: was, now: point }] : []
    }),
    added: now.open.filter((point) => !before.has(keyOf(point)))
  }
}

/** How many points are open for each reason: every reason is there. */
export function countReasons(points: readonly { readonly reason: OpenReason }[]): Record<OpenReason, number> {
  const counts = Object.fromEntries(OPEN_REASONS.map((reason) => [reason, 0])) as Record<OpenReason, number>
  for (const { reason } of points) counts[reason]++
  return counts
}

/** The points of a list under their recommendations, and these by the reason why they are open. */
export function byRecommendation<P extends CarriedPoint>(
  points: readonly P[]
): { readonly reference: string; readonly points: readonly (readonly [OpenReason, readonly P[]])[] }[] {
  const references = [...new Set(points.map(({ reference }) => reference))]
  return references.map((reference) => {
    const own = points.filter((point) => point.reference === reference)
    return {
      reference,
      points: OPEN_REASONS.map((reason) => [reason, own.filter((point) => point.reason === reason)] as const).filter(
        ([, of]) => of.length > 0
      )
    }
  })
}
