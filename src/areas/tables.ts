import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Localised } from '#platform/i18n/locales.ts'

// The tables of db/migrations as TypeScript sees them. Types only. An area whose migration adds tables keeps their
// types in its own tables.ts; src/platform/db/schema.ts puts all of them together.

type Id = GeneratedAlways<number>
/** 'YYYY-MM-DD' */
type Day = string
type Recorded = Generated<Date>
/** Written as JSON text, read as an object. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

export interface RecordTables {
  source: {
    id: Id
    title: string
    publisher: string | null
    url: string | null
    published_on: Day | null
    note: string | null
  }
  body: {
    id: string
    kind: BodyKind
    name: Json<Localised>
    short_name: JsonWithDefault<Localised>
    state_id: string | null
    website: string | null
    note: JsonWithDefault<Localised>
  }
  body_alias: { alias: string; body_id: string }
  membership: {
    id: Id
    body_id: string
    of_body_id: string
    capacity: 'member' | 'observer' | 'candidate'
    since: Day
    until: Day | null
    source_id: number
    corrects: number | null
    withdrawn: Generated<boolean>
    recorded_at: Recorded
  }
  accreditation: {
    id: Id
    body_id: string
    by_body_id: string | null
    scheme: 'paris-principles' | 'consultative-relationship'
    status: AccreditationStatus
    effective_on: Day
    reason: JsonWithDefault<Localised>
    source_id: number
    corrects: number | null
    withdrawn: Generated<boolean>
    recorded_at: Recorded
  }
  instrument: {
    id: string
    kind: string
    title: Json<Localised>
    short_title: JsonWithDefault<Localised>
    adopted_on: Day
    place: string | null
    official_url: string | null
    about: JsonWithDefault<Localised>
    source_id: number
  }
  instrument_adoption: { instrument_id: string; body_id: string; adopted_on: Day; source_id: number }
  article: {
    id: Id
    instrument_id: string
    number: string
    ordinal: number
    heading: JsonWithDefault<Localised>
    part: JsonWithDefault<Localised>
  }
  article_text: { id: Id; article_id: number; locale: string; text: string; source_id: number; recorded_at: Recorded }
  dialogue: {
    id: string
    edition: number
    title: Json<Localised>
    summary: JsonWithDefault<Localised>
    held_from: Day
    held_until: Day
    place: JsonWithDefault<Localised>
    mode: 'in-person' | 'online' | 'hybrid' | 'unknown'
    convened_by: string
    source_id: number
  }
  segment: {
    id: string
    dialogue_id: string
    parent_id: string | null
    ordinal: number
    kind: SegmentKind
    title: Json<Localised>
    summary: JsonWithDefault<Localised>
    held_on: Day
    source_id: number
  }
  person: { id: string; name: string; note: JsonWithDefault<Localised> }
  participation: {
    id: Id
    dialogue_id: string
    segment_id: string | null
    person_id: string
    body_id: string | null
    role: ParticipationRole
    title: JsonWithDefault<Localised>
    ordinal: Generated<number>
    source_id: number
  }
  delegation: {
    dialogue_id: string
    body_id: string
    capacity: DelegationCapacity
    note: JsonWithDefault<Localised>
    source_id: number
  }
  statement: {
    id: Id
    dialogue_id: string
    segment_id: string | null
    body_id: string | null
    person_id: string | null
    kind: 'country-briefing' | 'remarks' | 'statement' | 'quotation' | 'good-practice'
    summary: Json<Localised>
    source_id: number
  }
  theme: {
    id: string
    parent_id: string | null
    ordinal: Generated<number>
    label: Json<Localised>
    scope: JsonWithDefault<Localised>
  }
  theme_mapping: { theme_id: string; scheme: 'upr-issue' | 'ahrd-article' | 'sdg'; code: string }
  document: {
    id: Id
    sha256: string
    size_bytes: number
    media_type: string
    original_name: string
    received_at: Recorded
    received_from: string | null
  }
  document_description: {
    id: Id
    document_id: number
    title: string
    kind: DocumentKind
    language: string | null
    published_on: Day | null
    publisher: string | null
    url: string | null
    recorded_at: Recorded
    recorded_by: string | null
  }
  recommendation: {
    id: Id
    reference: string
    mechanism: Mechanism
    dialogue_id: string | null
    segment_id: string | null
    session: string | null
    made_on: Day
    ordinal: number | null
    recorded_at: Recorded
    recorded_by: string | null
    /** the file with which it came, where it came with many others (db/migrations/0013_bulk.sql) */
    bulk_file_id: Generated<number | null>
  }
  recommendation_text: {
    id: Id
    recommendation_id: number
    kind: 'original' | 'correction' | 'translation' | 'title' | 'explanation'
    locale: string
    text: string
    reason: string | null
    source_id: number | null
    recorded_at: Recorded
    recorded_by: string | null
  }
  recommendation_maker: { recommendation_id: number; body_id: string }
  recommendation_addressee: { recommendation_id: number; body_id: string }
  recommendation_theme: {
    recommendation_id: number
    theme_id: string
    recorded_at: Recorded
    recorded_by: string | null
    withdrawn_at: Date | null
  }
  recommendation_article: {
    recommendation_id: number
    article_id: number
    recorded_at: Recorded
    recorded_by: string | null
    withdrawn_at: Date | null
  }
  recommendation_position: {
    id: Id
    recommendation_id: number
    body_id: string
    position: Position
    stated_on: Day
    source_id: number | null
    document_id: number | null
    text: string | null
    locale: string | null
    place: string | null
    because: string | null
    corrects: number | null
    withdrawn: Generated<boolean>
    recorded_at: Recorded
    recorded_by: string | null
  }
  provenance: {
    id: Id
    recommendation_id: number
    document_id: number | null
    source_id: number | null
    page: number | null
    paragraph: string | null
    passage: string | null
    place: ColumnType<unknown, string | null | undefined, string | null>
    recorded_at: Recorded
  }
  audit: {
    id: Id
    at: Date
    actor_id: string | null
    actor_name: string
    permission: string
    subject_kind: string | null
    subject_id: string | null
    details: JsonWithDefault<Record<string, unknown>>
  }
  hall: { id: Generated<boolean>; mode: 'demonstration' | 'real'; name: Json<Localised>; opened_at: Date }
}

export type BodyKind =
  'state' | 'organisation' | 'commission' | 'sectoral-body' | 'nhri' | 'cso' | 'university' | 'other'
export type AccreditationStatus = 'A' | 'B' | 'applied' | 'screening' | 'granted' | 'refused' | 'suspended' | 'ended'
export type SegmentKind =
  | 'opening'
  | 'thematic-session'
  | 'briefings'
  | 'interactive-dialogue'
  | 'general-segment'
  | 'stakeholders-segment'
  | 'recommendations-segment'
  | 'fireside-chat'
  | 'commemoration'
  | 'treasure-hunt'
  | 'press-release'
  | 'other'
export type ParticipationRole =
  'co-chair' | 'chair' | 'keynote' | 'opening-remarks' | 'welcome' | 'briefing' | 'speaker' | 'panellist' | 'rapporteur'
export type DelegationCapacity =
  'member' | 'observer' | 'commission' | 'permanent-representatives' | 'nhri' | 'cso' | 'university' | 'organiser'
export type DocumentKind = 'press-release' | 'upr-report' | 'statement' | 'declaration' | 'report' | 'dataset' | 'other'
export type Mechanism = 'dialogue' | 'upr' | 'treaty-body' | 'special-procedure' | 'other'
export type Position = 'pending' | 'supported' | 'partly' | 'noted' | 'no-reply'
