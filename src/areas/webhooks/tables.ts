import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Details } from './events.ts'
import type { Occasion, Outcome, Step } from './receiving.ts'

// The tables of db/migrations/0014_webhooks.sql.

type Id = GeneratedAlways<number>
type Fact = { id: Id; recorded_at: Date; recorded_by: string }

export interface WebhookTables {
  hall_event: {
    id: Id
    kind: string
    occurred_at: Date
    audit_id: number
    subject_kind: string | null
    subject_id: string | null
    details: ColumnType<Details, string, never>
  }
  webhook: Fact & { hears_after: number }
  webhook_choice: Fact & {
    webhook_id: number
    name: string
    address: string
    kinds: string[]
    corrects: number | null
  }
  webhook_secret: Fact & { webhook_id: number; sealed: string }
  webhook_step: Fact & { webhook_id: number; step: Step; reason: string; passed_over: number | null }
  webhook_attempt: {
    id: Id
    webhook_id: number
    event_id: number | null
    occasion: Occasion
    message_id: string
    outcome: Outcome
    status: number | null
    took_ms: number
    at: Date
  }
  standing_webhook: Fact & { hears_after: number; choice_id: number; name: string; address: string; kinds: string[] }
}
