import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { FACETS, type Facet, type FacetCounts, type Filters, type SearchQuery } from '#areas/publication/search.ts'
import { inOrder } from '#areas/publication/counting.ts'
import { toTsquery } from '#areas/publication/lexemes.ts'
import { planOf } from '#areas/publication/search.server.ts'

/**
 * The same totals and facet counts by plain SQL, straight from PostgreSQL: the measure of exactness for tests and the
 * benchmark. Nothing is shared with the columns in memory but the meaning of the query.
 */
export async function plainCounts(
  db: Kysely<Database>,
  query: SearchQuery
): Promise<{ total: number; facets: FacetCounts }> {
  const tsquery = toTsquery(await planOf(db, query.words))
  const where = (filters: Filters) => {
    const parts: RawBuilder<unknown>[] = tsquery ? [sql`words @@ ${tsquery}::tsquery`] : []
    for (const facet of FACETS) {
      if (filters[facet]?.length) parts.push(sql`${sql.ref(facet)} && ${filters[facet] as string[]}::text[]`)
    }
    return parts.length ? sql`where ${sql.join(parts, sql` and `)}` : sql``
  }
  const { rows } = await sql<{ total: number }>`
    select count(*)::float8 as total from recommendation_search ${where(query.filters)}
  `.execute(db)
  const facets = {} as Record<Facet, FacetCounts[Facet]>
  for (const facet of FACETS) {
    const { [facet]: own, ...others } = query.filters
    const counted = await sql<{ value: string; count: number }>`
      select value, count(*)::float8 as count from recommendation_search, unnest(${sql.ref(facet)}) as value
      ${where(others)} group by value
    `.execute(db)
    facets[facet] = inOrder(new Map(counted.rows.map(({ value, count }) => [value, count])), own ?? [])
  }
  return { total: rows[0]!.total, facets }
}
