import { error } from '@sveltejs/kit'
import { dialogueById } from '#areas/dialogues/public-store.server.ts'
import { modalityOf, programmeOf } from '#areas/dialogues/versions-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params }) {
  const db = database()
  const dialogue = await dialogueById(db, params.id)
  if (!dialogue) error(404, 'no such Dialogue')
  const [modality, programme] = await Promise.all([modalityOf(db, dialogue.id), programmeOf(db, dialogue.id)])
  return { dialogue, modality, canBeTried: modality !== undefined && programme !== undefined }
}
