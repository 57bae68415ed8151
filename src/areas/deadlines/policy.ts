import type { Policy } from '#areas/people/authorisation.ts'
import { hallItself, oneself, secretariatOnly } from '#areas/people/rules.ts'

export const policy: Policy = {
  // Reminders go out by the scheme, from the hall itself; nobody sends one by hand.
  'deadlines.remind': hallItself,
  'deadlines.choose-reminders': oneself,
  'deadlines.make-calendar': oneself,
  'deadlines.end-calendar': oneself,
  'deadlines.read-jobs': secretariatOnly,
  'deadlines.repeat-job': secretariatOnly
}
