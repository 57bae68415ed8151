import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** The tables of the live meeting (db/migrations/0016_floor.sql, 0020_statement_texts.sql). */
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
  statement_text: {
    id: GeneratedAlways<number>
    meeting_id: string
    item: string
    kind: string
    body_id: string
    locale: string
    words: string
    handed_in_at: Date
    handed_in_by: string
  }
  statement_text_check: {
    id: GeneratedAlways<number>
    text_id: number
    difference: Generated<string>
    checked_at: Date
    checked_by: string
    checked_name: string
  }
}

export type MeetingDuty = 'chair' | 'rapporteur' | 'captioner' | 'moderator' | 'door'
