import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Modality } from './modality.ts'
import type { Programme } from './programme.ts'

/** The tables of modality and programme (db/migrations/0016_floor.sql). */
export interface DialogueTables {
  modality_version: {
    id: GeneratedAlways<number>
    dialogue_id: string
    modality: ColumnType<Modality, string, never>
    reason: string
    recorded_at: Generated<Date>
    recorded_by: string | null
  }
  programme_version: {
    id: GeneratedAlways<number>
    dialogue_id: string
    programme: ColumnType<Programme, string, never>
    recorded_at: Generated<Date>
    recorded_by: string | null
  }
}
