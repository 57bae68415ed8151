import { holds, reportsFor, type Actor } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { anyone, secretariatOrHall } from '#areas/people/rules.ts'

/** What is asked about somebody who would record or change a step of a State towards an NHRI. */
export interface RecordingStep {
  readonly stateId: string
  /** in whose name the row that is changed was recorded: null for the secretariat; undefined for a new one */
  readonly recordedFor?: string | null
}

/** The secretariat, or the State about itself. What the secretariat recorded is changed by the secretariat alone. */
const secretariatOrState: Rule = ({ actor, on, subject }) => {
  if (holds(actor, 'secretariat', on)) return true
  const asked = subject as RecordingStep | undefined
  if (!asked || !reportsFor(actor, on, asked.stateId)) return false
  return asked.recordedFor === undefined || asked.recordedFor === asked.stateId
}

export const policy: Policy = {
  'standing.record-step': secretariatOrState,
  'standing.correct-step': secretariatOrState,
  'standing.withdraw-step': secretariatOrState,
  'standing.record-status': secretariatOrHall,
  'standing.read-applications': secretariatOrHall,
  'standing.enter-application': secretariatOrHall,
  'standing.screen': secretariatOrHall,
  'standing.take-step': secretariatOrHall,
  'standing.send-link': secretariatOrHall,
  'standing.set-rule': secretariatOrHall,
  'standing.change-contact': secretariatOrHall,
  'standing.erase-contact': secretariatOrHall,
  // Everybody may apply. What proves that a case is one's own lies outside the policy: the secret of its link, or
  // the address with which somebody is signed in.
  'standing.apply': anyone,
  'standing.follow-own': anyone
}

/** In whose name a person records a step of that State: null for the secretariat. */
export function recordsFor(actor: Actor, on: string, stateId: string): string | null {
  return holds(actor, 'secretariat', on) ? null : stateId
}
