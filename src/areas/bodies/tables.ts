import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Localised } from '#platform/i18n/locales.ts'
import type { CaseStep, Finding, LimitName } from './accreditation-case.ts'

// The tables of NHRIs and of accreditation in db/migrations/0010_practices_and_standing.sql. Days are 'YYYY-MM-DD'.

type Id = GeneratedAlways<number>
type Json = ColumnType<Localised, string, string>

export interface StandingTables {
  institution_step_kind: { id: string; rung: number | null; label: Json }
  institution_step: {
    id: Id
    state_id: string
    kind: string
    reached_on: string
    text: string
    locale: string
    source: string
    source_url: string | null
    recorded_for: string | null
    corrects: number | null
    withdrawn: Generated<boolean>
    reason: string | null
    recorded_at: Date
    recorded_by: string
  }
  accreditation_limit: { name: LimitName; since: string; days: number; source: string }
  accreditation_criterion: {
    id: string
    ordinal: number
    question: Json
    since: string
    source: string
  }
  accreditation_criterion_end: { criterion_id: string; until: string; source: string }
  accreditation_application: {
    id: Id
    reference: GeneratedAlways<string>
    name: string
    english_name: string | null
    seat: string
    state_id: string | null
    purpose: string
    reach: string
    website: string | null
    locale: string
    received_on: string
    recorded_at: Date
    recorded_by: string | null
  }
  accreditation_contact: { application_id: number; name: string; email: string }
  accreditation_link: { token_hash: string; application_id: number; made_at: Date }
  accreditation_event: {
    id: Id
    application_id: number
    turn: number
    step: CaseStep
    reached_on: string
    reason: string
    locale: string
    recorded_at: Date
    recorded_by: string | null
  }
  accreditation_finding: {
    id: Id
    application_id: number
    criterion_id: string
    finding: Finding
    reason: string
    corrects: number | null
    recorded_at: Date
    recorded_by: string
  }
  accreditation_body: { application_id: number; body_id: string; recorded_at: Date }
}
