import type { ColumnType } from 'kysely'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Facet } from './search.ts'

type Json<T> = ColumnType<T, string, string>

/** The derived tables of db/migrations/0004_search.sql. */
export interface PublicationTables {
  search_state: { id: boolean; version: number; forgot_at: number }
  recommendation_search: {
    recommendation_id: number
    version: number
    reference: string
    sort_key: string
    revision: string
    made_on: string
    original_language: string
    texts: Json<Localised>
    titles: Json<Localised>
    answers: string[]
    own_theme: string[]
    words: string
  } & Record<Facet, string[]>
  search_word: { word: string; uses: number }
}
