import type { Localised } from '#platform/i18n/locales.ts'
import { revisionOf } from './revision.ts'
import { sortKeyOf, type Facet } from './search.ts'
import { normalise, splitWords, type Word } from './words.ts'

/** What the record says of one recommendation, as store.server.ts reads it. */
export interface RecommendationFacts {
  readonly id: number
  readonly reference: string
  readonly dialogue_id: string | null
  readonly segment_id: string | null
  readonly session: string | null
  /** 'YYYY-MM-DD' */
  readonly made_on: string
  /** oldest first */
  readonly texts: readonly { kind: string; locale: string; text: string }[]
  readonly makers: readonly string[]
  readonly addressees: readonly string[]
  readonly positions: readonly { body_id: string; position: string }[]
  readonly themes: readonly string[]
  readonly articles: readonly { instrument_id: string; number: string }[]
  readonly kinds: readonly string[]
}

export interface ThemeFacts {
  readonly id: string
  readonly parent_id: string | null
  readonly label: Localised
}

/** The thesaurus, by id. */
export type Thesaurus = ReadonlyMap<string, ThemeFacts>

export interface IndexedRow {
  readonly reference: string
  readonly sort_key: string
  readonly revision: string
  readonly made_on: string
  readonly original_language: string
  readonly texts: Localised
  readonly titles: Localised
  readonly answers: readonly string[]
  readonly own_theme: readonly string[]
  readonly values: Readonly<Record<Facet, readonly string[]>>
}

/** The row under which a recommendation is found: its words as they stand now, and the values it is counted under. */
export function indexedRow(facts: RecommendationFacts, thesaurus: Thesaurus): IndexedRow {
  const texts = newestByLocale(facts.texts.filter(({ kind }) => kind !== 'title'))
  const titles = newestByLocale(facts.texts.filter(({ kind }) => kind === 'title'))
  const original = facts.texts.find(({ kind }) => kind === 'original') ?? facts.texts[0]
  const language = original?.locale ?? 'en'
  const said = new Map(facts.positions.map(({ body_id, position }) => [body_id, position]))
  // An addressee who said nothing yet is waited for: that is a position, too, and people look for it.
  const answers = facts.addressees.map((body) => ({ body, position: said.get(body) ?? 'pending' }))
  return {
    reference: facts.reference,
    sort_key: sortKeyOf(facts.reference),
    revision: revisionOf(
      texts[language as keyof Localised] ?? '',
      titles[language as keyof Localised] ?? '',
      facts.themes
    ),
    made_on: facts.made_on,
    original_language: language,
    texts,
    titles,
    answers: answers.map(({ body, position }) => `${body}:${position}`),
    own_theme: facts.themes,
    values: {
      theme: [...new Set(facts.themes.flatMap((theme) => withWider(theme, thesaurus)))],
      addressee: facts.addressees,
      maker: facts.makers,
      position: [...new Set(answers.map(({ position }) => position))],
      session: sessionsOf(facts),
      year: [facts.made_on.slice(0, 4)],
      article: [...new Set(facts.articles.flatMap((one) => [one.instrument_id, `${one.instrument_id}/${one.number}`]))],
      kind: facts.kinds,
      language: Object.keys(texts)
    }
  }
}

function newestByLocale(texts: readonly { locale: string; text: string }[]): Localised {
  return Object.fromEntries(texts.map(({ locale, text }) => [locale, text]))
}

function sessionsOf({ dialogue_id, segment_id, session }: RecommendationFacts): string[] {
  if (!dialogue_id) return session ? [session] : []
  return segment_id ? [dialogue_id, `${dialogue_id}/${segment_id}`] : [dialogue_id]
}

/** A theme and every wider one. A circle in the thesaurus ends where it closes. */
function withWider(theme: string, thesaurus: Thesaurus): string[] {
  const chain: string[] = []
  for (let at: string | null = theme; at !== null && !chain.includes(at); at = thesaurus.get(at)?.parent_id ?? null) {
    chain.push(at)
  }
  return chain
}

/**
 * The words under which a row is found: reference, titles and texts in every language, and the names of its themes in
 * every language, so that a Thai word finds an English recommendation through the thesaurus.
 */
export function wordsOfRow(row: IndexedRow, thesaurus: Thesaurus): { locale: string; words: readonly Word[] }[] {
  const labels = row.own_theme.map((theme) => thesaurus.get(theme)?.label ?? {})
  const said = [{ und: row.reference }, row.titles, row.texts, ...labels]
  return said.flatMap((byLocale) =>
    Object.entries(byLocale).map(([locale, text]) => ({ locale, words: splitWords(normalise(text)) }))
  )
}
