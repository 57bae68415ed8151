import { z } from '@hono/zod-openapi'
import { FACETS, SORTS } from '../search.ts'

export const Localised = z
  .record(z.string(), z.string())
  .openapi('Localised', { description: 'A text by language tag.', example: { en: 'Thailand', th: 'ไทย' } })

export const Day = z.string().openapi({ format: 'date', example: '2025-11-17' })

export const Fault = z
  .object({
    error: z.object({
      code: z.enum(['not-found', 'bad-request', 'failed']),
      message: z.string().openapi({ description: 'What is wrong and what to do, in a sentence.' })
    })
  })
  .openapi('Fault')

export function fault(code: z.infer<typeof Fault>['error']['code'], message: string): z.infer<typeof Fault> {
  return { error: { code, message } }
}

const Answer = z.object({
  bodyId: z.string(),
  position: z.enum(['pending', 'supported', 'partly', 'noted', 'no-reply'])
})

const recommendation = {
  reference: z.string().openapi({ description: 'Stable identifier.', example: 'AHRD7-R1' }),
  url: z.string().openapi({ description: 'Its page.' }),
  revision: z.string().openapi({ description: 'Fingerprint of its title, text and themes in the original language.' }),
  madeOn: Day,
  sessions: z.array(z.string()).openapi({ description: 'Dialogue and session, or session of the mechanism.' }),
  madeBy: z.array(z.string()).openapi({ description: 'Ids of bodies; States by ISO 3166 alpha-2.' }),
  addressedTo: z.array(z.string()),
  positions: z.array(Answer).openapi({ description: 'What each addressee answered.' }),
  themes: z.array(z.string()).openapi({ description: 'Ids of themes.' }),
  articles: z.array(z.string()).openapi({ description: 'instrument/number', example: ['ahrd/13'] }),
  documentKinds: z.array(z.string()),
  originalLanguage: z.string(),
  titles: Localised,
  texts: Localised
}

export const Recommendation = z.object(recommendation).openapi('Recommendation')

export const RecommendationWhole = z
  .object({
    ...recommendation,
    provenance: z
      .array(
        z.object({
          documentId: z.number().nullable(),
          page: z.number().nullable(),
          paragraph: z.string().nullable(),
          passage: z.string().nullable().openapi({ description: 'The exact words of the document.' }),
          source: z.string().nullable(),
          sourceUrl: z.string().nullable()
        })
      )
      .openapi({ description: 'Where it stands in the world.' })
  })
  .openapi('RecommendationWhole')

const Counts = z.array(z.object({ value: z.string(), count: z.number().int() }))

export const RecommendationList = z
  .object({
    total: z.number().int().openapi({ description: 'Exact, whatever its size.' }),
    next: z.string().nullable().openapi({ description: 'Address of the next page; null on the last.' }),
    items: z.array(Recommendation),
    facets: z
      .object(
        Object.fromEntries(FACETS.map((facet) => [facet, Counts])) as Record<(typeof FACETS)[number], typeof Counts>
      )
      .optional()
      .openapi({ description: 'With counts=true: every value with its exact count, without the facet’s own choice.' })
  })
  .openapi('RecommendationList')

const value = (about: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type: 'array', items: { type: 'string' }, description: `${about} Repeat it for any of several.` })

const A_PAGE = 'give a whole number from 1 to 100'
const limit = z.coerce
  .number(A_PAGE)
  .int(A_PAGE)
  .min(1, A_PAGE)
  .max(100, A_PAGE)
  .optional()
  .openapi({ description: 'Items a page, 50 unless told.' })

export const SearchParameters = z.object({
  words: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: 'Words, "phrases", -exclusions, OR.', example: 'torture' }),
  theme: value('Theme id; narrower themes count with it.'),
  addressee: value('Body to which it is addressed.'),
  maker: value('Body that made it.'),
  position: value('What an addressee answered.'),
  session: value('Dialogue, Dialogue/session, or session of a mechanism.'),
  year: value('Year in which it was made.'),
  article: value('Instrument, or instrument/article.'),
  kind: value('Kind of document it stands in.'),
  language: value('Language of a text.'),
  sort: z.enum(SORTS).optional(),
  counts: z.enum(['true', 'false']).optional().openapi({ description: 'Whether to count every facet value.' }),
  limit,
  cursor: z.string().optional().openapi({ description: 'From “next”; don’t make one.' })
})

export const ListParameters = z.object({
  limit,
  cursor: z.string().max(200).optional().openapi({ description: 'From “next”; don’t make one.' })
})

export const Body = z
  .object({
    id: z.string().openapi({ example: 'TH' }),
    url: z.string(),
    kind: z.string(),
    name: Localised,
    shortName: Localised,
    stateId: z.string().nullable(),
    website: z.string().nullable(),
    memberships: z
      .array(z.object({ of: z.string(), capacity: z.string(), since: Day, until: Day.nullable() }))
      .openapi({ description: '“until” is the first day on which it no longer holds.' }),
    accreditations: z.array(z.object({ scheme: z.string(), status: z.string(), effectiveOn: Day }))
  })
  .openapi('Body')

export const Instrument = z
  .object({
    id: z.string().openapi({ example: 'ahrd' }),
    url: z.string(),
    kind: z.string(),
    title: Localised,
    shortTitle: Localised,
    adoptedOn: Day,
    officialUrl: z.string().nullable(),
    articles: z.array(z.object({ number: z.string(), heading: Localised }))
  })
  .openapi('Instrument')

export const Article = z
  .object({
    instrumentId: z.string(),
    number: z.string(),
    url: z.string(),
    heading: Localised,
    texts: Localised.openapi({ description: 'Its words, where the hall has them.' })
  })
  .openapi('Article')

export const Dialogue = z
  .object({
    id: z.string(),
    url: z.string(),
    edition: z.number().int(),
    title: Localised,
    heldFrom: Day,
    heldUntil: Day,
    place: Localised,
    mode: z.string(),
    convenedBy: z.string(),
    segments: z.array(
      z.object({ id: z.string(), parentId: z.string().nullable(), kind: z.string(), title: Localised, heldOn: Day })
    )
  })
  .openapi('Dialogue')

export const Theme = z
  .object({
    id: z.string(),
    parentId: z.string().nullable(),
    label: Localised,
    mappings: z
      .array(z.object({ scheme: z.string(), code: z.string() }))
      .openapi({ description: 'What it answers to in other lists: upr-issue, ahrd-article, sdg.' })
  })
  .openapi('Theme')

export const Document = z
  .object({
    id: z.number().int(),
    url: z.string(),
    title: z.string(),
    kind: z.string().nullable(),
    language: z.string().nullable(),
    publishedOn: Day.nullable(),
    publisher: z.string().nullable(),
    originalUrl: z.string().nullable(),
    sha256: z.string().openapi({ description: 'Of the original file, untouched.' }),
    sizeBytes: z.number().int(),
    mediaType: z.string()
  })
  .openapi('Document')
