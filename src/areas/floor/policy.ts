import { holds, type Actor } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { secretariatOnly } from '#areas/people/rules.ts'
import { refuse } from '#platform/refusal.ts'
import type { MeetingDuty } from './tables.ts'

/** What somebody may do in one meeting besides their mandates. */
export interface Rights {
  readonly duties: readonly MeetingDuty[]
  /** the delegations for which they may ask for the floor */
  readonly delegations: readonly string[]
}

/** Subject of the rules: the rights of the one who asks, and the delegation in whose name it is said. */
export interface OnTheFloor {
  readonly rights: Rights
  readonly delegation?: string | null
  /** of a text: its speech has begun, and everybody may read it */
  readonly released?: boolean
}

const rightsIn = (subject: unknown): Rights =>
  (subject as OnTheFloor | undefined)?.rights ?? { duties: [], delegations: [] }

/** The chair, and who sits beside the chair: the secretariat. */
const chairs: Rule = ({ actor, on, subject }) =>
  actor.kind === 'account' &&
  (holds(actor, 'chair', on) || holds(actor, 'secretariat', on) || rightsIn(subject).duties.includes('chair')
    ? true
    : refuse('floor.refused_chair'))

const withDuty =
  (duty: MeetingDuty): Rule =>
  (asked) =>
    secretariatOnly(asked) === true || (asked.actor.kind === 'account' && rightsIn(asked.subject).duties.includes(duty))

const sitsIn: Rule = ({ actor, subject }) => {
  const { rights, delegation } = subject as OnTheFloor
  const sits = actor.kind === 'account' && delegation && rights.delegations.includes(delegation)
  return sits ? true : refuse('floor.refused_delegation')
}

export const policy: Policy = {
  'floor.open-meeting': secretariatOnly,
  'floor.chair': chairs,
  // The chair may speak for a delegation that raised a hand; a delegation for itself alone.
  'floor.speak': (asked) => (chairs(asked) === true ? true : sitsIn(asked)),
  // A delegation's words are its own: nobody hands in a text in its name.
  'floor.hand-in-text': sitsIn,
  'floor.read-text': (asked) =>
    (asked.subject as OnTheFloor).released === true ||
    [sitsIn, chairs, withDuty('rapporteur')].some((rule) => rule(asked) === true),
  'floor.check-text': (asked) => (withDuty('rapporteur')(asked) === true ? true : sitsIn(asked))
}

/** As what somebody follows a meeting: decides which of the three views they get. */
export function viewerOf(actor: Actor, on: string, rights: Rights): 'public' | 'room' | 'desk' {
  if (chairs({ actor, on, subject: { rights } }) === true || rights.duties.length > 0) return 'desk'
  return rights.delegations.length > 0 ? 'room' : 'public'
}
