import { z } from 'zod'
import { isLocale } from '#platform/i18n/locales.ts'

// What the forms of this area take. Messages are message keys.

export const LONGEST_TEXT = 5000
const LONGEST_LINE = 300

const emptyIsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null))
/** Before this day no action of a Dialogue can have been planned, and no baseline is worth comparing with. */
const EARLIEST = '1945-01-01'
const day = z
  .string('follow-up.day_wrong')
  .trim()
  .pipe(z.iso.date('follow-up.day_wrong').refine((given) => given >= EARLIEST, 'follow-up.day_wrong'))
const url = z.preprocess(
  emptyIsNull,
  z
    .url({ protocol: /^https?$/, error: 'follow-up.url_wrong' })
    .max(2000, 'follow-up.too_long')
    .nullable()
)
const typed = (missing: string) => z.string(missing).trim()
const said = (missing: string, longest: number) => typed(missing).min(1, missing).max(longest, 'follow-up.too_long')
const perhaps = (longest: number) =>
  z.preprocess(emptyIsNull, typed('follow-up.too_long').max(longest, 'follow-up.too_long').nullable())
const language = z.string('follow-up.language_wrong').refine(isLocale, 'follow-up.language_wrong')
const id = z.coerce.number().int().positive()
/** The fact that was on the page when it was changed. */
const corrects = z.preprocess(emptyIsNull, id.nullable())
const body = (missing: string) => typed(missing).min(1, missing).max(100, missing)

/**
 * A number as people write it, with a point or a comma before the decimals. "1.000" is a thousand to one reader and one
 * to another: it is asked again. As text, so that nothing is rounded.
 */
export const amount = z
  .string('actions.number_wrong')
  .trim()
  .regex(/^[-−]?\d{1,12}([.,]\d{1,3})?$/, 'actions.number_wrong')
  .refine((given) => !/^[-−]?[1-9]\d*[.,]\d{3}$/.test(given), 'actions.number_wrong')
  .transform((given) => given.replace('−', '-').replace(',', '.'))

export const planForm = z.object({
  leads: body('actions.leads_missing'),
  recommendations: said('actions.recommendations_missing', 500),
  title: said('actions.title_missing', LONGEST_LINE),
  text: said('actions.text_missing', LONGEST_TEXT),
  locale: language,
  beginsOn: day,
  dueOn: z.preprocess(emptyIsNull, day.nullable()),
  resources: perhaps(1000),
  source: perhaps(LONGEST_LINE),
  sourceUrl: url
})

export const changePlanForm = planForm.omit({ leads: true, recommendations: true }).extend({ corrects: id })

export const stepForm = z.object({
  step: z.enum(['begun', 'completed', 'stopped'], 'actions.step_missing'),
  reachedOn: day,
  reason: perhaps(1000),
  sourceUrl: url,
  confirmed: z.preprocess((value) => value === 'yes', z.boolean())
})

/** A fact that is taken back, chosen by a button. */
export const withdrawForm = z.object({ id })

export const bodyForm = z.object({ body: body('actions.body_missing'), on: day })

export const linkForm = z.object({ reference: body('actions.recommendations_missing') })

export const milestoneForm = z.object({
  title: said('actions.title_missing', LONGEST_LINE),
  locale: language,
  dueOn: day,
  corrects
})

export const reachedForm = z.object({ reachedOn: day, evidence: perhaps(500), sourceUrl: url })

export const indicatorForm = z.object({
  name: said('actions.name_missing', LONGEST_LINE),
  unit: said('actions.unit_missing', 80),
  locale: language,
  baseline: amount,
  baselineOn: day,
  target: amount,
  targetOn: day,
  corrects
})

export const valueForm = z.object({
  value: amount,
  observedOn: day,
  source: said('actions.source_missing', LONGEST_LINE),
  sourceUrl: url,
  corrects
})
