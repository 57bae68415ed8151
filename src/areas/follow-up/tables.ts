import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { RecordTables } from '#areas/tables.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { LaterStage } from './life.ts'
import type { PartPosition } from './positions.ts'
import type { Level, Track } from './tracks.ts'

// The tables of db/migrations/0005_follow_up.sql and 0007_positions.sql and the views of what stands (0006, 0007). Days are
// 'YYYY-MM-DD'.

type Id = GeneratedAlways<number>

export interface FollowUpTables {
  recommendation_stage: StageRow
  standing_stage: StageRow
  assessment_scale: { id: string; name: ColumnType<Localised, string, string>; source: string }
  assessment_grade: {
    scale_id: string
    code: string
    ordinal: number
    label: ColumnType<Localised, string, string>
    level: Level
  }
  progress_entry: ProgressRow
  standing_progress: ProgressRow
  standing_position: RecordTables['recommendation_position']
  progress_validation: { id: Id; entry_id: number; validated_at: Date; validated_by: string }
  progress_file: {
    id: Id
    entry_id: number
    ordinal: number
    sha256: string
    size_bytes: number
    media_type: string
    original_name: string
  }
  position_part: { id: Id; position_id: number; ordinal: number; text: string; locale: string }
  part_position: {
    id: Id
    part_id: number
    position: PartPosition
    stated_on: string
    text: string | null
    locale: string | null
    place: string | null
    source_id: number | null
    document_id: number | null
    because: string | null
    corrects: number | null
    withdrawn: Generated<boolean>
    recorded_at: Date
    recorded_by: string
  }
  reply_day: {
    id: Id
    recommendation_id: number
    due_on: string
    source: string
    source_url: string | null
    because: string | null
    corrects: number | null
    withdrawn: Generated<boolean>
    recorded_at: Date
    recorded_by: string
  }
  progress_retraction: { id: Id; entry_id: number; reason: string; retracted_at: Date; retracted_by: string }
}

interface StageRow {
  id: Id
  recommendation_id: number
  stage: LaterStage
  reached_on: string
  into_id: number | null
  reason: string
  source: string
  source_url: string | null
  because: string | null
  corrects: number | null
  withdrawn: Generated<boolean>
  recorded_at: Date
  recorded_by: string
}

interface ProgressRow {
  id: Id
  recommendation_id: number
  about_body_id: string
  track: Track
  by_body_id: string
  scale_id: string
  grade: string
  observed_on: string
  text: string
  locale: string
  evidence: string | null
  evidence_url: string | null
  corrects: number | null
  recorded_at: Date
  recorded_by: string
}
