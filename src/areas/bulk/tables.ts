import type { ColumnType, GeneratedAlways } from 'kysely'
import type { RecordTables } from '#areas/tables.ts'
import type { Track } from '#areas/follow-up/tracks.ts'

// The tables of db/migrations/0013_bulk.sql.

export type BulkKind = 'history' | 'progress' | 'positions'
export type BulkStage = 'waiting' | 'reading' | 'entering' | 'indexing'

export interface BulkTables {
  bulk_file: {
    id: GeneratedAlways<number>
    kind: BulkKind
    track: Track | null
    by_body_id: string | null
    sha256: string
    size_bytes: number
    original_name: string
    received_at: Date
    received_by: string
    account_id: string | null
  }
  bulk_entry: { file_id: number; skips_faulty: boolean; asked_at: Date; asked_by: string }
  bulk_outcome: {
    file_id: number
    entered: number
    known: number
    faulty: number
    refused: string | null
    refused_values: ColumnType<Record<string, string | number>, string | undefined, string>
    ended_at: Date
  }
  bulk_undo: { file_id: number; reason: string; undone_at: Date; undone_by: string }
  bulk_fact: { file_id: number; progress_entry_id: number | null; position_id: number | null }
  bulk_progress: { file_id: number; stage: BulkStage; done: number; total: number; at: Date }
  recorded_recommendation: RecordTables['recommendation']
}
