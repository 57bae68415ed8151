import type { Doing, EventKind } from './event-kinds.ts'

export interface Telling {
  /** which event it is; null where this time nobody outside may know */
  readonly kind: EventKind | ((doing: Doing) => EventKind | null)
  /** which of the audit row's details leave the hall */
  readonly tells: readonly string[]
}

const tell = (kind: Telling['kind'], ...tells: readonly string[]): Telling => ({ kind, tells })
const changed = (...tells: readonly string[]) => tell('action.changed', ...tells)
/** A preparation is told of once everybody may read it. */
const prepared = (kind: EventKind, ...tells: readonly string[]) =>
  tell(({ details }) => (details.public === true ? kind : null), ...tells)

/** Only what the register of organisations shows: of a case that is not decided nothing leaves. */
const DECIDED: Readonly<Record<string, EventKind>> = {
  granted: 'accreditation.decided',
  refused: 'accreditation.decided',
  reinstated: 'accreditation.decided',
  ended: 'accreditation.decided',
  suspended: 'accreditation.suspended',
  'appeal-allowed': 'accreditation.appeal-decided',
  'appeal-dismissed': 'accreditation.appeal-decided'
}

/**
 * Which doing is told as which event, and what of it: the one place. What is not named here is not told, and says below
 * why. A new permission is named in one of the two (told.test.ts asks for it).
 */
export const TOLD: Readonly<Record<string, Telling>> = {
  'documents.enter': tell('recommendation.entered', 'count', 'first', 'last'),
  'publication.correct': tell('recommendation.corrected', 'references'),

  'follow-up.record-stage': tell('recommendation.stage-recorded', 'stage', 'on', 'into'),
  'follow-up.report': tell('progress.published', 'about', 'by', 'entry', 'grade'),
  'follow-up.assess': tell('progress.published', 'about', 'by', 'entry', 'grade'),
  'follow-up.sign-off': tell('progress.signed-off', 'about', 'by', 'entry'),
  'follow-up.retract': tell('progress.retracted', 'about', 'by', 'entry'),

  'positions.state': tell('recommendation.position-stated', 'body', 'position', 'on', 'parts'),
  'positions.state-part': tell('recommendation.position-stated', 'body', 'position', 'on'),
  'positions.withdraw': tell('recommendation.position-withdrawn', 'body', 'position', 'on'),
  'positions.withdraw-part': tell('recommendation.position-withdrawn', 'body', 'position', 'on'),
  'positions.correct-stage': tell('recommendation.stage-recorded', 'stage', 'on'),
  'positions.withdraw-stage': tell('recommendation.stage-withdrawn', 'stage', 'on'),
  'positions.set-reply-day': tell('recommendation.reply-day-set', 'day'),

  'bulk.import-history': tell('recommendation.entered', 'count'),
  'bulk.undo-history': tell('recommendation.corrected', 'count'),
  'bulk.enter-positions': tell('recommendation.position-stated', 'count', 'references'),
  'bulk.undo-positions': tell('recommendation.position-withdrawn', 'count'),
  'bulk.enter-progress': tell('progress.published', 'count', 'references'),
  'bulk.undo-progress': tell('progress.retracted', 'count'),

  'actions.plan': tell('action.planned', 'by', 'references'),
  'actions.record-step': tell(
    ({ details }) => (details.step === 'completed' ? 'action.completed' : 'action.changed'),
    'step',
    'on'
  ),
  'actions.withdraw-step': changed('step', 'on'),
  'actions.change-plan': changed(),
  'actions.join': changed('by', 'part', 'on'),
  'actions.leave': changed('by', 'part', 'on'),
  'actions.link': changed('reference'),
  'actions.unlink': changed('reference'),
  'actions.set-milestone': changed(),
  'actions.withdraw-milestone': changed(),
  'actions.reach-milestone': changed('on'),
  'actions.withdraw-reached': changed('on'),
  'actions.set-indicator': changed(),
  'actions.withdraw-indicator': changed(),
  'actions.record-value': changed('on'),
  'actions.withdraw-value': changed('on'),

  'practices.share': tell('practice.shared', 'by'),
  'practices.change': tell('practice.changed', 'by'),
  'practices.withdraw': tell('practice.withdrawn', 'by'),

  'standing.record-step': tell('institution.step-recorded', 'step', 'on'),
  'standing.correct-step': tell('institution.step-recorded', 'step', 'on'),
  'standing.withdraw-step': tell('institution.step-withdrawn', 'step', 'on'),
  'standing.record-status': tell('accreditation.decided', 'status', 'on'),
  'standing.take-step': tell(({ details }) => DECIDED[String(details.step)] ?? null, 'step', 'on', 'body'),

  'preparation.publish': tell('preparation.published', 'edition'),
  'preparation.plan': prepared('preparation.planned', 'edition'),
  'preparation.carry-over': prepared('preparation.confirmed', 'edition', 'count', 'on'),
  'preparation.arrange': prepared('preparation.arranged', 'edition', 'step'),
  'preparation.take-back': tell('preparation.taken-back', 'edition')
}

const READS = 'It lets somebody read; nothing happens.'
const INSIDE = 'Work on what is not in the record yet.'
const PERSONS = 'It is about accounts and persons.'
const APPLICANT = 'Of an application nothing is public until it is decided.'
const OWN = 'It concerns the hall’s own mail, calendars and jobs.'
const FLOOR = 'Whoever wants to know what happens in the room follows its stream.'
const RECEIVERS = 'What is done with receivers concerns nobody but them and the secretariat.'

/** What is deliberately not told, and why. */
export const SILENT: Readonly<Record<string, string>> = {
  'bulk.receive-history': INSIDE,
  'bulk.ask-history': INSIDE,
  'bulk.refuse-history': INSIDE,
  'bulk.receive-positions': INSIDE,
  'bulk.receive-progress': INSIDE,

  'documents.receive': INSIDE,
  'documents.ask-reading': INSIDE,
  'documents.keep-reading': INSIDE,
  'documents.review': INSIDE,
  'documents.set-aside': INSIDE,
  'documents.publish': 'A file may be read; what is recommended in it is told when it enters the record.',
  'documents.read-desk': READS,
  'instruments.import-text': 'Reference data: it changes when a declaration does.',
  'publication.open-hall': 'Once, before anybody can listen.',

  'deadlines.remind': OWN,
  'deadlines.choose-reminders': PERSONS,
  'deadlines.make-calendar': PERSONS,
  'deadlines.end-calendar': PERSONS,
  'deadlines.read-jobs': READS,
  'deadlines.repeat-job': OWN,

  'floor.open-meeting': FLOOR,
  'floor.chair': FLOOR,
  'floor.speak': FLOOR,
  'floor.hand-in-text': 'A text is embargoed until its speech begins.',
  'floor.read-text': READS,
  'floor.check-text': FLOOR,

  'people.accept-invitation': PERSONS,
  'people.change-own-account': PERSONS,
  'people.end-mandate': PERSONS,
  'people.grant-mandate': PERSONS,
  'people.invent-demonstration-year': 'Each act of the invented year is told by itself.',
  'people.invite': PERSONS,
  'people.read': READS,
  'people.read-audit': READS,
  'people.read-demonstration-mail': READS,
  'people.sign-in': PERSONS,
  'people.sign-in-as-cast': PERSONS,
  'people.withdraw-invitation': PERSONS,
  'people.withdraw-mandate': PERSONS,

  'preparation.open': 'A preparation begins unpublished.',
  'preparation.read-unpublished': READS,

  'standing.apply': APPLICANT,
  'standing.enter-application': APPLICANT,
  'standing.screen': APPLICANT,
  'standing.follow-own':
    'Most of what an organisation does in its case is not public; its appeal is told when it is answered.',
  'standing.send-link': PERSONS,
  'standing.change-contact': PERSONS,
  'standing.erase-contact': PERSONS,
  'standing.read-applications': READS,
  'standing.set-rule': 'How cases are run; no fact about anybody.',

  'webhooks.add': RECEIVERS,
  'webhooks.change': RECEIVERS,
  'webhooks.end': RECEIVERS,
  'webhooks.pause': RECEIVERS,
  'webhooks.read': READS,
  'webhooks.renew-secret': RECEIVERS,
  'webhooks.resume': RECEIVERS,
  'webhooks.send-again': RECEIVERS,
  'webhooks.send-test': RECEIVERS
}
