import { sql, type Kysely } from 'kysely'
import type { BodyName, Sourced } from '#areas/bodies/public-store.server.ts'
import type { Mechanism, Position } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { wordingOf, type RecordedText, type Wording } from './wording.ts'

export interface ListedRecommendation {
  readonly reference: string
  readonly ordinal: number | null
  readonly madeOn: string
  readonly texts: readonly RecordedText[]
  /** how many addressees have which position */
  readonly positions: Readonly<Partial<Record<Position, number>>>
}

export interface Provenance {
  readonly documentId: number | null
  readonly documentTitle: string | null
  readonly page: number | null
  readonly paragraph: string | null
  readonly passage: string | null
  readonly language: string | null
  readonly id: number
  readonly source: Sourced | null
}

export interface Sheet {
  readonly id: number
  readonly reference: string
  readonly mechanism: Mechanism
  readonly session: string | null
  readonly madeOn: string
  readonly ordinal: number | null
  readonly dialogueId: string | null
  readonly dialogueTitle: Localised | null
  readonly segmentId: string | null
  readonly segmentTitle: Localised | null
  readonly texts: readonly RecordedText[]
  readonly makers: readonly BodyName[]
  readonly addressees: readonly (BodyName & { position: Position; statedOn: string | null; source: Sourced | null })[]
  readonly themes: readonly { id: string; label: Localised }[]
  readonly articles: readonly { instrumentId: string; instrument: Localised; number: string; heading: Localised }[]
  readonly provenance: readonly Provenance[]
  readonly previous: string | null
  readonly next: string | null
}

type Db = Kysely<Database>

// Positions as they stand: the newest by date.
const standingPosition = sql`
  lateral (
    select p.position, p.stated_on, p.source_id from standing_position p
    where p.recommendation_id = a.recommendation_id and p.body_id = a.body_id
    order by p.stated_on desc, p.id desc limit 1
  )`

interface TextRow extends Omit<RecordedText, 'recordedAt'> {
  readonly recommendation_id: number
  readonly recorded_at: Date
}

async function textsOf(db: Db, ids: readonly number[]): Promise<Map<number, RecordedText[]>> {
  const texts = new Map<number, RecordedText[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return texts
  const { rows } = await sql<TextRow>`
    select recommendation_id, kind, locale, text, reason, recorded_at from recommendation_text
    where recommendation_id = any(${ids}::bigint[]) order by id`.execute(db)
  for (const { recommendation_id, recorded_at, ...row } of rows)
    texts.get(recommendation_id)!.push({ ...row, recordedAt: recorded_at })
  return texts
}

type ListedRow = Omit<ListedRecommendation, 'texts'> & { id: number }

async function listed(db: Db, rows: readonly ListedRow[]): Promise<ListedRecommendation[]> {
  const texts = await textsOf(
    db,
    rows.map(({ id }) => id)
  )
  return rows.map(({ id, ...row }) => ({ ...row, texts: texts.get(id)! }))
}

const listedColumns = sql`
  r.id, r.reference, r.ordinal, r.made_on as "madeOn",
  coalesce((
    select jsonb_object_agg(position, n) from (
      select coalesce(p.position, 'pending') as position, count(*)::int as n
      from recommendation_addressee a left join ${standingPosition} p on true
      where a.recommendation_id = r.id group by 1
    ) counted
  ), '{}') as positions`

/** The recommendations of a Dialogue in their order. */
export async function recommendationsOfDialogue(db: Db, dialogueId: string): Promise<ListedRecommendation[]> {
  const { rows } = await sql<ListedRow>`
    select ${listedColumns} from recommendation r where r.dialogue_id = ${dialogueId} order by r.ordinal, r.id`.execute(
    db
  )
  return listed(db, rows)
}

/** The recommendations made in one part of a programme. */
export async function recommendationsOfSegment(db: Db, segmentId: string): Promise<ListedRecommendation[]> {
  const { rows } = await sql<ListedRow>`
    select ${listedColumns} from recommendation r where r.segment_id = ${segmentId} order by r.ordinal, r.id`.execute(
    db
  )
  return listed(db, rows)
}

/** The latest recommendations that name an article, and how many there are. */
export async function recommendationsOfArticle(
  db: Db,
  articleId: number,
  limit: number
): Promise<{ total: number; recommendations: ListedRecommendation[] }> {
  const { rows } = await sql<ListedRow & { total: number }>`
    select ${listedColumns}, count(*) over ()::int as total from recommendation r
    where exists (select from recommendation_article ra
      where ra.recommendation_id = r.id and ra.article_id = ${articleId} and ra.withdrawn_at is null)
    order by r.made_on desc, r.id limit ${limit}`.execute(db)
  return {
    total: rows[0]?.total ?? 0,
    recommendations: await listed(
      db,
      rows.map(({ total: _, ...row }) => row)
    )
  }
}

/** Everything the page of one recommendation says. */
export async function sheetOf(db: Db, reference: string): Promise<Sheet | undefined> {
  const { rows } = await sql<Omit<Sheet, 'texts' | 'makers' | 'addressees' | 'themes' | 'articles' | 'provenance'>>`
    select r.id, r.reference, r.mechanism, r.session, r.made_on as "madeOn", r.ordinal,
      r.dialogue_id as "dialogueId", d.title as "dialogueTitle", r.segment_id as "segmentId", g.title as "segmentTitle",
      (select p.reference from recommendation p where p.dialogue_id = r.dialogue_id and p.ordinal < r.ordinal
        order by p.ordinal desc limit 1) as previous,
      (select n.reference from recommendation n where n.dialogue_id = r.dialogue_id and n.ordinal > r.ordinal
        order by n.ordinal limit 1) as next
    from recommendation r left join dialogue d on d.id = r.dialogue_id left join segment g on g.id = r.segment_id
    where r.reference = ${reference}`.execute(db)
  const found = rows[0]
  if (!found) return undefined
  const [texts, makers, addressees, themes, articles, provenance] = await Promise.all([
    textsOf(db, [found.id]),
    makersOf(db, found.id),
    addresseesOf(db, found.id),
    themesOf(db, found.id),
    articlesOf(db, found.id),
    provenanceOf(db, found.id)
  ])
  return { ...found, texts: texts.get(found.id)!, makers, addressees, themes, articles, provenance }
}

/** The words of a recommendation as they stand. */
export async function wordsOf(db: Db, id: number): Promise<Wording> {
  return wordingOf((await textsOf(db, [id])).get(id)!)
}

async function makersOf(db: Db, id: number): Promise<BodyName[]> {
  const { rows } = await sql<BodyName>`
    select b.id, b.name, b.short_name as "shortName" from recommendation_maker m join body b on b.id = m.body_id
    where m.recommendation_id = ${id} order by b.name ->> 'en'`.execute(db)
  return rows
}

const source = sql`json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on)`

async function addresseesOf(db: Db, id: number): Promise<Sheet['addressees']> {
  const { rows } = await sql<Sheet['addressees'][number]>`
    select b.id, b.name, b.short_name as "shortName", coalesce(p.position, 'pending') as position, p.stated_on as "statedOn",
      case when s.id is not null then ${source} end as source
    from recommendation_addressee a join body b on b.id = a.body_id left join ${standingPosition} p on true
      left join source s on s.id = p.source_id
    where a.recommendation_id = ${id} order by b.name ->> 'en'`.execute(db)
  return rows
}

async function themesOf(db: Db, id: number): Promise<Sheet['themes']> {
  const { rows } = await sql<Sheet['themes'][number]>`
    select distinct t.id, t.label from recommendation_theme rt join theme t on t.id = rt.theme_id
    where rt.recommendation_id = ${id} and rt.withdrawn_at is null order by t.id`.execute(db)
  return rows
}

async function articlesOf(db: Db, id: number): Promise<Sheet['articles']> {
  const { rows } = await sql<Sheet['articles'][number]>`
    select i.id as "instrumentId", case when i.short_title = '{}' then i.title else i.short_title end as instrument, a.number, a.heading
    from article a join instrument i on i.id = a.instrument_id
    where a.id in (select article_id from recommendation_article where recommendation_id = ${id} and withdrawn_at is null)
    order by i.adopted_on, i.id, a.ordinal`.execute(db)
  return rows
}

async function provenanceOf(db: Db, id: number): Promise<Provenance[]> {
  const { rows } = await sql<Provenance>`
    select p.id, p.document_id as "documentId", d.title as "documentTitle", d.language, p.page, p.paragraph, p.passage,
      case when s.id is not null then ${source} end as source
    from provenance p left join source s on s.id = p.source_id
    left join lateral (select title, language from document_description where document_id = p.document_id order by id desc limit 1) d on true
    where p.recommendation_id = ${id} order by p.id`.execute(db)
  return rows
}
