import { addDays } from '#platform/clock/day.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

/** What happens to an application for accreditation. "Closed" is one that stayed incomplete: it is not refused. */
export type CaseStep =
  | 'taken-over'
  | 'screening'
  | 'information-asked'
  | 'information-given'
  | 'granted'
  | 'refused'
  | 'closed'
  | 'withdrawn'
  | 'reopened'
  | 'appealed'
  | 'appeal-allowed'
  | 'appeal-dismissed'
  | 'suspended'
  | 'reinstated'
  | 'ended'

export type CaseStage =
  | 'received'
  | 'screening'
  | 'information-asked'
  | 'granted'
  | 'refused'
  | 'closed'
  | 'withdrawn'
  | 'appealed'
  | 'suspended'
  | 'ended'

export interface CaseEvent {
  /** its place in the case, from 1 */
  readonly turn: number
  readonly step: CaseStep
  readonly on: string
  /** the account that took the step; null: the organisation */
  readonly by: string | null
}

export type LimitName = 'begin' | 'answer' | 'decide' | 'appeal' | 'decide-appeal'
export interface Limit {
  readonly name: LimitName
  readonly since: string
  readonly days: number
}

export type Finding = 'met' | 'not-met' | 'unclear'

export interface Case {
  readonly stage: CaseStage
  /** the day on which it reached this stage */
  readonly since: string
  readonly turns: number
  /** the decision against the organisation that stands or is appealed; null where there is none */
  readonly against: CaseEvent | null
  /** whether that decision was appealed and the appeal answered */
  readonly appealAnswered: boolean
}

/** Steps that the organisation takes itself, by its link. */
export const OWN_STEPS: readonly CaseStep[] = ['information-given', 'withdrawn', 'appealed']
/** Steps whose reason is published in the register. */
export const DECISIONS: readonly CaseStep[] = [
  'taken-over',
  'granted',
  'refused',
  'suspended',
  'reinstated',
  'ended',
  'appeal-allowed',
  'appeal-dismissed'
]

const NEXT: Readonly<Record<CaseStage, readonly CaseStep[]>> = {
  received: ['screening', 'withdrawn', 'taken-over'],
  screening: ['information-asked', 'granted', 'refused', 'withdrawn'],
  'information-asked': ['information-given', 'closed', 'withdrawn'],
  granted: ['suspended', 'ended'],
  refused: ['appealed', 'reopened'],
  suspended: ['appealed', 'reinstated', 'ended'],
  ended: ['appealed'],
  appealed: ['appeal-allowed', 'appeal-dismissed'],
  closed: ['reopened'],
  withdrawn: []
}

const REACHES: Readonly<Record<Exclude<CaseStep, 'appeal-dismissed'>, CaseStage>> = {
  'taken-over': 'granted',
  screening: 'screening',
  'information-asked': 'information-asked',
  'information-given': 'screening',
  granted: 'granted',
  refused: 'refused',
  closed: 'closed',
  withdrawn: 'withdrawn',
  reopened: 'screening',
  appealed: 'appealed',
  'appeal-allowed': 'granted',
  suspended: 'suspended',
  reinstated: 'granted',
  ended: 'ended'
}

/** Where a case stands, by its events in the order of their turns, however they were read. */
export function caseOf(receivedOn: string, events: readonly CaseEvent[]): Case {
  let state: Case = { stage: 'received', since: receivedOn, turns: 0, against: null, appealAnswered: false }
  for (const event of [...events].sort((a, b) => a.turn - b.turn)) state = after(state, event)
  return state
}

function after(state: Case, event: CaseEvent): Case {
  const reached = { since: event.on, turns: event.turn }
  if (event.step === 'appeal-dismissed') {
    return { ...state, ...reached, stage: REACHES[state.against!.step as 'refused'], appealAnswered: true }
  }
  const stage = REACHES[event.step]
  if (event.step === 'appealed') return { ...state, ...reached, stage }
  const against = event.step === 'refused' || event.step === 'suspended' || event.step === 'ended'
  return { ...reached, stage, against: against ? event : null, appealAnswered: false }
}

/** What may follow, for those who work on the case or for the organisation. */
export function nextSteps(state: Case, whose: 'secretariat' | 'organisation'): readonly CaseStep[] {
  return NEXT[state.stage].filter((step) => {
    if (OWN_STEPS.includes(step) !== (whose === 'organisation')) return false
    return step !== 'appealed' || !state.appealAnswered
  })
}

/** The number of days that held on a day: the newest set until then. */
export function daysFor(limits: readonly Limit[], name: LimitName, on: string): number {
  const held = limits
    .filter((limit) => limit.name === name && limit.since <= on)
    .sort((a, b) => (a.since < b.since ? 1 : -1))[0]
  if (!held) throw new Error(`No limit called ${name} held on ${on}.`)
  return held.days
}

const RUNS: Readonly<Partial<Record<CaseStage, { limit: LimitName; waitsFor: 'secretariat' | 'organisation' }>>> = {
  received: { limit: 'begin', waitsFor: 'secretariat' },
  screening: { limit: 'decide', waitsFor: 'secretariat' },
  'information-asked': { limit: 'answer', waitsFor: 'organisation' },
  appealed: { limit: 'decide-appeal', waitsFor: 'secretariat' }
}

export interface Due {
  /** the last day that is in time */
  readonly on: string
  readonly waitsFor: 'secretariat' | 'organisation'
  readonly overdue: boolean
}

/**
 * Until when somebody must act, and who. While information is asked for the secretariat's own time doesn't run; it begins
 * anew when the information is there. Null where nothing has to happen.
 */
export function dueOf(state: Case, limits: readonly Limit[], today: string): Due | null {
  const runs = RUNS[state.stage]
  if (!runs) return null
  const on = addDays(state.since, daysFor(limits, runs.limit, state.since))
  return { on, waitsFor: runs.waitsFor, overdue: today > on }
}

/** The last day on which the organisation can appeal; null where there is nothing to appeal (any more). */
export function appealUntil(state: Case, limits: readonly Limit[]): string | null {
  if (!state.against || state.appealAnswered || state.stage === 'appealed') return null
  return addDays(state.against.on, daysFor(limits, 'appeal', state.against.on))
}

/** Whether nothing more is to be said to the organisation: withdrawn, closed, or refused or ended with no appeal left. */
export function isOver(state: Case, limits: readonly Limit[], today: string): boolean {
  if (state.stage === 'withdrawn' || state.stage === 'closed') return true
  if (state.stage !== 'refused' && state.stage !== 'ended') return false
  return today > (appealUntil(state, limits) ?? '')
}

export interface StepAsked {
  readonly step: CaseStep
  readonly on: string
  /** null: the organisation */
  readonly by: string | null
}

/**
 * Why a step can't be taken, or null. `findings` holds what the screening found, one for each criterion; null where a
 * criterion is not answered yet. An appeal is decided by somebody else than who decided first.
 */
export function stepFault(
  state: Case,
  asked: StepAsked,
  limits: readonly Limit[],
  findings: readonly (Finding | null)[],
  today: string
): Refusal | null {
  const { step, on } = asked
  const whose = OWN_STEPS.includes(step) ? 'organisation' : 'secretariat'
  if (step === 'appealed' && state.appealAnswered) return refuse('standing.appeal_once')
  if (!nextSteps(state, whose).includes(step)) return refuse('standing.step_cannot_follow', undefined, 'step')
  if (on > today) return refuse('standing.day_in_future', undefined, 'reachedOn')
  if (on < state.since) return refuse('standing.day_before_last', { day: state.since }, 'reachedOn')
  if (step === 'appealed' && on > appealUntil(state, limits)!) return refuse('standing.appeal_late')
  if (step.startsWith('appeal-') && asked.by !== null && asked.by === state.against?.by) {
    return refuse('standing.appeal_same_officer')
  }
  if (step === 'closed' && !dueOf(state, limits, on)!.overdue) {
    return refuse('standing.closed_too_early', { day: dueOf(state, limits, on)!.on }, 'step')
  }
  return screeningFault(step, findings)
}

/** A decision rests on the screening: all criteria answered, all met to grant, one not met to refuse. */
function screeningFault(step: CaseStep, findings: readonly (Finding | null)[]): Refusal | null {
  if (step !== 'granted' && step !== 'refused') return null
  if (findings.some((finding) => finding === null || finding === 'unclear')) {
    return refuse('standing.screening_open', undefined, 'step')
  }
  const failed = findings.includes('not-met')
  if (step === 'granted' && failed) return refuse('standing.grant_without_all', undefined, 'step')
  return step === 'refused' && !failed ? refuse('standing.refusal_without_failed', undefined, 'step') : null
}

export interface Criterion {
  readonly id: string
  readonly since: string
  readonly until: string | null
}

/** The criteria that held on a day. */
export function criteriaOn<C extends Criterion>(criteria: readonly C[], day: string): C[] {
  return criteria.filter(({ since, until }) => since <= day && (until === null || day < until))
}

/** What the accreditation of the record says after a step; null where it says nothing new. */
export function statusAfter(step: CaseStep): 'granted' | 'suspended' | 'ended' | null {
  if (step === 'granted' || step === 'reinstated' || step === 'appeal-allowed') return 'granted'
  return step === 'suspended' || step === 'ended' ? step : null
}

/** A readable word for a new body: its name in Latin letters. `taken` are the ids that there are. */
export function bodyIdFor(name: string, reference: string, taken: (id: string) => boolean): string {
  const letters = name
    .normalize('NFKD')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  // A name in another script has no Latin letters: its reference is a word, too.
  const word = /[a-z]{2}/.test(letters) ? letters : reference.toLowerCase()
  let id = word
  for (let n = 2; taken(id); n++) id = `${word}-${n}`
  return id
}
