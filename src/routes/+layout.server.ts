import { database } from '#platform/db/connect.server.ts'
import { isYearInvented } from '#areas/demonstration/store.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { hall } from '#areas/publication/hall.server.ts'
import { clockIsMoved } from '#platform/clock/clock.ts'
import { messagesOf, translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatMoment } from '#platform/i18n/format.ts'
import type { LayoutServerLoad } from './$types'
import { NAMESPACES, type Namespace } from '#platform/i18n/keys.ts'

// Routes that run in the browser get only the messages they use: these travel with the page.
const ISLANDS: Readonly<Record<string, readonly Namespace[]>> = {
  '/documents/desk': ['documents', 'extraction', 'shell'],
  '/floor/[meeting]': ['floor', 'phone', 'shell'],
  '/floor/[meeting]/screen': ['floor', 'shell'],
  '/floor/[meeting]/console': ['floor', 'shell'],
  '/documents/[id]/review': ['documents', 'extraction', 'record', 'shell']
}

export const load: LayoutServerLoad = async ({ locals, route, url }) => {
  return {
    locale: locals.locale,
    messages: messagesOf(locals.locale, ISLANDS[route.id ?? ''] ?? NAMESPACES),
    hall: await hall(database()),
    invented: await isYearInvented(database()),
    person:
      locals.actor.kind === 'account'
        ? { name: actorName(locals.actor), roles: [...new Set(locals.actor.mandates.map((m) => m.role))] }
        : null,
    address: url.pathname + url.search,
    clock: clockIsMoved()
      ? translatorOf(locals.locale)('deadlines.clock_moved', { moment: formatMoment(locals.now, locals.locale) })
      : null
  }
}
