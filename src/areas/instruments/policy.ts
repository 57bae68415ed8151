import type { Policy } from '#areas/people/authorisation.ts'
import { secretariatOrHall } from '#areas/people/rules.ts'

export const policy: Policy = {
  // The words of an instrument are quoted to States: the secretariat answers for them.
  'instruments.import-text': secretariatOrHall
}
