import { holds } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'

const secretariat: Rule = ({ actor, on }) => holds(actor, 'secretariat', on)

export const policy: Policy = {
  'preparation.open': secretariat,
  'preparation.plan': secretariat,
  'preparation.carry-over': secretariat,
  'preparation.arrange': secretariat,
  'preparation.publish': secretariat,
  'preparation.take-back': secretariat,
  // Once it is published everybody reads it, and nobody is asked.
  'preparation.read-unpublished': secretariat
}
