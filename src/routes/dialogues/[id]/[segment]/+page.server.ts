import { error } from '@sveltejs/kit'
import { dialogueById, participationsOf, segmentsOf, statementsOf } from '#areas/dialogues/public-store.server.ts'
import { recommendationsOfSegment } from '#areas/recommendations/public-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params }) {
  const db = database()
  const [dialogue, segments] = await Promise.all([dialogueById(db, params.id), segmentsOf(db, params.id)])
  const place = segments.findIndex(({ id }) => id === params.segment)
  const segment = segments[place]
  if (!dialogue || !segment) error(404, 'no such part of the programme')
  const [participations, statements, recommendations] = await Promise.all([
    participationsOf(db, dialogue.id),
    statementsOf(db, dialogue.id),
    recommendationsOfSegment(db, segment.id)
  ])
  return {
    dialogue,
    segment,
    parts: segments.filter(({ parentId }) => parentId === segment.id),
    parent: segments.find(({ id }) => id === segment.parentId) ?? null,
    previous: segments[place - 1] ?? null,
    next: segments[place + 1] ?? null,
    participations: participations.filter(({ segmentId }) => segmentId === segment.id),
    statements: statements.filter(({ segmentId }) => segmentId === segment.id),
    recommendations
  }
}
