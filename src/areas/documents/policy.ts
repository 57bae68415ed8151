import { holds } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'

const secretariatOnly: Rule = ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on)

/** The secretariat takes documents in and answers for what enters the record; everybody reads what is published. */
export const policy: Policy = {
  'documents.read-desk': secretariatOnly,
  'documents.receive': secretariatOnly,
  'documents.ask-reading': secretariatOnly,
  // The hall itself reads, on the job that a person asked for.
  'documents.keep-reading': ({ actor }) => actor.kind === 'system',
  'documents.set-aside': secretariatOnly,
  'documents.review': secretariatOnly,
  'documents.enter': secretariatOnly,
  'documents.publish': secretariatOnly
}
