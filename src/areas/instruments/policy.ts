import { holds } from '#areas/people/actor.ts'
import type { Policy } from '#areas/people/authorisation.ts'

export const policy: Policy = {
  // The words of an instrument are quoted to States: the secretariat answers for them.
  'instruments.import-text': ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on)
}
