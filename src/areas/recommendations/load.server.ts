import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Account } from '#areas/documents/load-account.server.ts'
import type { SourceOf } from '#areas/load-sources.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'

const recommendationsFile = z.array(
  z.object({
    reference: z.string(),
    original: z.string().min(1),
    title: localisedText,
    explanation: localisedText,
    themes: z.array(z.string()).min(1),
    /** instrument/number, as 'ahrd/13' */
    articles: z.array(z.string().regex(/^[a-z0-9-]+\/[0-9.]+$/)),
    addressees: z.array(z.string()).min(1),
    paragraph: z.string(),
    passage: z.string().min(1)
  })
)
type Given = z.output<typeof recommendationsFile>[number]

/**
 * The seven recommendations of the sample, each with the passage of the account it stands in. No position is entered:
 * none is on record.
 */
export async function loadRecommendations(
  tx: Transaction<Database>,
  sourceOf: SourceOf,
  account: Account
): Promise<void> {
  const source_id = sourceOf('dialogue-7')
  for (const [i, given] of readDataFile(recommendationsFile, 'dialogue-7', 'recommendations.json').entries()) {
    if (!account.text.includes(given.passage)) throw new Error(`${given.reference}: its passage is not in the account`)
    const { id } = await tx
      .insertInto('recommendation')
      .values({
        reference: given.reference,
        mechanism: 'dialogue',
        dialogue_id: 'ahrd-7',
        segment_id: 'ahrd-7-recommendations',
        session: null,
        made_on: '2025-11-17',
        ordinal: i + 1,
        recorded_by: null
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('recommendation_text')
      .values(textsOf(id, given, source_id))
      .execute()
    await tx.insertInto('recommendation_maker').values({ recommendation_id: id, body_id: 'aichr' }).execute()
    await tx
      .insertInto('recommendation_addressee')
      .values(given.addressees.map((body_id) => ({ recommendation_id: id, body_id })))
      .execute()
    await tx
      .insertInto('recommendation_theme')
      .values(
        given.themes.map((theme_id) => ({ recommendation_id: id, theme_id, recorded_by: null, withdrawn_at: null }))
      )
      .execute()
    await linkArticles(tx, id, given.articles)
    await tx
      .insertInto('provenance')
      .values({
        recommendation_id: id,
        document_id: account.documentId,
        source_id,
        page: 1,
        paragraph: given.paragraph,
        passage: given.passage
      })
      .execute()
  }
}

function textsOf(recommendation_id: number, { original, title, explanation }: Given, source_id: number) {
  const text = (kind: 'original' | 'title' | 'explanation', locale: string, words: string) => ({
    recommendation_id,
    kind,
    locale,
    text: words,
    reason: null,
    source_id,
    recorded_by: null
  })
  return [
    text('original', 'en', original),
    ...Object.entries(title).map(([locale, words]) => text('title', locale, words)),
    ...Object.entries(explanation).map(([locale, words]) => text('explanation', locale, words))
  ]
}

async function linkArticles(tx: Transaction<Database>, recommendation_id: number, articles: readonly string[]) {
  for (const article of articles) {
    const [instrument, number] = article.split('/') as [string, string]
    const { id } = await tx
      .selectFrom('article')
      .select('id')
      .where('instrument_id', '=', instrument)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('recommendation_article')
      .values({ recommendation_id, article_id: id, recorded_by: null, withdrawn_at: null })
      .execute()
  }
}
