import type { Kysely, Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { ensureStates } from '#areas/documents/entry-store.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import type { PastRecommendation } from './history.ts'

const BATCH = 1_000
const SOURCE = {
  title: 'Recommendations of the Universal Periodic Review, coded',
  publisher: 'UPR Info',
  url: 'https://upr-info-database.uwazi.io/',
  published_on: null,
  note: null
}

export interface Told {
  (stage: 'entering' | 'indexing', done: number, total: number): void
}

/** What is not on record yet of these recommendations, and how many are. */
export async function newToRecord(
  db: Kysely<Database>,
  given: readonly PastRecommendation[]
): Promise<{ fresh: PastRecommendation[]; known: number }> {
  const rows = await db
    .selectFrom('recommendation as r')
    .innerJoin('recommendation_text as t', 't.recommendation_id', 'r.id')
    .innerJoin('recommendation_addressee as a', 'a.recommendation_id', 'r.id')
    .select(['r.session', 'a.body_id', 't.text'])
    .where('r.mechanism', '=', 'upr')
    .where('t.kind', '=', 'original')
    .execute()
  const here = new Set(rows.map((row) => `${row.session}\n${row.body_id}\n${row.text}`))
  const fresh = given.filter((one) => !here.has(`UPR ${one.session}\n${one.addressee}\n${one.text}`))
  return { fresh, known: given.length - fresh.length }
}

/**
 * Enters recommendations of past sessions, each with its makers, its addressee's position and its themes, all of them or
 * none. What is on record already is left. Returns how many entered.
 */
export async function importHistory(
  context: Context,
  given: readonly PastRecommendation[],
  told: Told = () => {}
): Promise<{ entered: number; known: number } | Refusal> {
  return act(context, 'follow-up.import-history', undefined, async (tx) => {
    const { fresh, known } = await newToRecord(tx, given)
    if (fresh.length === 0) return refuse('follow-up.history_known', { count: known })
    await ensureStates(tx, [...new Set(fresh.flatMap(({ addressee, makers }) => [addressee, ...makers]))])
    const source_id = await ownSource(tx)
    const themes = await themesByIssue(tx)
    const numbered = await withReferences(tx, fresh)
    const ids: number[] = []
    for (let at = 0; at < numbered.length; at += BATCH) {
      const batch = numbered.slice(at, at + BATCH)
      ids.push(...(await enter(tx, context, batch, source_id, themes)))
      told('entering', ids.length, numbered.length)
    }
    for (let at = 0; at < ids.length; at += BATCH) {
      await reindex(tx, ids.slice(at, at + BATCH))
      told('indexing', Math.min(ids.length, at + BATCH), ids.length)
    }
    return {
      result: { entered: ids.length, known },
      audit: { subjectKind: 'recommendation', details: { count: ids.length, source: SOURCE.title } }
    }
  })
}

type Numbered = PastRecommendation & { readonly reference: string; readonly ordinal: number }

/** "UPR12-TH-7": the seventh of the file for Thailand in the twelfth session, or the next after those on record. */
async function withReferences(tx: Transaction<Database>, given: readonly PastRecommendation[]): Promise<Numbered[]> {
  const rows = await tx
    .selectFrom('recommendation')
    .select('reference')
    .where('mechanism', '=', 'upr')
    .where('reference', 'like', 'UPR%')
    .execute()
  const last = new Map<string, number>()
  for (const { reference } of rows) {
    const [, series, number] = /^(UPR\d+-[A-Z]{2})-(\d+)$/.exec(reference) ?? []
    if (series) last.set(series, Math.max(last.get(series) ?? 0, Number(number)))
  }
  return given.map((one) => {
    const series = `UPR${one.session}-${one.addressee}`
    const ordinal = (last.get(series) ?? 0) + 1
    last.set(series, ordinal)
    return { ...one, ordinal, reference: `${series}-${ordinal}` }
  })
}

async function enter(
  tx: Transaction<Database>,
  { actor, now }: Context,
  batch: readonly Numbered[],
  source_id: number,
  themes: ReadonlyMap<string, readonly string[]>
): Promise<number[]> {
  const recorded = { recorded_at: now, recorded_by: actorName(actor) }
  const rows = await tx
    .insertInto('recommendation')
    .values(
      batch.map(({ reference, session, madeOn, ordinal }) => ({
        reference,
        mechanism: 'upr' as const,
        dialogue_id: null,
        segment_id: null,
        session: `UPR ${session}`,
        made_on: madeOn,
        ordinal,
        ...recorded
      }))
    )
    .returning(['id', 'reference'])
    .execute()
  const idOf = new Map(rows.map(({ id, reference }) => [reference, id]))
  const all = batch.map((one) => ({ ...one, recommendation_id: idOf.get(one.reference)! }))
  await tx
    .insertInto('recommendation_text')
    .values(
      all.map(({ recommendation_id, text }) => ({
        recommendation_id,
        kind: 'original' as const,
        locale: 'en',
        text,
        reason: null,
        source_id,
        ...recorded
      }))
    )
    .execute()
  await tx
    .insertInto('recommendation_addressee')
    .values(all.map(({ recommendation_id, addressee: body_id }) => ({ recommendation_id, body_id })))
    .execute()
  await tx
    .insertInto('recommendation_position')
    .values(
      all.map(({ recommendation_id, addressee: body_id, position, madeOn: stated_on }) => ({
        recommendation_id,
        body_id,
        position,
        stated_on,
        source_id,
        document_id: null,
        corrects: null,
        ...recorded
      }))
    )
    .execute()
  await tx
    .insertInto('provenance')
    .values(
      all.map(({ recommendation_id }) => ({
        recommendation_id,
        document_id: null,
        source_id,
        page: null,
        paragraph: null,
        passage: null,
        recorded_at: now
      }))
    )
    .execute()
  const makers = all.flatMap(({ recommendation_id, makers: by }) =>
    by.map((body_id) => ({ recommendation_id, body_id }))
  )
  if (makers.length) await tx.insertInto('recommendation_maker').values(makers).execute()
  const subjects = all.flatMap(({ recommendation_id, issues }) =>
    [...new Set(issues.flatMap((issue) => themes.get(issue) ?? []))].map((theme_id) => ({
      recommendation_id,
      theme_id,
      withdrawn_at: null,
      ...recorded
    }))
  )
  if (subjects.length) await tx.insertInto('recommendation_theme').values(subjects).execute()
  return all.map(({ recommendation_id }) => recommendation_id)
}

async function ownSource(tx: Transaction<Database>): Promise<number> {
  await tx
    .insertInto('source')
    .values(SOURCE)
    .onConflict((conflict) => conflict.columns(['title', 'publisher', 'published_on']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('source')
    .select('id')
    .where('title', '=', SOURCE.title)
    .where('publisher', '=', SOURCE.publisher)
    .executeTakeFirstOrThrow()
  return id
}

async function themesByIssue(tx: Transaction<Database>): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('theme_mapping')
    .select(['theme_id', 'code'])
    .where('scheme', '=', 'upr-issue')
    .orderBy('theme_id')
    .execute()
  const themes = new Map<string, string[]>()
  for (const { theme_id, code } of rows) themes.set(code, [...(themes.get(code) ?? []), theme_id])
  return themes
}
