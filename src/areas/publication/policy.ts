import { holds } from '#areas/people/actor.ts'
import type { Policy } from '#areas/people/authorisation.ts'

export const policy: Policy = {
  // Corrections by spreadsheet reach many recommendations at once: the secretariat answers for them.
  'publication.correct': ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on),
  // Only the hall itself opens: nobody has a mandate before it is open.
  'publication.open-hall': ({ actor }) => actor.kind === 'system'
}
