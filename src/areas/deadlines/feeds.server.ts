import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import { accountById, mandatesOf } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { isKnown } from '#platform/http/http.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { BASE_LOCALE, isLocale, localised, type Locale } from '#platform/i18n/locales.ts'
import { accountOfToken } from './address-store.server.ts'
import { calendarFeed, type CalendarAsked, type Edition } from './calendar.ts'
import { dueFor } from './desk.server.ts'
import { dueThings } from './due-store.server.ts'
import { schemeOn } from './scheme-store.server.ts'

type Db = Kysely<Database>

/** The public calendar of a State: its reports, actions and milestones that are due, and the editions of the Dialogue. */
export async function feedOfState(db: Db, state: BodyName, locale: Locale, origin: string, now: Date): Promise<string> {
  const day = dayOf(now)
  const scheme = await schemeOn(db, day)
  const dues = scheme ? await dueThings(db, { day, scheme, bodyIds: [state.id] }) : []
  const t = translatorOf(locale)
  return calendarFeed(
    {
      ...(await editions(db)),
      name: t('deadlines.calendar_name', { body: localised(state.name, locale).text }),
      origin,
      // How a ministry signs its own report off is its own affair.
      dues: dues.filter(({ kind }) => kind !== 'sign-off').map((due) => ({ due, asSecretariat: false }))
    },
    t
  )
}

/** The calendar of the person whom a secret address belongs to; undefined where it belongs to nobody. */
export async function feedOfToken(db: Db, token: string, origin: string, now: Date): Promise<string | undefined> {
  const accountId = await accountOfToken(db, token)
  const account = accountId && (await accountById(db, accountId))
  if (!account) return undefined
  const locale = isLocale(account.locale) ? account.locale : BASE_LOCALE
  const t = translatorOf(locale)
  const person = {
    kind: 'account',
    id: account.id,
    name: account.name,
    mandates: await mandatesOf(db, account.id)
  } as const
  const mine = await dueFor(db, person, now)
  return calendarFeed(
    {
      ...(await editions(db)),
      name: t('deadlines.calendar_name_own', { name: account.name }),
      origin,
      dues: mine.map(({ due, level }) => ({ due, asSecretariat: level === 'secretariat' }))
    },
    t
  )
}

async function editions(db: Db): Promise<Pick<CalendarAsked, 'editions' | 'openedAt'>> {
  const { opened_at } = await db.selectFrom('hall').select('opened_at').executeTakeFirstOrThrow()
  const { rows } = await sql<Edition>`
    select id, title, place, held_from as "heldFrom", held_until as "heldUntil" from dialogue order by id`.execute(db)
  return { editions: rows, openedAt: opened_at }
}

/** Answers with a feed, or with 304 where the programme that asks has it already. */
export function feedResponse(feed: string, request: Request, fileName: string): Response {
  const etag = `"${createHash('sha256').update(feed).digest('base64url').slice(0, 27)}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'accept-language, cookie' }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(feed, {
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${fileName}.ics"`
    }
  })
}
