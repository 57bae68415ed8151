// Rules that the policies of several areas are made of.
import { holds } from './actor.ts'
import type { Rule } from './authorisation.ts'

/** Open to everybody: what proves that something is one's own lies outside the policy. */
export const anyone: Rule = () => true

/** About oneself only: the subject is {accountId}. */
export const oneself: Rule = ({ actor, subject }) =>
  actor.kind === 'account' && actor.id === (subject as { accountId?: unknown } | undefined)?.accountId

/** Jobs and the command line; nobody by hand. */
export const hallItself: Rule = ({ actor }) => actor.kind === 'system'

/** A person of the secretariat, never a job. */
export const secretariatOnly: Rule = ({ actor, on }) => holds(actor, 'secretariat', on)

export const secretariatOrHall: Rule = (asked) => secretariatOnly(asked) === true || hallItself(asked)
