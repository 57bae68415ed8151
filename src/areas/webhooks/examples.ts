import type { Doing, EventKind } from './event-kinds.ts'
import { eventOf, publicEvent, type PublicEvent } from './events.ts'

// One doing for each kind of event, as audit rows hold them: the description of the API and docs/webhooks.md show what
// becomes of it, so that neither can say what the hall doesn't send.

const about = (subjectKind: string, subjectId: string | null) => ({
  done: (permission: string, details: Doing['details'] = {}): Doing => ({ permission, subjectKind, subjectId, details })
})
const r3 = about('recommendation', 'AHRD7-R3')
const action = about('action', '5')
const practice = about('practice', '3')
const vietNam = about('body', 'VN')
const application = about('application', 'CSO-2026-0001')
const eighth = about('preparation', '8')
const assessment = { about: 'ID', by: 'komnas-ham', entry: 12 }

const DOINGS: Readonly<Record<EventKind, Doing>> = {
  'recommendation.stage-recorded': r3.done('follow-up.record-stage', { stage: 'adopted', on: '2026-02-10' }),
  'recommendation.stage-withdrawn': r3.done('positions.withdraw-stage', { stage: 'adopted', on: '2026-02-10' }),
  'recommendation.position-stated': r3.done('positions.state', { body: 'ID', position: 'supported', on: '2026-01-20' }),
  'recommendation.position-withdrawn': r3.done('positions.withdraw', {
    body: 'ID',
    position: 'supported',
    on: '2026-01-20'
  }),
  'recommendation.reply-day-set': r3.done('positions.set-reply-day', { day: '2026-06-30' }),
  'recommendation.entered': about('document', '7').done('documents.enter', {
    count: 12,
    first: 'AHRD8-R1',
    last: 'AHRD8-R12'
  }),
  'recommendation.corrected': about('recommendation', null).done('publication.correct', {
    references: ['AHRD7-R1', 'AHRD7-R3']
  }),
  'progress.published': r3.done('follow-up.assess', { ...assessment, grade: 'partially' }),
  'progress.signed-off': r3.done('follow-up.sign-off', { about: 'ID', by: 'ID', entry: 11 }),
  'progress.retracted': r3.done('follow-up.retract', assessment),
  'action.planned': action.done('actions.plan', { by: 'ID', references: ['AHRD7-R3'] }),
  'action.changed': action.done('actions.reach-milestone', { on: '2026-02-20' }),
  'action.completed': action.done('actions.record-step', { step: 'completed', on: '2026-11-30' }),
  'practice.shared': practice.done('practices.share', { by: 'ID' }),
  'practice.changed': practice.done('practices.change', { by: 'ID' }),
  'practice.withdrawn': practice.done('practices.withdraw', { by: 'ID' }),
  'institution.step-recorded': vietNam.done('standing.record-step', { step: 'draft-law', on: '2026-01-20' }),
  'institution.step-withdrawn': vietNam.done('standing.withdraw-step', { step: 'draft-law', on: '2026-01-20' }),
  'accreditation.decided': application.done('standing.take-step', {
    step: 'granted',
    on: '2026-04-01',
    body: 'river-watch'
  }),
  'accreditation.suspended': application.done('standing.take-step', {
    step: 'suspended',
    on: '2026-09-01',
    body: 'river-watch'
  }),
  'accreditation.appeal-decided': application.done('standing.take-step', {
    step: 'appeal-allowed',
    on: '2026-10-15',
    body: 'river-watch'
  }),
  'preparation.published': eighth.done('preparation.publish', { edition: 8, public: true }),
  'preparation.planned': eighth.done('preparation.plan', { edition: 8, public: true }),
  'preparation.confirmed': eighth.done('preparation.carry-over', {
    edition: 8,
    public: true,
    count: 41,
    on: '2026-11-02'
  }),
  'preparation.arranged': eighth.done('preparation.arrange', { edition: 8, public: true, step: 'merge' }),
  'preparation.taken-back': eighth.done('preparation.take-back', { edition: 8, public: false })
}

/** The message of a kind, as a receiver gets it. */
export function exampleOf(kind: EventKind, origin = 'https://hall.example'): PublicEvent {
  const doing = DOINGS[kind]
  const { subjectKind, subjectId } = doing
  const occurredAt = new Date('2026-03-02T03:00:00Z')
  return publicEvent({ id: 42, occurredAt, subjectKind, subjectId, ...eventOf(doing)! }, origin)
}
