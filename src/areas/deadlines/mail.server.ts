import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatDay } from '#platform/i18n/format.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Mail } from '#platform/mail/mail.server.ts'
import type { Owed } from './schedule.ts'
import type { Recipient } from './store.server.ts'
import { taskOf, whenOf } from './words.ts'

/** More than these stand on the desk alone: a mail of a hundred lines is read by nobody. */
export const LISTED = 20

/**
 * The mail that reminds: what is due, when, the one link, and how to change reminders, in the person's language. Several
 * things are one mail, and its link is the desk.
 */
export function letter(
  { name, email, locale }: Pick<Recipient, 'name' | 'email' | 'locale'>,
  owed: readonly Owed[],
  today: string,
  origin: string
): Mail {
  const t = translatorOf(locale)
  const [first] = owed
  const one = owed.length === 1 && first ? first : null
  const task = one && taskOf(one.due, t, one.level === 'secretariat')
  const more = owed.length - LISTED
  return {
    recipient: email,
    locale,
    subject: one
      ? t('deadlines.mail_subject_one', { task: task!, when: whenOf(one.due.dueOn, today, t) })
      : t('deadlines.mail_subject_many', { count: owed.length }),
    text: [
      t('deadlines.mail_greeting', { name }),
      ...owed.slice(0, LISTED).map((item) => paragraph(item, today, t)),
      ...(more > 0 ? [t('deadlines.mail_more', { count: more })] : []),
      one ? origin + one.due.path : t('deadlines.mail_desk', { link: `${origin}/desk` }),
      t('deadlines.mail_change', { link: `${origin}/account/reminders` })
    ].join('\n\n')
  }
}

function paragraph({ due, level }: Owed, today: string, t: Translator): string {
  const title = [due.reference, localised(due.title, t.locale).text].filter(Boolean).join(' ')
  const when = t('deadlines.mail_due', {
    day: formatDay(due.dueOn, t.locale),
    when: whenOf(due.dueOn, today, t)
  })
  // Who isn't the first in line reads why it comes to them.
  const why = level === 'responsible' ? [] : [t(`deadlines.why_${level === 'stand-in' ? 'stand_in' : 'secretariat'}`)]
  return [taskOf(due, t, level === 'secretariat'), title, when, ...why].join('\n')
}
