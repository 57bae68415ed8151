import type { Transaction } from 'kysely'
import { z } from 'zod'
import { membersOf, type MembershipFact } from '#areas/bodies/membership.ts'
import type { SourceOf } from '#areas/load-sources.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { adoptedAsOf } from './adoption.ts'
import { declarationTexts } from './declaration-texts.server.ts'

const instrumentsFile = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['declaration', 'treaty', 'statement', 'charter', 'terms-of-reference', 'other']),
    title: localisedText,
    shortTitle: localisedText.optional(),
    adoptedOn: z.iso.date(),
    place: z.string().optional(),
    officialUrl: z.url().optional(),
    about: localisedText.optional(),
    source: z.string(),
    adoptedBy: z.enum(['none', 'members', 'members-of-the-eve']),
    articles: z.array(
      z.object({
        number: z.string(),
        heading: localisedText,
        part: z.enum(['general', 'civil', 'social', 'development', 'peace', 'cooperation']).optional()
      })
    )
  })
)

const PARTS: Readonly<Record<string, Localised>> = {
  general: { en: 'General principles', id: 'Asas umum', th: 'หลักการทั่วไป' },
  civil: { en: 'Civil and political rights', id: 'Hak sipil dan politik', th: 'สิทธิพลเมืองและสิทธิทางการเมือง' },
  social: {
    en: 'Economic, social and cultural rights',
    id: 'Hak ekonomi, sosial dan budaya',
    th: 'สิทธิทางเศรษฐกิจ สังคม และวัฒนธรรม'
  },
  development: { en: 'Right to development', id: 'Hak atas pembangunan', th: 'สิทธิในการพัฒนา' },
  peace: { en: 'Right to peace', id: 'Hak atas perdamaian', th: 'สิทธิในสันติภาพ' },
  cooperation: { en: 'Cooperation', id: 'Kerja sama', th: 'ความร่วมมือ' }
}

/** The instruments with their articles, who adopted them as of that day, and the Universal Declaration's texts. */
export async function loadInstruments(
  tx: Transaction<Database>,
  sourceOf: SourceOf,
  memberships: readonly MembershipFact[]
): Promise<void> {
  for (const instrument of readDataFile(instrumentsFile, 'reference', 'instruments.json')) {
    const { id, adoptedOn, articles, adoptedBy } = instrument
    const source_id = sourceOf(instrument.source)
    await tx
      .insertInto('instrument')
      .values({
        id,
        kind: instrument.kind,
        title: JSON.stringify(instrument.title),
        short_title: JSON.stringify(instrument.shortTitle ?? {}),
        adopted_on: adoptedOn,
        place: instrument.place ?? null,
        official_url: instrument.officialUrl ?? null,
        about: JSON.stringify(instrument.about ?? {}),
        source_id
      })
      .execute()
    const asOf = adoptedAsOf(adoptedBy, adoptedOn)
    const parties = asOf ? membersOf(memberships, 'asean', asOf) : []
    if (parties.length) {
      await tx
        .insertInto('instrument_adoption')
        .values(parties.map((body_id) => ({ instrument_id: id, body_id, adopted_on: adoptedOn, source_id })))
        .execute()
    }
    if (articles.length) {
      await tx
        .insertInto('article')
        .values(
          articles.map(({ number, heading, part }, i) => ({
            instrument_id: id,
            number,
            ordinal: Number.parseInt(number) || i + 1,
            heading: JSON.stringify(heading),
            part: JSON.stringify(part ? PARTS[part] : {})
          }))
        )
        .execute()
    }
  }
  await loadDeclaration(tx, sourceOf('udhr-texts'))
}

async function loadDeclaration(tx: Transaction<Database>, source_id: number): Promise<void> {
  const texts = declarationTexts()
  const numbers = [...new Set(texts.map(({ number }) => number))]
  const articles = await tx
    .insertInto('article')
    .values(numbers.map((number) => ({ instrument_id: 'udhr', number, ordinal: Number(number) })))
    .returning(['id', 'number'])
    .execute()
  const idOf = new Map(articles.map(({ id, number }) => [number, id]))
  await tx
    .insertInto('article_text')
    .values(texts.map(({ locale, number, text }) => ({ article_id: idOf.get(number)!, locale, text, source_id })))
    .execute()
}
