import type { Policy } from '#areas/people/authorisation.ts'
import { hallItself, secretariatOrHall } from '#areas/people/rules.ts'

/** The secretariat takes documents in and answers for what enters the record; everybody reads what is published. */
export const policy: Policy = {
  'documents.read-desk': secretariatOrHall,
  'documents.receive': secretariatOrHall,
  'documents.ask-reading': secretariatOrHall,
  // The hall itself reads, on the job that a person asked for.
  'documents.keep-reading': hallItself,
  'documents.set-aside': secretariatOrHall,
  'documents.review': secretariatOrHall,
  'documents.enter': secretariatOrHall,
  'documents.publish': secretariatOrHall
}
