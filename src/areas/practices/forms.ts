import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { isLocale } from '#platform/i18n/locales.ts'
import { listIn } from '#platform/form/typed.ts'

// What the forms of this area take. Messages are message keys.

export const LONGEST_TEXT = 5000
const MOST_LINKS = 30

const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)
const said = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'practices.too_long')
const links = z
  .string()
  .default('')
  .transform(listIn)
  .pipe(z.array(z.string().max(100, 'practices.link_wrong')).max(MOST_LINKS, 'practices.too_many_links'))

export const practiceForm = z.object({
  by: z.string('practices.by_missing').min(1, 'practices.by_missing'),
  title: said('practices.title_missing', 160),
  done: said('practices.done_missing', LONGEST_TEXT),
  outcome: said('practices.outcome_missing', LONGEST_TEXT),
  since: z.string('practices.day_wrong').trim().pipe(dayField('practices.day_wrong')),
  locale: z.string('practices.language_wrong').refine(isLocale, 'practices.language_wrong'),
  source: said('practices.source_missing', 300),
  sourceUrl: z.preprocess(emptyIsNull, z.url({ protocol: /^https?$/, error: 'practices.url_wrong' }).nullable()),
  themes: links,
  articles: links,
  recommendations: links
})

export const changeForm = practiceForm.omit({ by: true }).extend({ corrects: z.coerce.number().int().positive() })

export const withdrawForm = z.object({ reason: said('practices.reason_missing', 500) })

/** A form in which several boxes of one name are ticked, as one with their values in one field. */
export function joined(form: FormData, names: readonly string[]): FormData {
  for (const name of names) form.set(name, form.getAll(name).join(' '))
  return form
}
