import { createRoute, z } from '@hono/zod-openapi'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { fault, type Api } from './app.server.ts'
import { readArticle, readList, readOne, type Kind } from './records.server.ts'
import { Article, Body, Dialogue, Document, Fault, Instrument, ListParameters, Theme } from './shapes.ts'

const PAGE = 50

const KINDS: readonly { kind: Kind; shape: z.ZodType; one: string; about: string; example: string }[] = [
  {
    kind: 'bodies',
    shape: Body,
    one: 'body',
    about: 'States, commissions, NHRIs, CSOs, sectoral bodies',
    example: 'TH'
  },
  {
    kind: 'instruments',
    shape: Instrument,
    one: 'instrument',
    about: 'Declarations and treaties, article by article',
    example: 'ahrd'
  },
  {
    kind: 'dialogues',
    shape: Dialogue,
    one: 'Dialogue',
    about: 'Editions of the Dialogue with their programme',
    example: 'ahrd-7'
  },
  { kind: 'themes', shape: Theme, one: 'theme', about: 'The thesaurus', example: 'death-penalty' },
  {
    kind: 'documents',
    shape: Document,
    one: 'document',
    about: 'Documents from which the record was made',
    example: '1'
  }
]

const ok = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } })

/** The records beside recommendations: for each a list and one of it; and an article with its words. */
export function addRecords(app: Api, db: Kysely<Database>): void {
  for (const { kind, shape, one, about, example } of KINDS) {
    const List = z.object({ next: z.string().nullable(), items: z.array(shape) })
    const listed = createRoute({
      method: 'get',
      path: `/${kind}`,
      summary: `${about}`,
      request: { query: ListParameters },
      responses: { 200: ok(List, 'A page of them'), 400: ok(Fault, 'A parameter can’t be used') }
    })
    app.openapi(listed, async (context) => {
      const url = new URL(context.req.url)
      const { limit = PAGE, cursor } = context.req.valid('query')
      const { items, next } = await readList(db, kind, limit, cursor, url.origin)
      if (next) url.searchParams.set('cursor', next)
      return context.json({ next: next ? url.toString() : null, items })
    })
    const single = createRoute({
      method: 'get',
      path: `/${kind}/{id}`,
      summary: `One ${one}`,
      request: { params: z.object({ id: z.string().openapi({ example }) }) },
      responses: { 200: ok(shape, `The ${one}`), 404: ok(Fault, 'No such identifier') }
    })
    app.openapi(single, async (context) => {
      const { id } = context.req.valid('param')
      const found = await readOne(db, kind, id, new URL(context.req.url).origin)
      return found
        ? context.json(found, 200)
        : context.json(fault('not-found', `No ${one} has the identifier “${id}”. /api/${kind} lists them.`), 404)
    })
  }
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
