import { holds } from '../people/actor.ts'
import type { Policy } from '../people/authorisation.ts'

export const policy: Policy = {
  // Corrections by spreadsheet reach many recommendations at once: the secretariat answers for them.
  'publication.correct': ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on)
}
