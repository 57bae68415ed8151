import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** The tables of the live meeting (db/migrations/0016_floor.sql). */
export interface FloorTables {
  meeting: {
    id: string
    dialogue_id: string
    rehearsal: Generated<boolean>
    opened_at: Generated<Date>
    opened_by: string | null
  }
  meeting_duty: {
    id: GeneratedAlways<number>
    meeting_id: string
    account_id: string
    duty: MeetingDuty
    since: Date
    until: Date | null
    granted_by: string | null
  }
  floor_event: {
    meeting_id: string
    seq: number
    kind: string
    data: ColumnType<Record<string, unknown>, string, never>
    at: Date
    by_account: string | null
    by_name: string
    command_id: string | null
  }
}

export type MeetingDuty = 'chair' | 'rapporteur' | 'captioner' | 'moderator' | 'door'
