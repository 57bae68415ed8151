import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { isLocale } from '#platform/i18n/locales.ts'

// What the import of an official text takes. Messages are message keys.

const words = (key: string) => z.string(key).trim().min(1, key).max(300, 'instruments.fault_too_long')

const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)

export const LARGEST_TEXT_MB = 20

export const sourceForm = z.object({
  locale: z.string('instruments.fault_language').refine(isLocale, 'instruments.fault_language'),
  title: words('instruments.fault_source_title'),
  publisher: words('instruments.fault_publisher'),
  url: z.preprocess(emptyIsNull, z.url({ protocol: /^https?$/, error: 'instruments.fault_url' }).nullable()),
  publishedOn: z.preprocess(emptyIsNull, dayField('instruments.fault_day').nullable())
})

/** The articles as a person corrected them: fields "article-1", "article-2" and so on. */
export function articlesOfForm(form: FormData): { number: string; text: string }[] {
  return [...form].flatMap(([name, value]) => {
    const number = /^article-(\d{1,3})$/.exec(name)?.[1]
    return number && typeof value === 'string' ? [{ number, text: value.replaceAll('\r\n', '\n') }] : []
  })
}
