import type { GeneratedAlways } from 'kysely'

// The tables of good practices in db/migrations/0010_practices_and_standing.sql. Days are 'YYYY-MM-DD'.

type Id = GeneratedAlways<number>

interface Wording {
  id: Id
  practice_id: number
  title: string
  done: string
  outcome: string
  since: string
  locale: string
  source: string
  source_url: string | null
  words: string
  corrects: number | null
  recorded_at: Date
  recorded_by: string
}

export interface PracticeTables {
  practice: { id: Id; by_body_id: string; recorded_at: Date; recorded_by: string }
  practice_wording: Wording
  standing_practice: Wording
  practice_theme: { wording_id: number; theme_id: string }
  practice_article: { wording_id: number; article_id: number }
  practice_recommendation: { wording_id: number; recommendation_id: number }
  practice_withdrawal: { id: Id; practice_id: number; reason: string; recorded_at: Date; recorded_by: string }
}
