import type { Kysely, Transaction } from 'kysely'
import { systemClock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatMoment } from '#platform/i18n/format.ts'
import { BASE_LOCALE, isLocale, type Locale } from '#platform/i18n/locales.ts'
import { queueMail } from '#platform/mail/mail.server.ts'

export interface InvitationLetter {
  readonly recipient: string
  readonly name: string | null
  readonly locale: Locale
  readonly link: string
  readonly expires: Date
}

export async function mailInvitation(tx: Transaction<Database>, letter: InvitationLetter, now: Date): Promise<void> {
  const t = translatorOf(letter.locale)
  await queueMail(
    tx,
    {
      recipient: letter.recipient,
      locale: letter.locale,
      subject: t('people.mail_invitation_subject'),
      text: t('people.mail_invitation_text', {
        name: letter.name ?? letter.recipient,
        link: letter.link,
        expires: formatMoment(letter.expires, letter.locale)
      })
    },
    now
  )
}

/** The link with which someone who forgot their password sets another. Valid for one hour, once. */
export async function mailNewPassword(db: Kysely<Database>, accountId: string, link: string): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select(['name', 'email', 'locale'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const locale = isLocale(account.locale) ? account.locale : BASE_LOCALE
  const t = translatorOf(locale)
  await db.transaction().execute((tx) =>
    queueMail(
      tx,
      {
        recipient: account.email,
        locale,
        subject: t('people.mail_password_subject'),
        text: t('people.mail_password_text', { name: account.name, link })
      },
      systemClock()
    )
  )
}
