import { holds, isHeld, type Actor } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { refuse } from '#platform/refusal.ts'

/** What is asked about somebody who would write down a position. */
export interface Stating {
  /** the addressee */
  readonly bodyId: string
  /** whether it would correct or withdraw what the addressee itself stated in this hall */
  readonly ownWords: boolean
}

/** Whether this person answers for that addressee: its main focal point, or the alternate. */
export function answersFor(actor: Actor, on: string, bodyId: string): boolean {
  return (
    actor.kind === 'account' &&
    actor.mandates.some(
      (m) =>
        m.role === 'focal-point' &&
        m.bodyId === bodyId &&
        (m.duty === 'main' || m.duty === 'alternate') &&
        isHeld(m, on)
    )
  )
}

/** The addressee says what its position is; the secretariat writes down what a source says, and corrects only that. */
const stating: Rule = ({ actor, on, subject }) => {
  const asked = subject as Stating | undefined
  if (!asked) return false
  if (answersFor(actor, on, asked.bodyId)) return true
  if (!holds(actor, 'secretariat', on)) return false
  return asked.ownWords ? refuse('positions.only_addressee') : true
}

const secretariatOnly: Rule = ({ actor, on }) => holds(actor, 'secretariat', on)

export const positionsPolicy: Policy = {
  'positions.state': stating,
  'positions.state-part': stating,
  'positions.withdraw': stating,
  'positions.withdraw-part': stating,
  'positions.set-reply-day': secretariatOnly,
  'positions.correct-stage': secretariatOnly,
  'positions.withdraw-stage': secretariatOnly
}
