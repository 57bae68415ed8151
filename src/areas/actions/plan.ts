import { refuse, type Refusal } from '#platform/refusal.ts'
import {
  compareSteps,
  standing,
  standingSteps,
  type ReachedFact,
  type Step,
  type StepFact,
  type ValueFact
} from './status.ts'

// Why something can't be written into an action's plan or told of it: a sentence beside its field, or null.

const LAST_DAY = '9999-12-31'

const NEXT: Readonly<Record<Step | 'planned', readonly Step[]>> = {
  planned: ['begun', 'completed', 'stopped'],
  begun: ['completed', 'stopped'],
  completed: [],
  // What was stopped can be taken up again.
  stopped: ['begun']
}

/** What can be told next. */
export function nextSteps(steps: readonly StepFact[], today: string): readonly Step[] {
  return NEXT[standingSteps(steps, today).at(-1)?.step ?? 'planned']
}

export interface GivenDays {
  readonly beginsOn: string
  readonly dueOn: string | null
}

/** When an action begins by its plan, when that was first written down, and what was told of it. */
export interface Beginning {
  readonly beginsOn: string
  readonly plannedOn: string
  readonly steps: readonly StepFact[]
}

/** The day from which on something can be reached: the plan's, or the earlier one on which it began indeed. */
function firstDay({ beginsOn, steps }: Omit<Beginning, 'plannedOn'>, today: string): string {
  const begun = standingSteps(steps, today).find(({ step }) => step === 'begun')
  return begun && begun.reachedOn < beginsOn ? begun.reachedOn : beginsOn
}

/**
 * Why something of an action can't have been on that day: what is reached comes after the begin; what is possible as soon as
 * it is 'planned' (to have a part in it, to begin it early, to give it up), after that.
 */
export function beforeFault(
  day: string,
  field: string,
  beginning: Beginning,
  today: string,
  from: 'begun' | 'planned' = 'begun'
): Refusal | null {
  const first = firstDay(beginning, today)
  const earliest = from === 'planned' && beginning.plannedOn < first ? beginning.plannedOn : first
  return day < earliest ? refuse('actions.before_begin', undefined, field) : null
}

/** The days on which something was reached after nothing but the plan said that it had begun. */
export function reachedDays(
  { steps }: Pick<Beginning, 'steps'>,
  milestones: readonly { readonly reached: readonly ReachedFact[] }[]
): string[] {
  const told = standingSteps(steps, LAST_DAY)
  const begun = told.find(({ step }) => step === 'begun')?.reachedOn ?? LAST_DAY
  const days = [
    ...milestones.flatMap(({ reached }) => standing(reached).map(({ reachedOn }) => reachedOn)),
    ...told.filter(({ step }) => step === 'completed').map(({ reachedOn }) => reachedOn)
  ]
  return days.filter((day) => day < begun)
}

/** `milestones` are the due days of those that stand, `reached` the days on which something was. */
export function planFault(
  { beginsOn, dueOn }: GivenDays,
  milestones: readonly string[] = [],
  reached: readonly string[] = []
): Refusal | null {
  if (reached.some((day) => day < beginsOn)) return refuse('actions.reached_earlier', undefined, 'beginsOn')
  if (dueOn !== null && dueOn < beginsOn) return refuse('actions.due_before_begin', undefined, 'dueOn')
  if (milestones.some((day) => day < beginsOn)) return refuse('actions.milestone_due_earlier', undefined, 'beginsOn')
  return dueOn !== null && milestones.some((day) => day > dueOn)
    ? refuse('actions.milestone_due_later', undefined, 'dueOn')
    : null
}

export interface GivenStep {
  readonly step: Step
  readonly reachedOn: string
  readonly reason: string | null
  /** that it is completed although milestones are open */
  readonly confirmed: boolean
}

/** Why that step can’t be recorded, or null. `openMilestones` counts those not reached yet. */
export function stepFault(
  beginning: Beginning,
  given: GivenStep,
  openMilestones: number,
  today: string
): Refusal | null {
  const { steps } = beginning
  if (given.reachedOn > today) return refuse('actions.day_in_future', undefined, 'reachedOn')
  const latest = standingSteps(steps, today).at(-1)
  if (!NEXT[latest?.step ?? 'planned'].includes(given.step)) {
    return refuse('actions.step_cannot_follow', undefined, 'step')
  }
  if (latest && given.reachedOn < latest.reachedOn) return refuse('actions.day_before_step', undefined, 'reachedOn')
  // Stopped and taken up again on one day would leave open which came last.
  if (latest && compareSteps(given, latest) <= 0) return refuse('actions.day_same_as_step', undefined, 'reachedOn')
  const early = beforeFault(
    given.reachedOn,
    'reachedOn',
    beginning,
    today,
    given.step === 'completed' ? 'begun' : 'planned'
  )
  if (early) return early
  if (given.step === 'stopped' && !given.reason) return refuse('actions.reason_missing', undefined, 'reason')
  if (given.step === 'completed' && openMilestones > 0 && !given.confirmed) {
    return refuse('actions.milestones_open', { count: openMilestones }, 'confirmed')
  }
  return null
}

/** Why a milestone can’t be due then, or null: it lies within its action. */
export function milestoneFault(dueOn: string, action: GivenDays): Refusal | null {
  if (dueOn < action.beginsOn) return refuse('actions.milestone_before_begin', undefined, 'dueOn')
  if (action.dueOn !== null && dueOn > action.dueOn) return refuse('actions.milestone_after_due', undefined, 'dueOn')
  return null
}

export interface GivenIndicator {
  readonly baseline: number
  readonly baselineOn: string
  readonly target: number
  readonly targetOn: string
}

/** `values` are those that are told of the indicator already. */
export function indicatorFault(given: GivenIndicator, values: readonly ValueFact[] = []): Refusal | null {
  if (given.target === given.baseline) return refuse('actions.target_is_baseline', undefined, 'target')
  if (given.targetOn <= given.baselineOn) return refuse('actions.target_before_baseline', undefined, 'targetOn')
  return standing(values).some(({ observedOn }) => observedOn < given.baselineOn)
    ? refuse('actions.values_before_baseline', undefined, 'baselineOn')
    : null
}

/** `corrects` is the value that this one takes the place of. */
export function valueFault(
  observedOn: string,
  corrects: number | null,
  indicator: { readonly baselineOn: string; readonly values: readonly ValueFact[] },
  today: string
): Refusal | null {
  if (observedOn > today) return refuse('actions.day_in_future', undefined, 'observedOn')
  if (observedOn < indicator.baselineOn) return refuse('actions.value_before_baseline', undefined, 'observedOn')
  return standing(indicator.values).some((one) => one.observedOn === observedOn && one.id !== corrects)
    ? refuse('actions.value_there', undefined, 'observedOn')
    : null
}
