import { holds, reportsFor } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { secretariatOnly } from '#areas/people/rules.ts'
import { refuse } from '#platform/refusal.ts'

/** What is asked about somebody who would write down a position. */
export interface Stating {
  /** the addressee */
  readonly bodyId: string
  /** whether it would correct or withdraw what the addressee itself stated in this hall */
  readonly ownWords: boolean
}

/** The addressee says what its position is; the secretariat writes down what a source says, and corrects only that. */
const stating: Rule = ({ actor, on, subject }) => {
  const asked = subject as Stating | undefined
  if (!asked) return false
  if (reportsFor(actor, on, asked.bodyId)) return true
  if (!holds(actor, 'secretariat', on)) return false
  return asked.ownWords ? refuse('positions.only_addressee') : true
}

export const positionsPolicy: Policy = {
  'positions.state': stating,
  'positions.state-part': stating,
  'positions.withdraw': stating,
  'positions.withdraw-part': stating,
  'positions.set-reply-day': secretariatOnly,
  'positions.correct-stage': secretariatOnly,
  'positions.withdraw-stage': secretariatOnly
}
