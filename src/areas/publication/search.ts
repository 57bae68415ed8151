import type { Position } from '#areas/tables.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import type { Piece } from './highlighting.ts'

/** What a result can be narrowed by. Each is an array column of recommendation_search. */
export const FACETS = [
  'theme',
  'addressee',
  'maker',
  'position',
  'session',
  'year',
  'article',
  'kind',
  'language'
] as const
export type Facet = (typeof FACETS)[number]

export const SORTS = ['relevance', 'newest', 'oldest', 'reference'] as const
export type Sort = (typeof SORTS)[number]

export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>

export const PAGE_SIZE = 20
/** Longer input is cut here: nobody types it, and a page must stay quick. */
const WORDS_LIMIT = 500
const VALUES_LIMIT = 100

export interface SearchQuery {
  /** as typed; see query-language.ts */
  readonly words: string
  /** several values of one facet mean any of them; several facets mean all of them */
  readonly filters: Filters
  /** absent: relevance when there are words, newest otherwise */
  readonly sort?: Sort
  /** the page behind this place, or the one before it; neither: the first page */
  readonly after?: Place
  readonly before?: Place
}

/** The place of a row in an order, to go on from it however many rows were added meanwhile. */
export interface Place {
  /** relevance as a whole number; 0 in other orders */
  readonly score: number
  /** 'YYYY-MM-DD' */
  readonly madeOn: string
  readonly sortKey: string
}

export interface FacetCount {
  readonly value: string
  readonly count: number
}

/** For each facet: its values with the exact number of rows, counted without the facet's own selection. */
export type FacetCounts = Readonly<Record<Facet, readonly FacetCount[]>>

export interface Answer {
  readonly bodyId: string
  readonly position: Position
}

/** A text in one language, cut where the query found something. */
export interface MarkedText {
  readonly pieces: readonly Piece[]
  readonly lang: string
}

export interface Hit {
  readonly id: number
  readonly place: Place
  readonly reference: string
  readonly madeOn: string
  readonly title: MarkedText | null
  readonly text: MarkedText
  readonly makers: readonly string[]
  readonly addressees: readonly string[]
  readonly answers: readonly Answer[]
  readonly themes: readonly string[]
  readonly sessions: readonly string[]
}

export interface SearchResult {
  readonly total: number
  /** how many results stand before the first of these hits */
  readonly ahead: number
  readonly hits: readonly Hit[]
  readonly facets: FacetCounts
  /** words that were searched instead, because those typed found nothing */
  readonly instead: string | null
  /** words nearer to the record's own, offered although something was found */
  readonly suggestion: string | null
  /** typed in the Zawgyi encoding, which no record in Unicode can match */
  readonly zawgyi: boolean
  /** time in the server */
  readonly took_ms: number
}

export function sortOf(query: Pick<SearchQuery, 'words' | 'sort'>): Sort {
  if (query.sort && (query.sort !== 'relevance' || query.words.trim())) return query.sort
  return query.words.trim() ? 'relevance' : 'newest'
}

/**
 * Reads the address of a results page. Anything can stand there: what isn't known is left out, so that an old or
 * mistyped link still opens.
 */
export function readSearchQuery(parameters: URLSearchParams): SearchQuery {
  const filters: Partial<Record<Facet, readonly string[]>> = {}
  for (const facet of FACETS) {
    const values = parameters
      .getAll(facet)
      .map((value) => value.trim())
      .filter((value) => value && value.length <= 100 && !value.includes('\u0000'))
    if (values.length) filters[facet] = [...new Set(values)].sort().slice(0, VALUES_LIMIT)
  }
  const sort = SORTS.find((known) => known === parameters.get('sort'))
  const after = readPlace(parameters.get('after'))
  const before = after ? null : readPlace(parameters.get('before'))
  return {
    words: (parameters.get('words') ?? '').replaceAll('\u0000', '').trim().slice(0, WORDS_LIMIT),
    filters,
    ...(sort && { sort }),
    ...(after && { after }),
    ...(before && { before })
  }
}

/** The one address of a result: parameters in a fixed order, defaults left out. */
export function writeSearchQuery(query: SearchQuery): URLSearchParams {
  const parameters = new URLSearchParams()
  if (query.words) parameters.set('words', query.words)
  for (const facet of FACETS) {
    for (const value of [...(query.filters[facet] ?? [])].sort()) parameters.append(facet, value)
  }
  if (query.sort && query.sort !== sortOf({ words: query.words })) parameters.set('sort', query.sort)
  if (query.after) parameters.set('after', writePlace(query.after))
  else if (query.before) parameters.set('before', writePlace(query.before))
  return parameters
}

/** A place as it stands in an address: score, day and sort key. */
export function writePlace({ score, madeOn, sortKey }: Place): string {
  return `${score}~${madeOn}~${sortKey}`
}

export function readPlace(text: string | null | undefined): Place | null {
  const found = /^(\d{1,12})~(\d{4}-\d\d-\d\d)~([a-z0-9.-]{1,300})$/.exec(text ?? '')
  if (!found || Number.isNaN(Date.parse(`${found[2]}T00:00:00Z`))) return null
  return { score: Number(found[1]), madeOn: found[2]!, sortKey: found[3]! }
}

/** The same query from its first page. */
export function fromTheStart({ words, filters, sort }: SearchQuery): SearchQuery {
  return { words, filters, ...(sort && { sort }) }
}

/** The same query with a value chosen, or left out if it was chosen before. Always back on the first page. */
export function toggle(query: SearchQuery, facet: Facet, value: string): SearchQuery {
  const chosen = query.filters[facet] ?? []
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value].sort()
  const { [facet]: _, ...others } = query.filters
  return { ...fromTheStart(query), filters: values.length ? { ...others, [facet]: values } : others }
}

/** The sort key of a reference: its numbers padded, so that R2 comes before R10. */
export function sortKeyOf(reference: string): string {
  return reference.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'))
}

/** The text of a row that a reader of this language gets: theirs, else the original, else any. */
export function readableText(
  texts: Readonly<Partial<Record<string, string>>>,
  locale: Locale,
  original: string
): { text: string; lang: string } {
  const lang = [locale, original, 'en'].find((candidate) => texts[candidate]) ?? Object.keys(texts)[0]
  return { text: (lang && texts[lang]) || '', lang: lang ?? locale }
}
