import type { OpenAPIHono } from '@hono/zod-openapi'
import { EVENT_KINDS, type EventKind } from '#areas/webhooks/event-kinds.ts'
import { exampleOf } from '#areas/webhooks/examples.ts'
import { kindKey } from '#areas/webhooks/words.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { Event } from './follow-up/shapes.ts'

/** What receivers are sent, in the same description: OpenAPI 3.1 has a place for it. */
export function describeWebhooks(app: OpenAPIHono): void {
  for (const kind of EVENT_KINDS) app.openAPIRegistry.registerWebhook(described(kind))
}

function described(kind: EventKind): Parameters<OpenAPIHono['openAPIRegistry']['registerWebhook']>[0] {
  return {
    method: 'post',
    path: kind,
    summary: translatorOf('en')(kindKey(kind)),
    description: 'Signed by the headers webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks).',
    request: { body: { content: { 'application/json': { schema: Event, example: exampleOf(kind) } } } },
    responses: { '2XX': { description: 'It has come. Any other answer is a failure, and it is sent again later.' } }
  }
}
