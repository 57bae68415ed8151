import type { Actor } from './actor.ts'
import type { Policy, Rule } from './authorisation.ts'
import { anyone, oneself, secretariatOrHall } from './rules.ts'

/** What is known about a request to the demonstration's own pages. */
export interface DemonstrationDoor {
  readonly mode: 'demonstration' | 'real'
  /** the request comes from this very machine, under its own name */
  readonly local: boolean
  /** the operator opened the demonstration to others (BALAI_DEMONSTRATION_PUBLIC=yes) */
  readonly openToAll: boolean
}

/** Anybody, but only in a demonstration, and only from this machine unless its operator said otherwise. */
const throughTheDemonstrationDoor: Rule = ({ subject }) => {
  const door = subject as Partial<DemonstrationDoor> | undefined
  return door?.mode === 'demonstration' && (door.local === true || door.openToAll === true)
}

export const policy: Policy = {
  'people.read': secretariatOrHall,
  'people.invite': secretariatOrHall,
  'people.withdraw-invitation': secretariatOrHall,
  'people.grant-mandate': secretariatOrHall,
  'people.end-mandate': secretariatOrHall,
  'people.withdraw-mandate': secretariatOrHall,
  'people.read-audit': secretariatOrHall,
  // What proves who they are lies outside the policy: the password, the invitation's secret.
  'people.sign-in': anyone,
  'people.accept-invitation': anyone,
  'people.change-own-account': oneself,
  'people.sign-in-as-cast': throughTheDemonstrationDoor,
  'people.read-demonstration-mail': throughTheDemonstrationDoor,
  'people.invent-demonstration-year': throughTheDemonstrationDoor
}

/** Whether this actor may open the pages of the secretariat: for links that would only lead to a closed door. */
export function mayReadPeople(actor: Actor, on: string): boolean {
  return secretariatOrHall({ actor, on }) === true
}
