import { error } from '@sveltejs/kit'
import {
  delegationsOf,
  dialogueById,
  participationsOf,
  segmentsOf,
  statementsOf
} from '#areas/dialogues/public-store.server.ts'
import { meetingsOf } from '#areas/floor/store.server.ts'
import { recommendationsOfDialogue } from '#areas/recommendations/public-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params }) {
  const db = database()
  const dialogue = await dialogueById(db, params.id)
  if (!dialogue) error(404, 'no such Dialogue')
  const [segments, participations, delegations, statements, recommendations, meetings] = await Promise.all([
    segmentsOf(db, dialogue.id),
    participationsOf(db, dialogue.id),
    delegationsOf(db, dialogue.id),
    statementsOf(db, dialogue.id),
    recommendationsOfDialogue(db, dialogue.id),
    meetingsOf(db, dialogue.id)
  ])
  const facts = [dialogue, ...segments, ...participations, ...statements]
  const sources = [...new Map(facts.map(({ source }) => [source.title + source.publishedOn, source])).values()]
  // A rehearsal is no part of the record.
  const meeting = meetings.find(({ rehearsal }) => !rehearsal)?.id ?? null
  return { dialogue, meeting, segments, participations, delegations, statements, recommendations, sources }
}
