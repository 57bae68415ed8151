import type { Localised } from '#platform/i18n/locales.ts'
import type { ReadableRow } from './hits.server.ts'
import type { Answer } from './search.ts'

/** A recommendation as open data gives it: exports and the API. Names never change; new ones may be added. */
export interface PublicRecommendation {
  readonly reference: string
  readonly url: string
  readonly revision: string
  /** 'YYYY-MM-DD' */
  readonly madeOn: string
  readonly sessions: readonly string[]
  readonly madeBy: readonly string[]
  readonly addressedTo: readonly string[]
  readonly positions: readonly Answer[]
  readonly themes: readonly string[]
  readonly articles: readonly string[]
  readonly documentKinds: readonly string[]
  readonly originalLanguage: string
  readonly titles: Localised
  readonly texts: Localised
}

export function publicRecommendation(row: ReadableRow, origin: string): PublicRecommendation {
  return {
    reference: row.reference,
    url: `${origin}/recommendations/${row.reference}`,
    revision: row.revision,
    madeOn: row.madeOn,
    sessions: row.sessions,
    madeBy: row.makers,
    addressedTo: row.addressees,
    positions: row.answers,
    themes: row.themes,
    articles: row.articles.filter((article) => article.includes('/')),
    documentKinds: row.kinds,
    originalLanguage: row.originalLanguage,
    titles: row.titles,
    texts: row.texts
  }
}

/** The columns of a spreadsheet, in order. Lists are joined by "; ". */
export const COLUMNS = [
  'reference',
  'revision',
  'made_on',
  'sessions',
  'made_by',
  'addressed_to',
  'positions',
  'themes',
  'articles',
  'language',
  'title',
  'text',
  'url'
] as const
export type Column = (typeof COLUMNS)[number]

export const LIST_SEPARATOR = '; '

export function spreadsheetRow(one: PublicRecommendation): Record<Column, string> {
  const language = one.originalLanguage as keyof Localised
  const list = (values: readonly string[]) => values.join(LIST_SEPARATOR)
  return {
    reference: one.reference,
    revision: one.revision,
    made_on: one.madeOn,
    sessions: list(one.sessions),
    made_by: list(one.madeBy),
    addressed_to: list(one.addressedTo),
    positions: list(one.positions.map(({ bodyId, position }) => `${bodyId}: ${position}`)),
    themes: list(one.themes),
    articles: list(one.articles),
    language,
    title: one.titles[language] ?? '',
    text: one.texts[language] ?? '',
    url: one.url
  }
}

/**
 * A cell that a spreadsheet program would run as a formula is written with an apostrophe before it, and read back
 * without. What begins with apostrophes before such a sign gets one more, so that nothing is lost on the way.
 */
export function safeCell(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

export function readCell(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}
