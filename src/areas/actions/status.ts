/** What can be reached after an action was planned: it is planned by being written down. */
export type Step = 'begun' | 'completed' | 'stopped'
export type Status = 'planned' | 'under-way' | 'overdue' | 'completed' | 'completed-late' | 'stopped'
export const STATUSES: readonly Status[] = ['overdue', 'under-way', 'planned', 'completed', 'completed-late', 'stopped']

interface Fact {
  readonly id: number
  /** the fact that this one takes the place of */
  readonly corrects: number | null
  readonly withdrawn: boolean
}

export interface StepFact extends Fact {
  readonly step: Step
  readonly reachedOn: string
}

export interface ActionFacts {
  readonly beginsOn: string
  readonly dueOn: string | null
  readonly steps: readonly StepFact[]
}

/** What nobody corrected or withdrew. Facts may come in any order. */
export function standing<F extends Fact>(facts: readonly F[]): F[] {
  const corrected = new Set(facts.map(({ corrects }) => corrects))
  return facts.filter((fact) => !fact.withdrawn && !corrected.has(fact.id))
}

/** How far along a step is: of two reached on one day the later one stands, in whatever order they were recorded. */
const ORDER: readonly Step[] = ['begun', 'completed', 'stopped']

/** By their days; of two on one day, the one that can only follow comes later. */
export function compareSteps(a: Pick<StepFact, 'step' | 'reachedOn'>, b: Pick<StepFact, 'step' | 'reachedOn'>): number {
  if (a.reachedOn !== b.reachedOn) return a.reachedOn < b.reachedOn ? -1 : 1
  return ORDER.indexOf(a.step) - ORDER.indexOf(b.step)
}

/** The steps that stand on a day, in the order of their days. */
export function standingSteps<F extends StepFact>(steps: readonly F[], day: string): F[] {
  return standing(steps)
    .filter(({ reachedOn }) => reachedOn <= day)
    .sort(compareSteps)
}

/** How an action stands on a day, by its facts and their dates alone. Overdue: its day passed, and it isn't completed. */
export function actionStatus({ dueOn, steps }: ActionFacts, day: string): Status {
  const latest = standingSteps(steps, day).at(-1)
  if (latest?.step === 'stopped') return 'stopped'
  if (latest?.step === 'completed') return dueOn !== null && latest.reachedOn > dueOn ? 'completed-late' : 'completed'
  if (dueOn !== null && dueOn < day) return 'overdue'
  return latest ? 'under-way' : 'planned'
}

/** Nothing more is to come of it. */
export function isOver(status: Status): boolean {
  return status === 'completed' || status === 'completed-late' || status === 'stopped'
}

/** "Not reached" is said once the action is over; until then a milestone is open, or overdue. */
export type MilestoneStatus = 'open' | 'overdue' | 'reached' | 'reached-late' | 'not-reached'

export interface ReachedFact extends Fact {
  readonly reachedOn: string
}

export interface MilestoneFacts {
  readonly dueOn: string
  readonly reached: readonly ReachedFact[]
}

export function milestoneStatus({ dueOn, reached }: MilestoneFacts, action: Status, day: string): MilestoneStatus {
  const reachedOn = reachedDay(reached, day)
  if (reachedOn !== null) return reachedOn > dueOn ? 'reached-late' : 'reached'
  if (isOver(action)) return 'not-reached'
  return dueOn < day ? 'overdue' : 'open'
}

/** The day on which a milestone was reached; of two that are told, the later one. */
export function reachedDay(reached: readonly ReachedFact[], day: string): string | null {
  const days = standing(reached).map(({ reachedOn }) => reachedOn)
  return (
    days
      .filter((reachedOn) => reachedOn <= day)
      .sort()
      .at(-1) ?? null
  )
}

export interface ValueFact extends Fact {
  readonly value: number
  readonly observedOn: string
}

export interface IndicatorFacts {
  readonly baseline: number
  readonly baselineOn: string
  readonly target: number
  readonly targetOn: string
  readonly values: readonly ValueFact[]
}

/** The values that stand on a day, oldest first; of two for one day the one nearer to the target comes before the other. */
export function standingValues<F extends ValueFact>(
  { target, values }: Pick<IndicatorFacts, 'target'> & { readonly values: readonly F[] },
  day: string
): F[] {
  const left = (one: ValueFact) => Math.abs(target - one.value)
  return standing(values)
    .filter(({ observedOn }) => observedOn <= day)
    .sort((a, b) =>
      a.observedOn === b.observedOn ? left(a) - left(b) || a.value - b.value : a.observedOn < b.observedOn ? -1 : 1
    )
}

/**
 * The way from baseline to target as a fraction: 0 at the baseline, 1 at the target, below 0 where it went the other way,
 * above 1 beyond the target. A target below the baseline is reached by falling.
 */
export function wayToTarget({ baseline, target }: Pick<IndicatorFacts, 'baseline' | 'target'>, value: number): number {
  return target === baseline ? Number(value === target) : (value - baseline) / (target - baseline)
}
