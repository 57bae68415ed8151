import type { Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatDay } from '#platform/i18n/format.ts'
import { queueMail } from '#platform/mail/mail.server.ts'
import { appealUntil, dueOf, type Case, type CaseStep, type Limit } from './accreditation-case.ts'
import { contactOf, makeLink, subjectOf, type Application } from './application-store.server.ts'

export interface CaseLetter {
  readonly origin: string
  readonly application: Application
  /** what it tells of: a step, that the application came in, or nothing but a new link */
  readonly about: CaseStep | 'received' | 'link'
  readonly reason: string
  readonly state: Case
  readonly limits: readonly Limit[]
  readonly today: string
}

/**
 * Writes to the organisation in its language, with a link of its own to the case. Returns the link's secret. Anybody can
 * give anybody's address: nothing that an applicant typed is in a letter, neither the name of the organisation nor a
 * person's, so that nobody speaks through the hall to somebody else.
 */
export async function mailCase(tx: Transaction<Database>, letter: CaseLetter, now: Date): Promise<string> {
  const { application, about, state } = letter
  const t = translatorOf(application.locale)
  const secret = await makeLink(tx, application.id, now)
  const contact = await contactOf(tx, application.id)
  if (!contact) return secret
  const day = (on: string) => formatDay(on, application.locale)
  const due = dueOf(state, letter.limits, letter.today)
  const appeal = appealUntil(state, letter.limits)
  const next =
    due?.waitsFor === 'organisation'
      ? t('standing.mail_answer_until', { day: day(due.on) })
      : due
        ? t('standing.mail_wait_until', { day: day(due.on) })
        : appeal
          ? t('standing.mail_appeal_until', { day: day(appeal) })
          : ''
  const what = t.dynamic(`standing.mail_${about.replaceAll('-', '_')}`)
  const link = t('standing.mail_link_text', { link: `${letter.origin}/standing/case/${secret}` })
  await queueMail(
    tx,
    {
      recipient: contact.email,
      locale: application.locale,
      subject: subjectOf(application.reference, what),
      text: [what, letter.reason, next, link, about === 'received' ? t('standing.mail_not_you') : '']
        .filter(Boolean)
        .join('\n\n')
    },
    now
  )
  return secret
}
