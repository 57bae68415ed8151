import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { hallItself, secretariatOrHall } from '#areas/people/rules.ts'
import { inOwnName, type Speaking } from '#areas/follow-up/policy.ts'
import { heldVoices, voiceKey } from './sheet-voice.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

/** Everything that a sheet says is said in a voice that this person has: one row that isn't stops the sheet. */
const everyRowInOwnName: Rule = (asked) => {
  const rows = asked.subject as readonly Speaking[] | undefined
  if (!rows?.length) return false
  return rows.map((subject) => inOwnName({ ...asked, subject })).find((answer) => answer !== true) ?? true
}

/** Looking at a sheet changes nothing: one has the voice in which it would speak, about whichever State. */
const hasVoice: Rule = ({ actor, on, subject }) => {
  const voice = subject as Voice | undefined
  return voice !== undefined && heldVoices(actor, on).some((held) => voiceKey(held) === voiceKey(voice))
}

export const policy: Policy = {
  'bulk.receive-history': secretariatOrHall,
  'bulk.ask-history': secretariatOrHall,
  'bulk.undo-history': secretariatOrHall,
  // The job's own steps, after somebody of the secretariat asked for it.
  'bulk.import-history': hallItself,
  'bulk.refuse-history': hallItself,
  'bulk.receive-positions': secretariatOrHall,
  'bulk.enter-positions': secretariatOrHall,
  'bulk.undo-positions': secretariatOrHall,
  'bulk.receive-progress': hasVoice,
  'bulk.enter-progress': everyRowInOwnName,
  'bulk.undo-progress': everyRowInOwnName
}
