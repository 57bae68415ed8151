import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { isLocale } from '#platform/i18n/locales.ts'

// What the forms of NHRIs and of accreditation take. Messages are message keys.

export const LONGEST_TEXT = 3000

const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)
const said = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'standing.too_long')
const day = z.string('standing.day_wrong').trim().pipe(dayField('standing.day_wrong'))
const url = z.preprocess(emptyIsNull, z.url({ protocol: /^https?$/, error: 'standing.url_wrong' }).nullable())
const locale = z.string('standing.language_wrong').refine(isLocale, 'standing.language_wrong')
const row = z.preprocess(emptyIsNull, z.coerce.number().int().positive().nullable())

export const institutionStepForm = z
  .object({
    kind: said('standing.kind_missing', 40),
    reachedOn: day,
    text: said('standing.text_missing', LONGEST_TEXT),
    locale,
    source: said('standing.source_missing', 300),
    sourceUrl: url,
    corrects: row,
    reason: z.preprocess(emptyIsNull, z.string().trim().max(500, 'standing.too_long').nullable())
  })
  .refine(({ corrects, reason }) => corrects === null || reason !== null, {
    path: ['reason'],
    message: 'standing.reason_missing'
  })

export const withdrawStepForm = z.object({
  step: z.coerce.number().int().positive(),
  reason: said('standing.reason_missing', 500)
})

export const STATUSES = ['A', 'B', 'suspended', 'ended'] as const

export const statusForm = z.object({
  institution: said('standing.institution_missing', 100),
  status: z.enum(STATUSES, 'standing.status_missing'),
  effectiveOn: day,
  reason: said('standing.reason_missing', 1000),
  locale,
  source: said('standing.source_missing', 300),
  sourceUrl: url,
  corrects: row
})

export const applicationForm = z.object({
  name: said('standing.name_missing', 160),
  englishName: z.preprocess(emptyIsNull, z.string().trim().max(160, 'standing.too_long').nullable()),
  seat: said('standing.seat_missing', 160),
  stateId: z.preprocess(emptyIsNull, z.string().max(10, 'standing.state_wrong').nullable()),
  purpose: said('standing.purpose_missing', LONGEST_TEXT),
  reach: said('standing.reach_missing', LONGEST_TEXT),
  website: url,
  locale,
  contactName: said('standing.contact_name_missing', 120),
  email: z
    .string('standing.email_missing')
    .trim()
    .toLowerCase()
    .min(1, 'standing.email_missing')
    .pipe(z.email('standing.email_wrong'))
})

export const contactForm = applicationForm.pick({ contactName: true, email: true })

/** As the secretariat enters it: the day on which the paper came in, or an organisation that is accredited already. */
export const enteredApplicationForm = applicationForm.extend({
  receivedOn: day,
  bodyId: z.preprocess(emptyIsNull, z.string().max(100, 'standing.body_wrong').nullable())
})

export const caseStepForm = z.object({
  step: z.enum(
    [
      'screening',
      'information-asked',
      'granted',
      'refused',
      'closed',
      'reopened',
      'suspended',
      'reinstated',
      'ended',
      'appeal-allowed',
      'appeal-dismissed'
    ],
    'standing.step_choose'
  ),
  reachedOn: day,
  reason: said('standing.reason_missing', LONGEST_TEXT),
  locale,
  turns: z.coerce.number().int().nonnegative()
})

export const ownStepForm = z.object({
  step: z.enum(['information-given', 'withdrawn', 'appealed'], 'standing.step_choose'),
  reason: said('standing.text_missing', LONGEST_TEXT),
  turns: z.coerce.number().int().nonnegative()
})

export const LIMITS = ['begin', 'answer', 'decide', 'appeal', 'decide-appeal'] as const

export const limitForm = z.object({
  limit: z.enum(LIMITS, 'standing.limit_choose'),
  days: z.coerce
    .number('standing.days_wrong')
    .int('standing.days_wrong')
    .min(1, 'standing.days_wrong')
    .max(3650, 'standing.days_wrong'),
  since: day,
  source: said('standing.source_missing', 300)
})

export const criterionForm = z.object({
  question: said('standing.question_missing', 300),
  questionId: z.preprocess(emptyIsNull, z.string().trim().max(300, 'standing.too_long').nullable()),
  questionTh: z.preprocess(emptyIsNull, z.string().trim().max(300, 'standing.too_long').nullable()),
  criterionSince: day,
  criterionSource: said('standing.source_missing', 300)
})

export const endCriterionForm = z.object({
  criterion: said('standing.criterion_missing', 60),
  until: day,
  endSource: said('standing.source_missing', 300)
})

export const FINDINGS = ['met', 'not-met', 'unclear'] as const

/** One criterion of the screening: each has its own small form, so that two officers can share the work. */
export const findingForm = z.object({
  criterion: z.string(),
  finding: z.enum(FINDINGS, 'standing.finding_missing'),
  reason: said('standing.reason_missing', 1000),
  corrects: row
})
