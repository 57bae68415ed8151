import type { Policy } from '#areas/people/authorisation.ts'
import { secretariatOnly } from '#areas/people/rules.ts'

export const policy: Policy = {
  'preparation.open': secretariatOnly,
  'preparation.plan': secretariatOnly,
  'preparation.carry-over': secretariatOnly,
  'preparation.arrange': secretariatOnly,
  'preparation.publish': secretariatOnly,
  'preparation.take-back': secretariatOnly,
  // Once it is published everybody reads it, and nobody is asked.
  'preparation.read-unpublished': secretariatOnly
}
