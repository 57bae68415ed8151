import { error, redirect } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { randomUUID } from 'node:crypto'
import { isYearInvented } from '#areas/demonstration/store.server.ts'
import { sayInvented } from '#areas/demonstration/invented.ts'
import { sessionActor } from '#areas/people/session.server.ts'
import { keepingWords } from '#areas/people/typed.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { compressed } from '#platform/http/compress.ts'
import { bringsTooMuch, hasNull, keepCookiesPrivate, keepsLanguage } from '#platform/http/http.ts'
import { isLocale, preferredLocale } from '#platform/i18n/locales.ts'
import { logger } from '#platform/log/logger.server.ts'

const A_YEAR_s = 60 * 60 * 24 * 365

// What a page may do in a browser, beyond the content security policy of vite.config.ts.
const HEADERS = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()'
}

// The one route that takes large bodies and asks who sends them before it reads.
const UPLOADS = '/documents/uploads/[...upload]'

export const handle: Handle = async ({ event, resolve }) => {
  if (hasNull(event.url)) error(404, 'no such page')
  const asked = event.url.searchParams.get('lang')
  const kept = event.cookies.get('lang')
  // A link with ?lang= opens in that language and, to a page, keeps it; otherwise what was kept, otherwise what the browser says.
  event.locals.locale = isLocale(asked)
    ? asked
    : isLocale(kept)
      ? kept
      : preferredLocale(event.request.headers.get('accept-language'))
  if (isLocale(asked) && asked !== kept && keepsLanguage(event.url.pathname)) {
    event.cookies.set('lang', asked, {
      path: '/',
      maxAge: A_YEAR_s,
      httpOnly: true,
      sameSite: 'lax',
      secure: event.url.protocol === 'https:'
    })
  }
  event.locals.now = systemClock()
  event.locals.actor = await sessionActor(event)
  if (event.locals.actor.kind === 'visitor' && event.route.id !== UPLOADS && bringsTooMuch(event.request)) {
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`)
  }

  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%balai.lang%', event.locals.locale)
  })
  // 307: the browser sends the same form there, so that whoever was signed out meanwhile loses nothing typed.
  const again = event.locals.actor.kind === 'visitor' && keepingWords(event.request.method, event.url, response)
  if (again) return new Response(null, { status: 307, headers: { location: again, 'cache-control': 'no-store' } })
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
  if (await isYearInvented(database())) sayInvented(response.headers)
  keepCookiesPrivate(response.headers)
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    // The same address is read in thirteen languages and by people with and without a session.
    response.headers.append('vary', 'accept-language, cookie')
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  }
  return compressed(response, event.request.headers.get('accept-encoding'))
}

export const handleError: HandleServerError = (caught) => {
  if (caught.kind !== 'unknown') return {}
  const reference = randomUUID().slice(0, 8)
  // The route, never the address: an address can carry what a person searched for.
  logger().error({ reference, route: caught.event.route.id, error: caught.error }, 'a page failed')
  return { reference }
}
