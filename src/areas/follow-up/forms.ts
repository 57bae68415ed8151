import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { isLocale } from '#platform/i18n/locales.ts'
import { TRACKS } from './tracks.ts'

// What the forms of this area take. Messages are message keys.

export const LONGEST_TEXT = 5000

export const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)
export const day = z.string('follow-up.day_wrong').trim().pipe(dayField('follow-up.day_wrong'))
export const url = z.preprocess(emptyIsNull, z.url({ protocol: /^https?$/, error: 'follow-up.url_wrong' }).nullable())
export const said = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'follow-up.too_long')

export const stageForm = z.object({
  stage: z.enum(['consolidated', 'consensus', 'adopted', 'noted', 'deferred', 'withdrawn'], 'follow-up.stage_missing'),
  reachedOn: day,
  into: z.preprocess(emptyIsNull, z.string().trim().max(60, 'follow-up.into_missing').nullable()),
  reason: said('follow-up.reason_missing', 500),
  source: said('follow-up.source_missing', 300),
  sourceUrl: url
})

/** A grade is chosen with its scale: "ccpr/B". */
export const entryForm = z.object({
  track: z.enum(TRACKS as ['state', 'stakeholder', 'body']),
  by: z.string(),
  grade: z
    .string('follow-up.grade_missing')
    .regex(/^[a-z0-9-]+\/[A-Za-z0-9-]+$/, 'follow-up.grade_missing')
    .transform((chosen) => {
      const [scaleId, grade] = chosen.split('/') as [string, string]
      return { scaleId, grade }
    }),
  observedOn: day,
  text: said('follow-up.text_missing', LONGEST_TEXT),
  locale: z.string('follow-up.language_wrong').refine(isLocale, 'follow-up.language_wrong'),
  evidence: z.preprocess(emptyIsNull, z.string().trim().max(500, 'follow-up.too_long').nullable()),
  evidenceUrl: url,
  corrects: z.preprocess(emptyIsNull, z.coerce.number().int().positive().nullable())
})

export const retractForm = z.object({
  entry: z.coerce.number().int().positive(),
  reason: said('follow-up.reason_missing', 500)
})

export const signOffForm = z.object({ entry: z.coerce.number().int().positive() })
