import { holds } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'

const secretariatOnly: Rule = ({ actor, on }) => holds(actor, 'secretariat', on)

/** About oneself only: the subject is {accountId}. */
const oneself: Rule = ({ actor, subject }) =>
  actor.kind === 'account' && actor.id === (subject as { accountId?: unknown } | undefined)?.accountId

export const policy: Policy = {
  // Reminders go out by the scheme, from the hall itself; nobody sends one by hand.
  'deadlines.remind': ({ actor }) => actor.kind === 'system',
  'deadlines.choose-reminders': oneself,
  'deadlines.make-calendar': oneself,
  'deadlines.end-calendar': oneself,
  'deadlines.read-jobs': secretariatOnly,
  'deadlines.repeat-job': secretariatOnly
}
