import { refuse, type Refusal } from '#platform/refusal.ts'
import { compareSteps, standing, standingSteps, type Step, type StepFact, type ValueFact } from './status.ts'

// Why something can't be written into an action's plan or told of it: a sentence beside its field, or null.

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

/** `milestones` are the due days of those that stand. */
export function planFault({ beginsOn, dueOn }: GivenDays, milestones: readonly string[] = []): Refusal | null {
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
  steps: readonly StepFact[],
  given: GivenStep,
  openMilestones: number,
  today: string
): Refusal | null {
  if (given.reachedOn > today) return refuse('actions.day_in_future', undefined, 'reachedOn')
  const latest = standingSteps(steps, today).at(-1)
  if (!NEXT[latest?.step ?? 'planned'].includes(given.step)) {
    return refuse('actions.step_cannot_follow', undefined, 'step')
  }
  if (latest && given.reachedOn < latest.reachedOn) return refuse('actions.day_before_step', undefined, 'reachedOn')
  // Stopped and taken up again on one day would leave open which came last.
  if (latest && compareSteps(given, latest) <= 0) return refuse('actions.day_same_as_step', undefined, 'reachedOn')
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
