import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { LOCALES, type Locale } from '#platform/i18n/locales.ts'

const text = (most: number) => z.string().trim().max(most, 'documents.too_long')
const orNull = (value: string | null) => value || null

export const DOCUMENT_KINDS = [
  ...(['upr-report', 'press-release', 'statement', 'declaration', 'report', 'dataset', 'other'] as const)
] as const
export const MECHANISMS = ['dialogue', 'upr', 'treaty-body', 'special-procedure', 'other'] as const

/** What is said of a document before anything of it enters the record, or before everybody may read it. */
export const describeForm = z.object({
  title: text(300).min(1, 'documents.title_missing'),
  kind: z.enum(DOCUMENT_KINDS, 'documents.kind_missing'),
  language: z
    .enum(['', ...LOCALES.map(({ id }) => id)] as ['', ...Locale[]], 'documents.language_missing')
    .transform(orNull),
  publishedOn: z.union([z.literal(''), dayField('documents.day_wrong')], 'documents.day_wrong').transform(orNull),
  publisher: text(200).transform(orNull),
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ })], 'documents.url_wrong').transform(orNull)
})

/** The same, with the occasion on which its recommendations were made. */
export const enterForm = describeForm
  .extend({
    mechanism: z.enum(MECHANISMS, 'documents.mechanism_missing'),
    dialogue: text(100).transform(orNull),
    session: text(100).transform(orNull),
    madeOn: dayField('documents.made_on_missing')
  })
  .refine(({ mechanism, dialogue }) => mechanism !== 'dialogue' || dialogue !== null, {
    message: 'documents.dialogue_missing',
    path: ['dialogue']
  })
