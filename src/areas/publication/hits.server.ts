import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Locale, Localised } from '#platform/i18n/locales.ts'
import { highlight, type Marks } from './highlighting.ts'
import { familyOf } from './lexemes.ts'
import { stemmerFor } from './lexemes.server.ts'
import type { FoundRow } from './ordering.ts'
import { readableText, type Answer, type Hit } from './search.ts'
import { normalise, splitWords } from './words.ts'

/** A row as people read it, whole. */
export interface ReadableRow {
  readonly id: number
  readonly reference: string
  readonly revision: string
  readonly madeOn: string
  readonly originalLanguage: string
  readonly texts: Localised
  readonly titles: Localised
  readonly makers: readonly string[]
  readonly addressees: readonly string[]
  readonly answers: readonly Answer[]
  readonly themes: readonly string[]
  readonly sessions: readonly string[]
  readonly articles: readonly string[]
  readonly kinds: readonly string[]
}

/** The rows of these ids, in the order of the ids. */
export async function readRows(db: Kysely<Database>, ids: readonly number[]): Promise<ReadableRow[]> {
  const { rows } = await sql<Omit<ReadableRow, 'answers'> & { answers: string[] }>`
    select recommendation_id::float8 as id, reference, revision, made_on::text as "madeOn",
      original_language as "originalLanguage", texts, titles, maker as makers, addressee as addressees, answers,
      own_theme as themes, session as sessions, article as articles, kind as kinds
    from recommendation_search where recommendation_id = any(${ids as number[]}::bigint[])
  `.execute(db)
  const byId = new Map(rows.map((row) => [row.id, { ...row, answers: row.answers.map(answerOf) }]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}

/** 'TH:supported', as the index keeps it. */
function answerOf(written: string): Answer {
  const at = written.lastIndexOf(':')
  return { bodyId: written.slice(0, at), position: written.slice(at + 1) as Answer['position'] }
}

export async function hitsOf(
  db: Kysely<Database>,
  found: readonly FoundRow[],
  locale: Locale,
  marks: Marks
): Promise<Hit[]> {
  const rows = await readRows(
    db,
    found.map(({ id }) => id)
  )
  const read = rows.map((row) => ({
    row,
    text: readableText(row.texts, locale, row.originalLanguage),
    title: readableText(row.titles, locale, row.originalLanguage)
  }))
  const shown = read.flatMap(({ text, title }) => [text, title])
  const stem = await stemmerFor(
    db,
    marks.lexemes.size ? shown.flatMap(({ text }) => splitWords(normalise(text)).map(({ word }) => word)) : [],
    [...new Set(shown.map(({ lang }) => familyOf(lang)))]
  )
  const places = new Map(found.map(({ id, place }) => [id, place]))
  return read.map(({ row, text, title }) => ({
    id: row.id,
    place: places.get(row.id)!,
    reference: row.reference,
    madeOn: row.madeOn,
    title: title.text ? { pieces: highlight(title.text, title.lang, marks, stem), lang: title.lang } : null,
    text: { pieces: highlight(text.text, text.lang, marks, stem), lang: text.lang },
    makers: row.makers,
    addressees: row.addressees,
    answers: row.answers,
    themes: row.themes,
    sessions: row.sessions
  }))
}
