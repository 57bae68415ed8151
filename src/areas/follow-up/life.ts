import { refuse, type Refusal } from '#platform/refusal.ts'

/**
 * The stages of a recommendation's life. It is proposed by being made; duplicates are consolidated into one; the body
 * decides by consensus (ASEAN Charter, art. 20), never by a count.
 */
export type LaterStage = 'consolidated' | 'consensus' | 'adopted' | 'noted' | 'deferred' | 'withdrawn'
export type Stage = 'proposed' | LaterStage

export const LATER_STAGES: readonly LaterStage[] = [
  'consolidated',
  'consensus',
  'adopted',
  'noted',
  'deferred',
  'withdrawn'
]

export interface StageFact {
  readonly id: number
  readonly stage: LaterStage
  readonly reachedOn: string
  readonly corrects: number | null
  readonly withdrawn: boolean
}

/** What can follow. Nothing follows a withdrawal, or a consolidation: the other recommendation goes on. */
const NEXT: Readonly<Record<Stage, readonly LaterStage[]>> = {
  proposed: ['consolidated', 'consensus', 'withdrawn'],
  consensus: ['adopted', 'noted', 'deferred', 'withdrawn'],
  deferred: ['consolidated', 'consensus', 'withdrawn'],
  noted: ['consensus'],
  adopted: [],
  consolidated: [],
  withdrawn: []
}

/** What can come after a stage. */
export function nextStages(stage: Stage): readonly LaterStage[] {
  return NEXT[stage]
}

/** How far along a stage is: of two reached on one day the later one stands, in whatever order they were recorded. */
const ORDER: readonly LaterStage[] = ['deferred', 'consensus', 'noted', 'adopted', 'consolidated', 'withdrawn']

/** The facts that stand on a day, in the order of their days. */
export function standingStages<Fact extends StageFact>(facts: readonly Fact[], day: string): Fact[] {
  const corrected = new Set(facts.map(({ corrects }) => corrects))
  return facts.filter((fact) => !fact.withdrawn && !corrected.has(fact.id) && fact.reachedOn <= day).sort(compareStages)
}

/** The stage of a recommendation on a day; before any, it is proposed. */
export function stageOn(facts: readonly StageFact[], day: string): Stage {
  return standingStages(facts, day).at(-1)?.stage ?? 'proposed'
}

/** Why that stage can't be recorded, or null. `today` is the day on which it is recorded. */
export function stageFault(
  facts: readonly StageFact[],
  given: { readonly stage: LaterStage; readonly reachedOn: string },
  madeOn: string,
  today: string
): Refusal | null {
  if (given.reachedOn > today) return refuse('follow-up.day_in_future', undefined, 'reachedOn')
  if (given.reachedOn < madeOn) return refuse('follow-up.day_before_made', undefined, 'reachedOn')
  const latest = standingStages(facts, today).at(-1)
  if (!NEXT[latest?.stage ?? 'proposed'].includes(given.stage)) {
    return refuse('follow-up.stage_cannot_follow', undefined, 'stage')
  }
  if (latest && compareStages(given, latest) <= 0) return refuse('follow-up.day_before_stage', undefined, 'reachedOn')
  return null
}

/** Whether these stages can have followed each other. */
function isLife(facts: readonly StageFact[], today: string): boolean {
  let before: Stage = 'proposed'
  for (const { stage } of standingStages(facts, today)) {
    if (!NEXT[before].includes(stage)) return false
    before = stage
  }
  return true
}

/**
 * Why a stage can't be put right so, or (`given` is null) can't be withdrawn as never reached; or null. What follows it
 * must still be able to follow.
 */
export function correctionFault(
  facts: readonly StageFact[],
  id: number,
  given: { readonly stage: LaterStage; readonly reachedOn: string } | null,
  madeOn: string,
  today: string
): Refusal | null {
  if (given && given.reachedOn > today) return refuse('follow-up.day_in_future', undefined, 'reachedOn')
  if (given && given.reachedOn < madeOn) return refuse('follow-up.day_before_made', undefined, 'reachedOn')
  const wrong = facts.find((fact) => fact.id === id)!
  const after = { ...wrong, ...given, id: Math.max(...facts.map((fact) => fact.id)) + 1, corrects: id }
  if (isLife([...facts, { ...after, withdrawn: given === null }], today)) return null
  return given ? refuse('positions.stage_breaks_life', undefined, 'stage') : refuse('positions.stage_is_rested_on')
}

type Reached = Pick<StageFact, 'stage' | 'reachedOn'>

function compareStages(a: Reached, b: Reached): number {
  if (a.reachedOn !== b.reachedOn) return a.reachedOn < b.reachedOn ? -1 : 1
  return ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage)
}
