import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { inOwnName, secretariatOnly, type Speaking } from './policy.ts'

/** Everything that a sheet says is said in a voice that this person has: one row that isn't stops the sheet. */
const everyRowInOwnName: Rule = (asked) => {
  const rows = asked.subject as readonly Speaking[] | undefined
  if (!rows?.length) return false
  return rows.map((subject) => inOwnName({ ...asked, subject })).find((answer) => answer !== true) ?? true
}

export const policy: Policy = {
  'bulk.receive-history': secretariatOnly,
  'bulk.ask-history': secretariatOnly,
  'bulk.undo-history': secretariatOnly,
  // The job's own steps, after somebody of the secretariat asked for it.
  'bulk.import-history': ({ actor }) => actor.kind === 'system',
  'bulk.refuse-history': ({ actor }) => actor.kind === 'system',
  'bulk.receive-positions': secretariatOnly,
  'bulk.enter-positions': secretariatOnly,
  'bulk.undo-positions': secretariatOnly,
  'bulk.receive-progress': everyRowInOwnName,
  'bulk.enter-progress': everyRowInOwnName,
  'bulk.undo-progress': everyRowInOwnName
}
