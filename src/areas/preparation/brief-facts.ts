import type { BodyName, Sourced } from '#areas/bodies/public-store.server.ts'
import type { AccreditationStatus } from '#areas/tables.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { ClosedPoint, OpenPoint } from './carry-over.ts'
import type { CarryOver, NamedRecommendation, Plan, Point } from './store.server.ts'

/** Where a recommendation stands in the world, in the words of a reference. */
export interface Origin {
  readonly dialogue: Localised
  readonly madeOn: string
  readonly document: string | null
  readonly page: number | null
  readonly paragraph: string | null
}

export type ActionStep = 'begun' | 'completed' | 'stopped'

export interface BriefAction {
  readonly id: number
  readonly title: string
  readonly locale: string
  readonly beginsOn: string
  readonly dueOn: string | null
  readonly source: string | null
  readonly writtenOn: string
  readonly part: 'leads' | 'joins'
  readonly leads: Localised
  readonly references: readonly string[]
  readonly steps: readonly { readonly step: ActionStep; readonly reachedOn: string }[]
  readonly milestones: readonly { readonly title: string; readonly locale: string; readonly reachedOn: string }[]
}

export interface Institution extends BodyName {
  readonly standing: readonly {
    readonly status: AccreditationStatus
    readonly effectiveOn: string
    readonly source: Sourced
  }[]
}

export interface Practice {
  readonly summary: Localised
  readonly by: Localised
  readonly source: Sourced
}

export interface PastReview {
  readonly sessions: number
  readonly supported: number
  readonly noted: number
  readonly from: string
  readonly until: string
  readonly themes: readonly { readonly label: Localised; readonly supported: number; readonly noted: number }[]
  readonly sources: readonly Sourced[]
}

/** All that the record holds for the brief of one State on one day. */
export interface BriefFacts {
  readonly hall: Localised
  /** whether what followed the Dialogue is invented, in a demonstration */
  readonly invented: boolean
  /** of the hall, without a slash at the end */
  readonly address: string
  readonly edition: number
  readonly after: { readonly title: Localised; readonly day: string }
  readonly plan: Plan | null
  readonly carryOver: CarryOver | null
  readonly day: string
  readonly state: BodyName
  readonly open: readonly (Point & OpenPoint)[]
  readonly closed: readonly (Point & ClosedPoint)[]
  readonly recommendations: ReadonlyMap<string, NamedRecommendation>
  readonly origins: ReadonlyMap<string, Origin>
  readonly actions: readonly BriefAction[]
  readonly institutions: readonly Institution[]
  readonly practices: readonly Practice[]
  readonly review: PastReview | null
}

export type ActionStanding = 'planned' | 'under-way' | 'completed' | 'stopped'

const FURTHER: readonly ActionStep[] = ['begun', 'stopped', 'completed']

/** How far an action is on a day, and for how many days it is overdue. Of two steps of one day the further one stands. */
export function actionOn(
  { steps, dueOn }: Pick<BriefAction, 'steps' | 'dueOn'>,
  day: string
): { readonly standing: ActionStanding; readonly since: string | null; readonly overdue_days: number } {
  const last = steps
    .filter(({ reachedOn }) => reachedOn <= day)
    .sort((a, b) =>
      a.reachedOn === b.reachedOn
        ? FURTHER.indexOf(a.step) - FURTHER.indexOf(b.step)
        : a.reachedOn < b.reachedOn
          ? -1
          : 1
    )
    .at(-1)
  const standing = !last ? 'planned' : last.step === 'begun' ? 'under-way' : last.step
  const goesOn = standing === 'planned' || standing === 'under-way'
  const overdue_days =
    goesOn && dueOn !== null && dueOn < day ? Math.round((Date.parse(day) - Date.parse(dueOn)) / 86_400_000) : 0
  return { standing, since: last?.reachedOn ?? null, overdue_days }
}
