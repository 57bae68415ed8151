import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { formatDay } from '#platform/i18n/format.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Mail } from '#platform/mail/mail.server.ts'
import type { Recipient } from './store.server.ts'
import { bundles, type Bundle, type Told } from './told.ts'
import { taskOfBundle, whenOf, whyOf } from './words.ts'

/** More than so many paragraphs stand on the desk alone: a mail of a hundred is read by nobody. */
const LISTED = 20

/**
 * The mail that reminds: what is due, when, the one link, and how to change reminders, in the person's language. Several
 * things are one mail, and its link is the desk.
 */
export function letter(
  { name, email, locale }: Pick<Recipient, 'name' | 'email' | 'locale'>,
  told: readonly Told[],
  today: string,
  origin: string
): Mail {
  const t = translatorOf(locale)
  const all = bundles(told)
  const more = all.slice(LISTED).flat().length
  const one = told.length === 1 && all[0] ? all[0][0].due : null
  return {
    recipient: email,
    locale,
    subject: one
      ? t('deadlines.mail_subject_one', { task: taskOfBundle(all[0]!, t), when: whenOf(one.dueOn, today, t) })
      : t('deadlines.mail_subject_many', { count: told.length }),
    text: [
      t('deadlines.mail_greeting', { name }),
      ...all.slice(0, LISTED).map((bundle) => paragraph(bundle, today, t)),
      ...(more > 0 ? [t('deadlines.mail_more', { count: more })] : []),
      one ? origin + one.path : t('deadlines.mail_desk', { link: `${origin}/desk` }),
      t('deadlines.mail_change', { link: `${origin}/account/reminders` })
    ].join('\n\n')
  }
}

function paragraph(bundle: Bundle, today: string, t: Translator): string {
  const [first] = bundle
  const { reference, title, dueOn } = first.due
  const bodies = bundle.length > 1 ? bundle.map(({ due }) => localised(due.body?.name, t.locale).text).join(', ') : null
  return [
    taskOfBundle(bundle, t),
    [reference, localised(title, t.locale).text].filter(Boolean).join(' '),
    bodies,
    t('deadlines.mail_due', { day: formatDay(dueOn, t.locale), when: whenOf(dueOn, today, t) }),
    whyOf(first, t)
  ]
    .filter(Boolean)
    .join('\n')
}
