/** What the hall tells, by the noun it is about and what was done. Names never change; new ones may be added. */
export const EVENT_KINDS = [
  'recommendation.stage-recorded',
  'recommendation.stage-withdrawn',
  'recommendation.position-stated',
  'recommendation.position-withdrawn',
  'recommendation.reply-day-set',
  'recommendation.entered',
  'recommendation.corrected',
  'progress.published',
  'progress.signed-off',
  'progress.retracted',
  'action.planned',
  'action.changed',
  'action.completed',
  'practice.shared',
  'practice.changed',
  'practice.withdrawn',
  'institution.step-recorded',
  'institution.step-withdrawn',
  'accreditation.decided',
  'accreditation.suspended',
  'accreditation.appeal-decided',
  'preparation.published',
  'preparation.planned',
  'preparation.confirmed',
  'preparation.arranged',
  'preparation.taken-back'
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export function isEventKind(kind: string): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind)
}

/** What an audit row says of what was done. */
export interface Doing {
  readonly permission: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, unknown>>
}
