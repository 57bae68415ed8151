import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { refuse } from '#platform/refusal.ts'
import { speaksFor, type OwnBody } from './voice.ts'

/** What is asked about somebody who would write for a body: the one that leads the action, or that joins or leaves it. */
export interface Speaking extends OwnBody {
  /** false where the body is a CSO whose accreditation doesn't stand on that day */
  readonly accredited: boolean
}

const forItsBody: Rule = ({ actor, on, subject }) => {
  const body = subject as Speaking | null | undefined
  if (!body || !speaksFor(actor, on, body)) return false
  return body.accredited ? true : refuse('follow-up.accreditation_missing')
}

/** Each asks for the voice of one body; nobody changes what another body leads. */
export const policy: Policy = {
  'actions.plan': forItsBody,
  'actions.change-plan': forItsBody,
  'actions.record-step': forItsBody,
  'actions.withdraw-step': forItsBody,
  'actions.join': forItsBody,
  'actions.leave': forItsBody,
  'actions.link': forItsBody,
  'actions.unlink': forItsBody,
  'actions.set-milestone': forItsBody,
  'actions.withdraw-milestone': forItsBody,
  'actions.reach-milestone': forItsBody,
  'actions.withdraw-reached': forItsBody,
  'actions.set-indicator': forItsBody,
  'actions.withdraw-indicator': forItsBody,
  'actions.record-value': forItsBody,
  'actions.withdraw-value': forItsBody
}
