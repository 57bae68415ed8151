import type { Policy } from '#areas/people/authorisation.ts'
import { hallItself, secretariatOrHall } from '#areas/people/rules.ts'

export const policy: Policy = {
  // Corrections by spreadsheet reach many recommendations at once: the secretariat answers for them.
  'publication.correct': secretariatOrHall,
  // Only the hall itself opens: nobody has a mandate before it is open.
  'publication.open-hall': hallItself
}
