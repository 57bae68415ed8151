import { holds, isHeld, type Actor } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'

const secretariatOnly: Rule = ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on)

const anyone: Rule = () => true

/** Whether somebody is a main or alternate focal point of a State on a day. */
function reportsFor(actor: Actor, on: string, stateId: string): boolean {
  return (
    actor.kind === 'account' &&
    actor.mandates.some(
      (m) => m.role === 'focal-point' && m.duty !== 'validating' && m.bodyId === stateId && isHeld(m, on)
    )
  )
}

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
  'standing.record-status': secretariatOnly,
  'standing.read-applications': secretariatOnly,
  'standing.enter-application': secretariatOnly,
  'standing.screen': secretariatOnly,
  'standing.take-step': secretariatOnly,
  'standing.send-link': secretariatOnly,
  'standing.set-rule': secretariatOnly,
  'standing.change-contact': secretariatOnly,
  'standing.erase-contact': secretariatOnly,
  // Everybody may apply. What proves that a case is one's own lies outside the policy: the secret of its link, or
  // the address with which somebody is signed in.
  'standing.apply': anyone,
  'standing.follow-own': anyone
}

/** In whose name a person records a step of that State: null for the secretariat. */
export function recordsFor(actor: Actor, on: string, stateId: string): string | null {
  return holds(actor, 'secretariat', on) ? null : stateId
}
