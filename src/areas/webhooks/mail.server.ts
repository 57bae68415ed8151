import type { Transaction } from 'kysely'
import { accountById, mandatesOfRole } from '#areas/people/store.server.ts'
import { isHeld } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatMoment } from '#platform/i18n/format.ts'
import { BASE_LOCALE, isLocale } from '#platform/i18n/locales.ts'
import { queueMail } from '#platform/mail/mail.server.ts'
import { hostOf } from './destination.ts'
import type { Receiver } from './store.server.ts'

export interface Paused {
  readonly receiver: Pick<Receiver, 'name' | 'address' | 'waiting'>
  readonly because: 'gone' | 'failing'
  readonly since: Date
  readonly link: string
}

/** Tells everyone in the secretariat, in their own language, that the hall paused a receiver. */
export async function mailPaused(
  tx: Transaction<Database>,
  { receiver, because, since, link }: Paused,
  now: Date
): Promise<void> {
  const held = (await mandatesOfRole(tx, 'secretariat')).filter((mandate) => isHeld(mandate, dayOf(now)))
  for (const id of new Set(held.map(({ accountId }) => accountId))) {
    const account = (await accountById(tx, id))!
    const locale = isLocale(account.locale) ? account.locale : BASE_LOCALE
    const t = translatorOf(locale)
    const values = {
      name: account.name,
      receiver: receiver.name,
      host: hostOf(receiver.address),
      since: formatMoment(since, locale),
      waiting: receiver.waiting,
      link
    }
    await queueMail(
      tx,
      {
        recipient: account.email,
        locale,
        subject: t('webhooks.mail_paused_subject', values),
        text: t(because === 'gone' ? 'webhooks.mail_gone_text' : 'webhooks.mail_paused_text', values)
      },
      now
    )
  }
}
