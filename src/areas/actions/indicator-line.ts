import { standingValues, type IndicatorFacts } from './status.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** An indicator drawn: places inside a picture of a given size, in its units, y downwards. */
export interface IndicatorLine {
  readonly baseline: Point
  readonly target: Point
  readonly values: readonly Point[]
  /** where the day of reading is; null outside the picture */
  readonly now: number | null
  /** the target lies above the baseline */
  readonly rises: boolean
}

const day = (written: string) => Date.parse(written) / 86_400_000

/**
 * Time runs to the right from the baseline's day to the target's, or to the last value where that is later. The picture
 * holds every value, also those beyond the target or on the wrong side of the baseline.
 */
export function indicatorLine(
  indicator: IndicatorFacts,
  today: string,
  { width, height, margin }: { width: number; height: number; margin: number }
): IndicatorLine {
  const shown = standingValues(indicator, today).filter(({ observedOn }) => observedOn >= indicator.baselineOn)
  const last = shown.at(-1)?.observedOn ?? indicator.targetOn
  const [from, until] = [day(indicator.baselineOn), day(last > indicator.targetOn ? last : indicator.targetOn)]
  const numbers = [indicator.baseline, indicator.target, ...shown.map(({ value }) => value)]
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const place = (on: string, value: number): Point => ({
    x: margin + ((day(on) - from) / (until - from || 1)) * (width - 2 * margin),
    y: height - margin - ((value - low) / (high - low || 1)) * (height - 2 * margin)
  })
  const now = place(today, low).x
  return {
    baseline: place(indicator.baselineOn, indicator.baseline),
    target: place(indicator.targetOn, indicator.target),
    values: shown.map(({ observedOn, value }) => place(observedOn, value)),
    now: now >= margin && now <= width - margin ? now : null,
    rises: indicator.target >= indicator.baseline
  }
}
