import type { RequestEvent } from '@sveltejs/kit'
import { getSessionCookie, parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { database } from '#platform/db/connect.server.ts'
import { VISITOR, type Actor } from './actor.ts'
import { auth, AUTH_PATH, CLIENT_HEADER, COOKIE_PREFIX } from './auth.server.ts'
import { mandatesOf } from './store.server.ts'

/** What better-auth answered: `code` names the reason when it refused. */
export interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly code: string | null
  readonly body: Record<string, unknown>
}

type Asking = Pick<RequestEvent, 'request' | 'cookies' | 'getClientAddress'>

/** Who asks, from the request's session, with the mandates that stand. */
export async function sessionActor(event: Asking): Promise<Actor> {
  if (!getSessionCookie(event.request.headers, { cookiePrefix: COOKIE_PREFIX })) return VISITOR
  const { headers, response } = await auth().api.getSession({ headers: event.request.headers, returnHeaders: true })
  keepCookies(event, headers)
  if (!response) return VISITOR
  const { id, name } = response.user
  return { kind: 'account', id, name, mandates: await mandatesOf(database(), id) }
}

/**
 * Asks better-auth as the person's browser would, from a form action: with their cookies, and under the same limits on
 * how often. Cookies of the answer go to the person.
 */
export async function askAuth(event: Asking, path: string, body?: Record<string, unknown>): Promise<Answer> {
  const origin = auth().options.baseURL
  const headers = new Headers({ origin, [CLIENT_HEADER]: event.getClientAddress() })
  for (const name of ['cookie', 'user-agent']) {
    const value = event.request.headers.get(name)
    if (value) headers.set(name, value)
  }
  if (body) headers.set('content-type', 'application/json')
  const response = await auth().handler(
    new Request(`${origin}${AUTH_PATH}${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      ...(body && { body: JSON.stringify(body) })
    })
  )
  keepCookies(event, response.headers)
  const read: unknown = await response.json().catch(() => null)
  const answer = typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  return {
    ok: response.ok,
    status: response.status,
    code: typeof answer.code === 'string' ? answer.code : null,
    body: Array.isArray(read) ? { list: read } : answer
  }
}

/** Opens a session for an account that the hall itself vouches for: the demonstration's cast, an accepted invitation. */
export async function openSession(event: Asking, accountId: string): Promise<void> {
  await askAuth(event, '/hall/open-session', { accountId })
}

function keepCookies({ cookies }: Pick<Asking, 'cookies'>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(line)) {
      cookies.set(name, attributes.value, { ...toCookieOptions(attributes), path: attributes.path ?? '/' })
    }
  }
}
