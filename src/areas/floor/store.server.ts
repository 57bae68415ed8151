import type { Kysely, Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { readEvent, type Event } from './event.ts'
import type { MeetingDuty } from './tables.ts'

type Db = Kysely<Database>

export interface Meeting {
  readonly id: string
  readonly dialogueId: string
  readonly edition: number
  readonly rehearsal: boolean
}

export async function meetingById(db: Db, id: string): Promise<Meeting | undefined> {
  return meetings(db).where('m.id', '=', id).executeTakeFirst()
}

/** The meetings of an edition, the one of the record first. */
export async function meetingsOf(db: Db, dialogueId: string): Promise<Meeting[]> {
  return meetings(db).where('d.id', '=', dialogueId).orderBy('m.rehearsal').orderBy('m.opened_at').execute()
}

/** The meetings that were opened, or in which something happened, since then: they are going on, or were a moment ago. */
export async function meetingsSince(db: Db, since: Date): Promise<Meeting[]> {
  return meetings(db)
    .where((where) =>
      where.or([
        where('m.opened_at', '>=', since),
        where.exists(
          where
            .selectFrom('floor_event as e')
            .select('e.seq')
            .whereRef('e.meeting_id', '=', 'm.id')
            .where('e.at', '>=', since)
        )
      ])
    )
    .orderBy('m.rehearsal')
    .orderBy('m.opened_at', 'desc')
    .execute()
}

function meetings(db: Db) {
  return db
    .selectFrom('meeting as m')
    .innerJoin('dialogue as d', 'd.id', 'm.dialogue_id')
    .select(['m.id', 'd.id as dialogueId', 'd.edition', 'm.rehearsal'])
}

/** Waits until nobody else decides commands of this meeting. False: there is no such meeting. */
export async function lockMeeting(tx: Transaction<Database>, id: string): Promise<boolean> {
  const row = await tx.selectFrom('meeting').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return row !== undefined
}

/** The events of a meeting after a number, in their order. */
export async function eventsAfter(db: Db, meetingId: string, seq: number): Promise<Event[]> {
  const rows = await db
    .selectFrom('floor_event')
    .select(['seq', 'kind', 'data', 'at', 'by_name'])
    .where('meeting_id', '=', meetingId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute()
  return rows.map(readEvent)
}

/** Which of these commands were carried out before, with the number of their first event. */
export async function carriedOut(
  db: Db,
  meetingId: string,
  commandIds: readonly string[]
): Promise<Map<string, number>> {
  if (commandIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('floor_event')
    .select(['command_id', 'seq'])
    .where('meeting_id', '=', meetingId)
    .where('command_id', 'in', [...commandIds])
    .execute()
  return new Map(rows.map(({ command_id, seq }) => [command_id!, seq]))
}

/** What somebody may do in a meeting by a duty that stands at that moment. */
export async function dutiesOf(db: Db, meetingId: string, accountId: string, at: Date): Promise<MeetingDuty[]> {
  const rows = await db
    .selectFrom('meeting_duty')
    .select('duty')
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', accountId)
    .where('since', '<=', at)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', at)]))
    .execute()
  return rows.map(({ duty }) => duty)
}
