import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { FOLLOW_UP } from './follow-up.server.ts'
import { CursorError, readList, readOne, type Listing } from './listing.server.ts'
import { RECORDS, readArticle } from './records.server.ts'
import { Article, Fault, fault, ListParameters } from './shapes.ts'

const PAGE = 50

const ok = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } })

/** Everything beside the recommendations: for each list a page of it and one of it; and an article with its words. */
export function addRecords(app: OpenAPIHono, db: Kysely<Database>): void {
  for (const listing of [...RECORDS, ...FOLLOW_UP]) addListing(app, db, listing)
  const article = createRoute({
    method: 'get',
    path: '/instruments/{id}/articles/{number}',
    summary: 'One article, with its words',
    request: {
      params: z.object({ id: z.string().openapi({ example: 'ahrd' }), number: z.string().openapi({ example: '13' }) })
    },
    responses: { 200: ok(Article, 'The article'), 404: ok(Fault, 'No such article') }
  })
  app.openapi(article, async (context) => {
    const { id, number } = context.req.valid('param')
    const found = await readArticle(db, id, number)
    if (!found) return context.json(fault('not-found', `The instrument “${id}” has no article “${number}” here.`), 404)
    return context.json(
      { ...found, url: `${new URL(context.req.url).origin}/instruments/${id}/articles/${number}` },
      200
    )
  })
}

function addListing(app: OpenAPIHono, db: Kysely<Database>, listing: Listing): void {
  const { kind, shape, one, about, description, example, filters = {} } = listing
  const List = z.object({ next: z.string().nullable(), items: z.array(shape) })
  const narrowed = Object.entries(filters).map(([name, { about }]) => [
    name,
    z.string().max(200).optional().openapi({ description: about })
  ])
  const listed = createRoute({
    method: 'get',
    path: `/${kind}`,
    summary: about,
    ...(description && { description }),
    request: {
      query: ListParameters.extend(Object.fromEntries(narrowed) as Record<string, z.ZodOptional<z.ZodString>>)
    },
    responses: { 200: ok(List, 'A page of them'), 400: ok(Fault, 'A parameter can’t be used') }
  })
  app.openapi(listed, async (context) => {
    const url = new URL(context.req.url)
    const { limit = PAGE, cursor, ...wanted } = context.req.valid('query') as z.infer<typeof ListParameters>
    try {
      const { items, next } = await readList(db, listing, { limit, cursor, filters: wanted }, url.origin)
      if (next) url.searchParams.set('cursor', next)
      return context.json({ next: next ? url.toString() : null, items }, 200)
    } catch (error) {
      if (!(error instanceof CursorError)) throw error
      return context.json(fault('bad-request', `The cursor can’t be used: begin again at /api/${kind}.`), 400)
    }
  })
  const single = createRoute({
    method: 'get',
    path: `/${kind}/{id}`,
    summary: `One ${one}`,
    request: { params: z.object({ id: z.string().openapi({ ...(example && { example }) }) }) },
    responses: { 200: ok(shape, `The ${one}`), 404: ok(Fault, 'No such identifier') }
  })
  app.openapi(single, async (context) => {
    const { id } = context.req.valid('param')
    const found = await readOne(db, listing, id, new URL(context.req.url).origin)
    return found
      ? context.json(found, 200)
      : context.json(fault('not-found', `No ${one} has the identifier “${id}”. /api/${kind} lists them.`), 404)
  })
}
