import type { ColumnType, GeneratedAlways } from 'kysely'
import type { OpenReason } from './open-point.ts'
import type { ClusterStep } from './clusters.ts'

// The tables of db/migrations/0011_preparation.sql. Days are 'YYYY-MM-DD'.

type Id = GeneratedAlways<number>
type Recorded = { recorded_at: Date; recorded_by: string }

export interface PreparationTables {
  preparation: Recorded & { id: Id; edition: number; after_dialogue_id: string }
  preparation_plan: Recorded & {
    id: Id
    preparation_id: number
    held_from: string | null
    held_until: string | null
    place: string | null
    source: string
    source_url: string | null
    corrects: number | null
  }
  carry_over: Recorded & { id: Id; preparation_id: number; as_of: string; corrects: number | null }
  carried_point: {
    carry_over_id: number
    recommendation_id: number
    body_id: string
    reason: OpenReason
    since: string
  }
  cluster_step: Recorded & {
    id: Id
    preparation_id: number
    step: ColumnType<ClusterStep, string, never>
    undoes: number | null
  }
  preparation_publication: Recorded & { id: Id; preparation_id: number; public: boolean; reason: string | null }
}
