import { OpenAPIHono } from '@hono/zod-openapi'
import type { Kysely } from 'kysely'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import type { Database } from '#platform/db/schema.ts'
import { addRecommendations } from './recommendations.server.ts'
import { addRecords } from './lists.server.ts'
import { fault } from './shapes.ts'

/** What the description begins with; also the title of the readable page. */
export const DESCRIPTION = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Balai public API',
    version: '1',
    description: 'The record of a human rights dialogue: what was recommended, by whom, to whom, and what followed.',
    license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }
  },
  servers: [{ url: '/' }]
}

const A_MINUTE_s = 60
const AN_HOUR_s = 3600

/** The whole public API, over one database. Only reads; anybody may, from any page. */
export function createApi(db: Kysely<Database>): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (checked, context) => {
      if (checked.success) return
      const { path, message } = checked.error.issues[0]!
      return context.json(fault('bad-request', `The parameter “${path.join('.')}” can’t be used: ${message}.`), 400)
    }
  }).basePath('/api')
  app.use(cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'OPTIONS'], exposeHeaders: ['etag'], maxAge: AN_HOUR_s }))
  app.use(etag())
  app.use(async (context, next) => {
    await next()
    const cached = context.res.ok ? `public, max-age=${A_MINUTE_s}, stale-while-revalidate=${AN_HOUR_s}` : 'no-store'
    context.header('cache-control', cached)
  })
  addRecommendations(app, db)
  addRecords(app, db)
  app.doc31('/openapi.json', DESCRIPTION)
  app.notFound((context) =>
    context.json(
      fault('not-found', 'There is no such address. /api/openapi.json lists all of them, /api explains them.'),
      404
    )
  )
  app.onError((_error, context) =>
    context.json(fault('failed', 'The hall could not answer. Try again in a minute, with the same address.'), 500)
  )
  return app
}
