import { refuse, type Refusal } from '#platform/refusal.ts'

/** A step of a State towards a national human rights institution, as it was recorded. */
export interface InstitutionStep {
  readonly id: number
  readonly stateId: string
  readonly kind: string
  /** its place on the ladder; null for a step that is only told in words */
  readonly rung: number | null
  readonly reachedOn: string
  readonly corrects: number | null
  readonly withdrawn: boolean
}

/** The steps that stand on a day, by their days; what was corrected or taken back is left out. */
export function standingSteps<Step extends InstitutionStep>(steps: readonly Step[], day: string): Step[] {
  const corrected = new Set(steps.map(({ corrects }) => corrects))
  return steps
    .filter((step) => !step.withdrawn && !corrected.has(step.id) && step.reachedOn <= day)
    .sort((a, b) => compare(a.reachedOn, b.reachedOn) || (a.rung ?? 0) - (b.rung ?? 0) || compare(a.kind, b.kind))
}

/** The highest rung that was reached, and the first step that reached it. */
export function furthestStep<Step extends InstitutionStep>(steps: readonly Step[], day: string): Step | null {
  const standing = standingSteps(steps, day).filter(({ rung }) => rung !== null)
  return standing.reduce<Step | null>((best, step) => (best && best.rung! >= step.rung! ? best : step), null)
}

/** What the record says of an institution: facts of accreditation, of which the latest holds. */
export interface Institution {
  readonly id: string
  readonly stateId: string
  readonly statuses: readonly { readonly status: string; readonly effectiveOn: string; readonly order: number }[]
}

export interface MemberStanding<Step extends InstitutionStep, I extends Institution> {
  readonly stateId: string
  readonly institution: I | null
  /** its status under the Paris Principles on the day */
  readonly status: { readonly status: string; readonly effectiveOn: string } | null
  readonly furthest: Step | null
  readonly steps: readonly Step[]
}

/**
 * Where each member stands on a day. An institution whose first dated fact lies after that day was not yet on record then;
 * one without any dated fact is taken to have been there.
 */
export function standingOfMembers<Step extends InstitutionStep, I extends Institution>(
  members: readonly string[],
  institutions: readonly I[],
  steps: readonly Step[],
  day: string
): MemberStanding<Step, I>[] {
  return members.map((stateId) => {
    const own = steps.filter((step) => step.stateId === stateId)
    const institution = institutions.find((one) => one.stateId === stateId && wasThere(one, day)) ?? null
    const status = institution?.statuses
      .filter(({ effectiveOn }) => effectiveOn <= day)
      .sort((a, b) => compare(b.effectiveOn, a.effectiveOn) || b.order - a.order)[0]
    return {
      stateId,
      institution,
      status: status ? { status: status.status, effectiveOn: status.effectiveOn } : null,
      furthest: furthestStep(own, day),
      steps: standingSteps(own, day)
    }
  })
}

function wasThere({ statuses }: Institution, day: string): boolean {
  return statuses.length === 0 || statuses.some(({ effectiveOn }) => effectiveOn <= day)
}

/** How the members stand, in numbers: for the title of the picture. */
export function countsOf(standings: readonly MemberStanding<InstitutionStep, Institution>[]) {
  const having = standings.filter(({ institution }) => institution !== null)
  return {
    members: standings.length,
    having: having.length,
    statusA: having.filter(({ status }) => status?.status === 'A').length,
    without: standings.length - having.length,
    onTheWay: standings.filter(({ institution, furthest }) => institution === null && furthest !== null).length
  }
}

/** Why a step can't be recorded or corrected so, or null. */
export function institutionStepFault(
  given: { readonly reachedOn: string },
  before: { readonly stateId: string; readonly withdrawn: boolean; readonly correctedBy: number | null } | null,
  stateId: string,
  today: string
): Refusal | null {
  if (given.reachedOn > today) return refuse('standing.day_in_future', undefined, 'reachedOn')
  if (!before) return null
  if (before.stateId !== stateId || before.withdrawn) return refuse('standing.step_missing')
  return before.correctedBy === null ? null : refuse('standing.step_changed_meanwhile', { step: before.correctedBy })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
