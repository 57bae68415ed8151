import { act, type Context } from '#areas/act.server.ts'
import type { Refusal } from '#platform/refusal.ts'
import { refuse } from '#platform/refusal.ts'
import { meetingsOf } from './store.server.ts'

/**
 * Opens the meeting of an edition, which is the one of the record, or one more rehearsal. The secretariat's.
 * @returns the id of the meeting
 */
export async function openMeeting(context: Context, dialogueId: string, rehearsal: boolean): Promise<string | Refusal> {
  return act(context, 'floor.open-meeting', undefined, async (tx) => {
    const dialogue = await tx
      .selectFrom('dialogue')
      .select('id')
      .where('id', '=', dialogueId)
      .forUpdate()
      .executeTakeFirst()
    if (!dialogue) return refuse('floor.no_meeting')
    const there = await meetingsOf(tx, dialogueId)
    const rehearsals = there.filter((meeting) => meeting.rehearsal).length
    const id = rehearsal ? `${dialogueId}-rehearsal-${rehearsals + 1}` : dialogueId
    if (there.some((meeting) => meeting.id === id)) return refuse('floor.meeting_open_already')
    await tx
      .insertInto('meeting')
      .values({
        id,
        dialogue_id: dialogueId,
        rehearsal,
        opened_at: context.now,
        opened_by: context.actor.kind === 'account' ? context.actor.id : null
      })
      .execute()
    return { result: id, audit: { subjectKind: 'meeting', subjectId: id, details: { rehearsal } } }
  })
}
