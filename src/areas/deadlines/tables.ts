import type { GeneratedAlways } from 'kysely'
import type { Choice } from './choice.ts'
import type { DueKind } from './due.ts'
import type { Level } from './recipients.ts'

// The tables of db/migrations/0009_deadlines.sql. Days are 'YYYY-MM-DD'.

export interface DeadlineTables {
  reminding_scheme: {
    id: string
    since: string
    source: string
    from_hour: number
    sign_off_within_days: number
    assess_within_days: number
  }
  reminding_step: { scheme_id: string; kind: DueKind; days: number; tell: Level }
  reminder: {
    id: GeneratedAlways<number>
    thing: string
    due_on: string
    days: number
    account_id: string
    mail_id: number
    reminded_on: string
    reminded_at: Date
  }
  reminder_choice: { id: GeneratedAlways<number>; account_id: string; choice: Choice; chosen_at: Date }
  calendar_address: { id: GeneratedAlways<number>; account_id: string; token_hash: string; made_at: Date }
  calendar_address_end: { address_id: number; ended_at: Date }
}
