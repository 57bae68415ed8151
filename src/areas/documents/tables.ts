import type { ColumnType, GeneratedAlways, Generated } from 'kysely'
import type { Mechanism } from '#areas/tables.ts'
import type { DescriptionGuess } from './description-guess.ts'
import type { Counts, ReviewProposal, Step } from './review.ts'
import type { DocumentKind, Line, Page, Reading } from './text.ts'

// The tables of db/migrations/0003_documents.sql. Days are 'YYYY-MM-DD'.

/** Written as JSON text, read as an object. */
type Json<T> = ColumnType<T, string, never>
type Id = GeneratedAlways<number>

export type Way = 'page' | 'command-line' | 'sample'
export type Stage = 'reading' | 'recognising' | 'proposing'

export interface DocumentTables {
  document_receipt: {
    id: Id
    document_id: number
    original_name: string
    way: Way
    received_at: Date
    received_by: string | null
  }
  document_set_aside: { id: Id; document_id: number; set_aside_at: Date; set_aside_by: string | null }
  reading_request: {
    id: Id
    document_id: number
    recognise_in: string | null
    proposes: Generated<boolean>
    asked_at: Date
    asked_by: string | null
  }
  reading_progress: { request_id: number; stage: Stage; done: number; total: number; at: Date }
  reading: {
    id: Id
    request_id: number
    document_id: number
    kind: DocumentKind | null
    page_count: number | null
    language: string | null
    recognised: ColumnType<Reading['recognised'] | null, string | null, never>
    guess: Json<DescriptionGuess>
    refused: string | null
    refused_values: Json<Record<string, string | number>>
    finished_at: Date
  }
  reading_page: {
    reading_id: number
    number: number
    size: ColumnType<Page['size'], string | null, never>
    lines: Json<readonly Line[]>
  }
  proposal: { reading_id: number; ordinal: number; content: Json<ReviewProposal> }
  review_step: {
    reading_id: number
    number: number
    step: Json<Step>
    counts: Json<Counts>
    taken_at: Date
    taken_by: string | null
  }
  review_entry: { reading_id: number; item: string; recommendation_id: number }
  document_occasion: {
    id: Id
    document_id: number
    mechanism: Mechanism
    dialogue_id: string | null
    session: string | null
    made_on: string
    recorded_at: Date
    recorded_by: string | null
  }
  document_publication: { document_id: number; published_at: Date; published_by: string | null }
}
