import { z } from 'zod'
import { isLocale } from '#platform/i18n/locales.ts'
import { day, emptyIsNull, LONGEST_TEXT, said, url } from './forms.ts'
import type { Found } from './positions-store.server.ts'
import { PART_POSITIONS, POSITIONS, type PartPosition } from './positions.ts'
import { LONGEST_PART, MOST_PARTS, type GivenPart } from './split.ts'

// What the forms about positions, the day for replies and the mending of a life take. Messages are message keys.

const words = (longest: number) =>
  z.preprocess(emptyIsNull, z.string().trim().max(longest, 'follow-up.too_long').nullable())
const id = z.preprocess(emptyIsNull, z.coerce.number().int().positive().nullable())
const optionalDay = z.preprocess(emptyIsNull, day.nullable())

/** What is asked of every statement, of the whole or of a part. */
const statement = {
  statedOn: day,
  text: words(LONGEST_TEXT),
  locale: z.string('follow-up.language_wrong').refine(isLocale, 'follow-up.language_wrong'),
  document: id,
  source: words(300),
  sourceUrl: url,
  publishedOn: optionalDay,
  place: words(200),
  corrects: id,
  because: words(500)
}

interface Source {
  readonly document: number | null
  readonly source: string | null
  readonly sourceUrl: string | null
  readonly publishedOn: string | null
  readonly place: string | null
}

function foundIn({ document, source, sourceUrl, publishedOn, place }: Source): Found | null {
  if (document === null && source === null) return null
  return {
    documentId: document,
    source: source === null ? null : { title: source, url: sourceUrl, publishedOn },
    place
  }
}

const NUMBERS = Array.from({ length: MOST_PARTS }, (_, i) => i + 1)
/** A part that is divided off now can't have gone unanswered yet. */
export const FIRST_POSITIONS: readonly PartPosition[] = ['supported', 'noted', 'pending']

/** Parts come as part1, partPosition1, part2 ...; those left empty are none. */
function partsOf(given: Readonly<Record<string, unknown>>): (GivenPart & { readonly field: string })[] {
  return NUMBERS.flatMap((n) => {
    const text = String(given[`part${n}`] ?? '').trim()
    const position = FIRST_POSITIONS.find((one) => one === given[`partPosition${n}`]) ?? 'pending'
    return text ? [{ field: `part${n}`, text, position }] : []
  })
}

export const positionForm = z
  .looseObject({
    position: z.enum(POSITIONS as [(typeof POSITIONS)[number]], 'positions.position_missing'),
    ...statement
  })
  .transform((given, context) => {
    const parts = partsOf(given)
    const long = parts.find(({ text }) => text.length > LONGEST_PART)
    if (long) {
      const size = { origin: 'string', maximum: LONGEST_PART, inclusive: true, input: long.text } as const
      context.addIssue({ code: 'too_big', ...size, message: 'follow-up.too_long', path: [long.field] })
    }
    const { position, statedOn, text, locale, corrects, because } = given
    return {
      ...{ position, statedOn, text, locale, corrects, because, found: foundIn(given) },
      parts: parts.map((part): GivenPart => ({ text: part.text, position: part.position }))
    }
  })

export const partForm = z
  .object({
    position: z.enum(PART_POSITIONS as [(typeof PART_POSITIONS)[number]], 'positions.position_missing'),
    ...statement
  })
  .transform((given) => {
    const { position, statedOn, text, locale, corrects, because } = given
    return { position, statedOn, text, locale, corrects, because, found: foundIn(given) }
  })

export const withdrawForm = z.object({
  of: z.enum(['whole', 'part']),
  statement: z.coerce.number().int().positive(),
  because: said('follow-up.reason_missing', 500)
})

export const replyDayForm = z.object({
  dueOn: day,
  source: said('follow-up.source_missing', 300),
  sourceUrl: url,
  corrects: id,
  because: words(500)
})

export const withdrawReplyDayForm = z.object({
  corrects: z.coerce.number().int().positive(),
  because: said('follow-up.reason_missing', 500)
})

export const mendStageForm = z.object({ because: said('follow-up.reason_missing', 500) })
