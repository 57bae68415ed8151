import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { readRows } from '../hits.server.ts'
import { publicRecommendation } from '../public-record.ts'
import { readPlace, readSearchQuery, writePlace, type SearchQuery } from '../search.ts'
import { search } from '../search.server.ts'
import { readProvenance } from './records.server.ts'
import { Fault, fault, RecommendationList, RecommendationWhole, SearchParameters } from './shapes.ts'

const PAGE = 50
const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } }
})

const list = createRoute({
  method: 'get',
  path: '/recommendations',
  summary: 'Search the recommendations',
  description: 'Words and facets: several values of one facet mean any of them, several facets mean all of them.',
  request: { query: SearchParameters },
  responses: {
    200: json(RecommendationList, 'A page of what was found'),
    400: json(Fault, 'A parameter can’t be used')
  }
})

const one = createRoute({
  method: 'get',
  path: '/recommendations/{reference}',
  summary: 'One recommendation, with its provenance',
  request: { params: z.object({ reference: z.string().openapi({ example: 'AHRD7-R1' }) }) },
  responses: { 200: json(RecommendationWhole, 'The recommendation'), 404: json(Fault, 'No such reference') }
})

export function addRecommendations(app: OpenAPIHono, db: Kysely<Database>): void {
  app.openapi(list, async (context) => {
    const url = new URL(context.req.url)
    const { cursor, limit = PAGE, counts } = context.req.valid('query')
    const after = cursor === undefined ? undefined : readPlace(cursor)
    if (after === null) {
      return context.json(
        fault('bad-request', 'This cursor is not one of ours. Begin without one and follow “next”.'),
        400
      )
    }
    const asked = readSearchQuery(url.searchParams)
    const query: SearchQuery = { ...asked, ...(after && { after }) }
    const found = await search(db, query, 'en', limit)
    const rows = await readRows(
      db,
      found.hits.map(({ id }) => id)
    )
    const behind = found.ahead + found.hits.length < found.total ? found.hits.at(-1)?.place : undefined
    if (behind) url.searchParams.set('cursor', writePlace(behind))
    return context.json(
      {
        total: found.total,
        next: behind ? url.toString() : null,
        items: rows.map((row) => shaped(publicRecommendation(row, url.origin))),
        ...(counts === 'true' && { facets: mutable(found.facets) })
      },
      200
    )
  })
  app.openapi(one, async (context) => {
    const { reference } = context.req.valid('param')
    const found = await readProvenance(db, reference)
    const [row] = found ? await readRows(db, [found.id]) : []
    if (!found || !row) {
      return context.json(fault('not-found', `No recommendation has the reference “${reference}”.`), 404)
    }
    const { origin } = new URL(context.req.url)
    return context.json({ ...shaped(publicRecommendation(row, origin)), provenance: found.provenance }, 200)
  })
}

type Recommendation = z.infer<typeof RecommendationList>['items'][number]

/** The same object in the terms of the schema, whose arrays could be written to. */
function shaped(recommendation: ReturnType<typeof publicRecommendation>): Recommendation {
  return mutable(recommendation) as Recommendation
}

function mutable<T>(given: T): Mutable<T> {
  return given as Mutable<T>
}

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T
