import { refuse, type Refusal } from '#platform/refusal.ts'
import type { Stage } from './life.ts'
import type { Level, Track } from './tracks.ts'

export interface AskedEntry {
  readonly track: Track
  readonly observedOn: string
  readonly evidence: string | null
  readonly evidenceUrl: string | null
}

/** Why an entry of a track can't be recorded today, or null. One by one and from a sheet, the rules are the same. */
export function entryFault(
  given: AskedEntry,
  grade: { readonly level: Level } | undefined,
  recommendation: { readonly madeOn: string; readonly stage: Stage },
  today: string
): Refusal | null {
  if (recommendation.stage === 'withdrawn' || recommendation.stage === 'consolidated') {
    return refuse('follow-up.life_over')
  }
  if (!grade) return refuse('follow-up.grade_missing', undefined, 'grade')
  if (given.observedOn > today) return refuse('follow-up.day_in_future', undefined, 'observedOn')
  if (given.observedOn < recommendation.madeOn) return refuse('follow-up.day_before_made', undefined, 'observedOn')
  if (given.track === 'state' && grade.level === 'fully' && !given.evidence && !given.evidenceUrl) {
    return refuse('follow-up.evidence_missing', undefined, 'evidence')
  }
  return null
}
