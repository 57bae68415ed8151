import { sql } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { bodyLines } from '#areas/documents/running-lines.ts'
import { readDocument } from '#areas/documents/read.server.ts'
import { sourceNamed } from '#areas/source-store.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { articlesIn, type ArticleText } from './article-texts.ts'

/** The articles found in a file of any kind that the hall reads, for a person to check. Nothing is kept. */
export async function articlesInFile(bytes: Uint8Array, name: string): Promise<ArticleText[] | Refusal> {
  const reading = await readDocument(bytes, name)
  if (isRefusal(reading)) return reading
  const articles = articlesIn(bodyLines(reading).map(({ content }) => content))
  return articles.length ? articles : refuse('instruments.fault_no_articles', undefined, 'file')
}

export interface OfficialText {
  readonly instrumentId: string
  readonly locale: string
  readonly source: {
    readonly title: string
    readonly publisher: string
    readonly url: string | null
    readonly publishedOn: string | null
  }
  readonly articles: readonly ArticleText[]
}

/**
 * Puts the words of an instrument in one language into the record, from a named source. Articles that the record lacks
 * are added; an article whose newest words are the same is left; older words stay below the new ones.
 */
export async function importText(
  context: Context,
  { instrumentId, locale, source, articles }: OfficialText
): Promise<{ articles: number } | Refusal> {
  return act(context, 'instruments.import-text', undefined, async (tx) => {
    const instrument = await tx
      .selectFrom('instrument')
      .select('title')
      .where('id', '=', instrumentId)
      .forUpdate()
      .executeTakeFirst()
    if (!instrument) return refuse('instruments.fault_no_instrument')
    const given = articles.map(({ number, text }) => ({ number, text: text.trim() })).filter(({ text }) => text !== '')
    const newest = await sql<{ number: string; text: string }>`
      select distinct on (a.number) a.number, x.text from article a join article_text x on x.article_id = a.id
      where a.instrument_id = ${instrumentId} and x.locale = ${locale} order by a.number, x.id desc`.execute(tx)
    const before = new Map(newest.rows.map(({ number, text }) => [number, text]))
    const changed = given.filter(({ number, text }) => before.get(number) !== text)
    if (changed.length === 0) return refuse('instruments.fault_nothing_new')
    await tx
      .insertInto('article')
      .values(changed.map(({ number }) => ({ instrument_id: instrumentId, number, ordinal: Number.parseInt(number) })))
      .onConflict((conflict) => conflict.columns(['instrument_id', 'number']).doNothing())
      .execute()
    // The same publication may be the source of several languages: it is one row.
    const { id: source_id } = await sourceNamed(tx, source)
    const rows = await tx
      .selectFrom('article')
      .select(['id', 'number'])
      .where('instrument_id', '=', instrumentId)
      .execute()
    const idOf = new Map(rows.map(({ id, number }) => [number, id]))
    await tx
      .insertInto('article_text')
      .values(
        changed.map(({ number, text }) => ({
          article_id: idOf.get(number)!,
          locale,
          text,
          source_id,
          recorded_at: context.now
        }))
      )
      .execute()
    return {
      result: { articles: changed.length },
      audit: {
        subjectKind: 'instrument',
        subjectId: instrumentId,
        details: { name: instrument.title.en ?? instrumentId, locale, articles: changed.length, source: source.title }
      }
    }
  })
}
