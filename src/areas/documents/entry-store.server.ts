import type { Kysely, Transaction } from 'kysely'
import { statesOfTheWorld } from '#areas/bodies/states-of-the-world.ts'
import type { DocumentKind as KindOfDocument } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Item } from './review.ts'
import type { Occasion } from './review-store.server.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

export interface Description {
  readonly title: string
  readonly kind: KindOfDocument
  readonly language: string | null
  /** 'YYYY-MM-DD' */
  readonly publishedOn: string | null
  readonly publisher: string | null
  readonly url: string | null
}

export async function latestDescription(db: Db, documentId: number): Promise<Description | undefined> {
  return db
    .selectFrom('document_description')
    .select(['title', 'kind', 'language', 'published_on as publishedOn', 'publisher', 'url'])
    .where('document_id', '=', documentId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface Recorded {
  readonly at: Date
  readonly by: string | null
}

export async function insertDescription(tx: Tx, documentId: number, given: Description, { at, by }: Recorded) {
  const { publishedOn, ...description } = given
  await tx
    .insertInto('document_description')
    .values({
      document_id: documentId,
      ...description,
      published_on: publishedOn,
      recorded_at: at,
      recorded_by: by
    })
    .execute()
}

export async function insertOccasion(tx: Tx, documentId: number, given: Occasion, { at, by }: Recorded) {
  await tx
    .insertInto('document_occasion')
    .values({
      document_id: documentId,
      mechanism: given.mechanism,
      dialogue_id: given.dialogueId,
      session: given.session,
      made_on: given.madeOn,
      recorded_at: at,
      recorded_by: by
    })
    .execute()
}

/** Makes the States among these bodies that the record doesn't have yet, named in the hall's complete languages. */
export async function ensureStates(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const here = await tx.selectFrom('body').select('id').where('id', 'in', ids).execute()
  const missing = ids.filter((id) => !here.some((body) => body.id === id))
  const states = statesOfTheWorld.filter(({ code }) => missing.includes(code))
  if (states.length === 0) return
  await tx
    .insertInto('body')
    .values(
      states.map(({ code, name }) => ({
        id: code,
        kind: 'state' as const,
        // Our own table has the English names; for States outside the region CLDR's stand in the other languages.
        name: JSON.stringify({ en: name, id: nameIn('id', code) ?? name, th: nameIn('th', code) ?? name }),
        state_id: null,
        website: null
      }))
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .insertInto('body_alias')
    .values(states.map(({ code, name }) => ({ alias: name.toLowerCase(), body_id: code })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function nameIn(locale: string, code: string): string | undefined {
  const name = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(code)
  return name === code ? undefined : name
}

/** Which of these bodies and themes the record lacks. */
export async function unknownIds(
  db: Db,
  bodies: readonly string[],
  themes: readonly string[]
): Promise<readonly string[]> {
  const knownBodies = bodies.length ? await db.selectFrom('body').select('id').where('id', 'in', bodies).execute() : []
  const knownThemes = themes.length ? await db.selectFrom('theme').select('id').where('id', 'in', themes).execute() : []
  const known = new Set([...knownBodies, ...knownThemes].map(({ id }) => id))
  return [...bodies, ...themes].filter((id) => !known.has(id))
}

/** How many recommendations were drawn from a document so far: the next one's number follows. */
export async function entriesOf(db: Db, documentId: number): Promise<number> {
  const { count } = await db
    .selectFrom('review_entry as e')
    .innerJoin('reading as r', 'r.id', 'e.reading_id')
    .where('r.document_id', '=', documentId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function lastOrdinalOfDialogue(db: Db, dialogueId: string): Promise<number> {
  const { last } = await db
    .selectFrom('recommendation')
    .where('dialogue_id', '=', dialogueId)
    .select(({ fn }) => fn.max('ordinal').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

export interface Entry {
  readonly item: Item
  readonly reference: string
  readonly ordinal: number
}

export interface EntryFacts extends Recorded {
  readonly readingId: number
  readonly documentId: number
  readonly locale: string
  readonly occasion: Occasion
}

/** Puts one reviewed item into the record with all that is known of it. Returns the recommendation's id. */
export async function insertEntry(tx: Tx, entry: Entry, facts: EntryFacts): Promise<number> {
  const { item, reference, ordinal } = entry
  const { at, by, occasion, documentId } = facts
  const { id } = await tx
    .insertInto('recommendation')
    .values({
      reference,
      mechanism: occasion.mechanism,
      dialogue_id: occasion.dialogueId,
      segment_id: null,
      session: occasion.session,
      made_on: occasion.madeOn,
      ordinal,
      recorded_at: at,
      recorded_by: by
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('recommendation_text')
    .values({
      recommendation_id: id,
      kind: 'original',
      locale: facts.locale,
      text: item.text,
      reason: null,
      source_id: null,
      recorded_at: at,
      recorded_by: by
    })
    .execute()
  await tx
    .insertInto('provenance')
    .values(
      item.passages.map(({ page, paragraph, passage, place }) => ({
        recommendation_id: id,
        document_id: documentId,
        source_id: null,
        page,
        paragraph,
        passage,
        place: JSON.stringify(place),
        recorded_at: at
      }))
    )
    .execute()
  await insertBodies(tx, id, item, facts)
  await insertSubjects(tx, id, item, facts)
  await tx
    .insertInto('review_entry')
    .values({ reading_id: facts.readingId, item: item.id, recommendation_id: id })
    .execute()
  return id
}

async function insertBodies(tx: Tx, recommendation_id: number, item: Item, facts: EntryFacts): Promise<void> {
  const row = (body_id: string) => ({ recommendation_id, body_id })
  const makers = idsOf(item.makers)
  const addressees = idsOf(item.addressees)
  if (makers.length) await tx.insertInto('recommendation_maker').values(makers.map(row)).execute()
  if (addressees.length === 0) return
  await tx.insertInto('recommendation_addressee').values(addressees.map(row)).execute()
  const { position } = item
  if (position === null) return
  await tx
    .insertInto('recommendation_position')
    .values(
      addressees.map((body_id) => ({
        ...row(body_id),
        position,
        stated_on: facts.occasion.madeOn,
        source_id: null,
        document_id: facts.documentId,
        corrects: null,
        recorded_at: facts.at,
        recorded_by: facts.by
      }))
    )
    .execute()
}

function idsOf(bodies: Item['makers']): string[] {
  return [...new Set(bodies.flatMap(({ id }) => (id === null ? [] : [id])))]
}

async function insertSubjects(tx: Tx, recommendation_id: number, item: Item, facts: EntryFacts): Promise<void> {
  const recorded = { recommendation_id, recorded_at: facts.at, recorded_by: facts.by, withdrawn_at: null }
  if (item.themes.length) {
    await tx
      .insertInto('recommendation_theme')
      .values(item.themes.map((theme_id) => ({ ...recorded, theme_id })))
      .execute()
  }
  for (const { id, articles } of item.instruments) {
    if (articles.length === 0) continue
    const found = await tx
      .selectFrom('article')
      .select('id')
      .where('instrument_id', '=', id)
      .where('number', 'in', articles)
      .execute()
    if (found.length === 0) continue
    await tx
      .insertInto('recommendation_article')
      .values(found.map((article) => ({ ...recorded, article_id: article.id })))
      .execute()
  }
}
