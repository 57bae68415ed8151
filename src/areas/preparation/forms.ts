import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'

// What the forms of this area take. Messages are message keys.

const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)
const day = z.preprocess(emptyIsNull, dayField('preparation.day_wrong').nullable())
const words = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'preparation.too_long')

const plan = {
  heldFrom: day,
  heldUntil: day,
  place: z.preprocess(emptyIsNull, z.string().trim().max(120, 'preparation.too_long').nullable()),
  source: words('preparation.source_missing', 300),
  sourceUrl: z.preprocess(emptyIsNull, z.url({ protocol: /^https?$/, error: 'preparation.url_wrong' }).nullable())
}

export const openForm = z.object({
  edition: z.coerce
    .number('preparation.edition_wrong')
    .int('preparation.edition_wrong')
    .min(1, 'preparation.edition_wrong')
    .max(999, 'preparation.edition_wrong'),
  ...plan
})

export const planForm = z.object({ ...plan, corrects: z.coerce.number().int().positive() })

export const takeBackForm = z.object({ reason: words('preparation.reason_missing', 500) })

const cluster = z.string('preparation.cluster_gone').regex(/^c\d+$/, 'preparation.cluster_gone')

export const renameForm = z.object({
  cluster,
  title: words('preparation.title_missing', 120),
  was: z.string().default('')
})
export const mergeForm = z.object({
  cluster,
  into: z.string('preparation.into_missing').regex(/^c\d+$/, 'preparation.into_missing')
})
export const moveForm = z.object({
  cluster,
  /** empty: a new cluster */
  to: z.preprocess(
    emptyIsNull,
    z
      .string()
      .regex(/^c\d+$/, 'preparation.cluster_gone')
      .nullable()
  ),
  newTitle: z.preprocess(emptyIsNull, z.string().trim().max(120, 'preparation.too_long').nullable())
})
export const orderForm = z.object({ cluster, direction: z.enum(['up', 'down']) })
export const undoForm = z.object({ step: z.coerce.number().int().positive() })
