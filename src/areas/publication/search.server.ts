import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import { segmentsOf } from './columns.server.ts'
import { namedCounts, narrowAndCount } from './counting.ts'
import { marksOf } from './highlighting.ts'
import { hitsOf } from './hits.server.ts'
import { FAMILIES, planQuery, wordsOf, type Family, type Plan } from './lexemes.ts'
import { stemmerFor } from './lexemes.server.ts'
import { matchPlan } from './matching.ts'
import { readInOrder, type Found } from './ordering.ts'
import { parseQuery } from './query-language.ts'
import { PAGE_SIZE, sortOf, type FacetCounts, type SearchQuery, type SearchResult, type Sort } from './search.ts'
import { nearerWords } from './spelling.server.ts'
import { isZawgyi } from './zawgyi.ts'

/**
 * The one way into the record by words and facets. PostgreSQL holds the truth; matching and counting run on columns in
 * memory that are compared with it before each search (columns.server.ts). Counts are exact, whatever their size.
 */
export async function search(
  db: Kysely<Database>,
  query: SearchQuery,
  locale: Locale,
  limit = PAGE_SIZE
): Promise<SearchResult> {
  const began = performance.now()
  let matched = await match(db, query)
  let instead: string | null = null
  let suggestion: string | null = null
  if (query.words) {
    const segments = matched.found.map(({ segment }) => segment)
    const nearer = await nearerWords(db, segments, query.words)
    if (nearer && matched.total === 0) {
      const again = await match(db, { ...query, words: nearer })
      if (again.total) {
        matched = again
        instead = nearer
      }
    }
    if (!instead) suggestion = nearer
  }
  const { rows, ahead } = readInOrder(matched.found, matched.sort, limit, query)
  return {
    total: matched.total,
    ahead,
    hits: await hitsOf(db, rows, locale, marksOf(matched.plan)),
    facets: matched.counts,
    instead,
    suggestion,
    zawgyi: isZawgyi(query.words),
    took_ms: performance.now() - began
  }
}

const EXPORT_FETCH = 500

/** Ids of everything that matches, in order, a stretch at a time; rows added meanwhile neither repeat nor shift it. */
export async function* everyMatch(db: Kysely<Database>, query: SearchQuery): AsyncGenerator<readonly number[]> {
  let after = query.after
  for (;;) {
    const { found, sort } = await match(db, query)
    const { rows } = readInOrder(found, sort, EXPORT_FETCH, { after })
    if (rows.length) yield rows.map(({ id }) => id)
    if (rows.length < EXPORT_FETCH) return
    after = rows.at(-1)!.place
  }
}

interface Matched {
  readonly found: readonly Found[]
  readonly total: number
  readonly counts: FacetCounts
  readonly plan: Plan
  readonly sort: Sort
}

async function match(db: Kysely<Database>, query: SearchQuery): Promise<Matched> {
  const plan = await planOf(db, query.words)
  const sort = sortOf(query)
  const segments = await segmentsOf(db)
  // From here on nothing waits: every segment is seen in the same state.
  const counted = segments.map((segment) => {
    const { flags, scores } = matchPlan(segment, plan, sort === 'relevance')
    return { segment, flags, scores, ...narrowAndCount(segment, flags, query.filters) }
  })
  return {
    found: counted,
    total: counted.reduce((sum, { total }) => sum + total, 0),
    counts: namedCounts(counted, query.filters),
    plan,
    sort
  }
}

/** What a query means, its words stemmed in every family at once. */
export async function planOf(db: Kysely<Database>, words: string): Promise<Plan> {
  const asked = parseQuery(words)
  return planQuery(asked, await stemmerFor(db, wordsOf(asked), Object.keys(FAMILIES) as Family[]))
}
