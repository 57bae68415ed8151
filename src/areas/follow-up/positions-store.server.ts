import { sql, type Kysely } from 'kysely'
import type { Sourced } from '#areas/bodies/public-store.server.ts'
import type { GivenSource } from '#areas/source-store.server.ts'
import type { Position } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Answer, Part, PartPosition, ReplyDay, Statement } from './positions.ts'

type Db = Kysely<Database>

/** What a statement says beyond its position, and where that is said. */
export interface Told {
  readonly text: string | null
  readonly locale: string | null
  readonly place: string | null
  readonly because: string | null
  readonly source: Sourced | null
  readonly documentId: number | null
  readonly documentTitle: string | null
  readonly recordedAt: Date
}

export type RecordedStatement = Statement<PartPosition> & Told

export interface RecordedPart extends Part {
  readonly text: string
  readonly locale: string
  readonly statements: readonly RecordedStatement[]
}

export interface RecordedAnswer extends Answer, Told {
  readonly parts: readonly RecordedPart[]
}

export interface RecordedReplyDay extends ReplyDay {
  readonly source: string
  readonly sourceUrl: string | null
  readonly because: string | null
  readonly recordedAt: Date
}

const toldColumns = sql`
  p.id, p.position, p.stated_on as "statedOn", p.corrects, p.withdrawn, p.text, p.locale, p.place, p.because,
  p.recorded_at as "recordedAt", p.document_id as "documentId",
  case when s.id is not null then json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url,
    'publishedOn', s.published_on) end as source,
  (select coalesce((select t.title from document_description t where t.document_id = d.id order by t.id desc limit 1),
    d.original_name) from document d where d.id = p.document_id) as "documentTitle"`

/** Everything an addressee ever answered, corrected and withdrawn statements included, the newest day first. */
export async function answersOf(db: Db, recommendationId: number, bodyId: string): Promise<RecordedAnswer[]> {
  const { rows } = await sql<Omit<RecordedAnswer, 'parts'>>`
    select ${toldColumns} from recommendation_position p left join source s on s.id = p.source_id
    where p.recommendation_id = ${recommendationId} and p.body_id = ${bodyId}
    order by p.stated_on desc, p.id desc`.execute(db)
  const parts = await partsOf(
    db,
    rows.map(({ id }) => id)
  )
  return rows.map((row) => ({ ...row, parts: parts.get(row.id) ?? [] }))
}

async function partsOf(db: Db, positionIds: readonly number[]): Promise<Map<number, RecordedPart[]>> {
  const parts = new Map<number, RecordedPart[]>()
  if (positionIds.length === 0) return parts
  const rows = await db
    .selectFrom('position_part')
    .select(['id', 'position_id', 'text', 'locale'])
    .where('position_id', 'in', positionIds)
    .orderBy('ordinal')
    .execute()
  const { rows: statements } = await sql<RecordedStatement & { partId: number }>`
    select p.part_id as "partId", ${toldColumns} from part_position p left join source s on s.id = p.source_id
    where p.part_id = any(${rows.map(({ id }) => id)}::bigint[]) order by p.stated_on desc, p.id desc`.execute(db)
  for (const { position_id, ...part } of rows) {
    const own = statements.filter(({ partId }) => partId === part.id)
    parts.set(position_id, [...(parts.get(position_id) ?? []), { ...part, statements: own }])
  }
  return parts
}

export interface StatementRow {
  readonly id: number
  readonly recommendationId: number
  readonly reference: string
  readonly bodyId: string
  readonly position: Position
  readonly statedOn: string
  readonly partId: number | null
  readonly withdrawn: boolean
  readonly correctedBy: number | null
  /** whether the addressee itself stated it in this hall */
  readonly ownWords: boolean
}

/** One statement of the whole, or of a part. */
export async function statementById(db: Db, of: 'whole' | 'part', id: number): Promise<StatementRow | undefined> {
  const { rows } = await (
    of === 'whole'
      ? sql<StatementRow>`
        select p.id, p.recommendation_id as "recommendationId", r.reference, p.body_id as "bodyId", p.position,
          p.stated_on as "statedOn", null as "partId", p.withdrawn,
          (select c.id from recommendation_position c where c.corrects = p.id) as "correctedBy",
          p.source_id is null and p.document_id is null as "ownWords"
        from recommendation_position p join recommendation r on r.id = p.recommendation_id where p.id = ${id}`
      : sql<StatementRow>`
        select p.id, w.recommendation_id as "recommendationId", r.reference, w.body_id as "bodyId", p.position,
          p.stated_on as "statedOn", p.part_id as "partId", p.withdrawn,
          (select c.id from part_position c where c.corrects = p.id) as "correctedBy",
          p.source_id is null and p.document_id is null as "ownWords"
        from part_position p join position_part t on t.id = p.part_id
          join recommendation_position w on w.id = t.position_id
          join recommendation r on r.id = w.recommendation_id where p.id = ${id}`
  ).execute(db)
  return rows[0]
}

/** How many parts each addressee's standing answer has, and how many of them are supported. */
export async function splitsOf(
  db: Db,
  recommendationId: number
): Promise<{ bodyId: string; parts: number; supported: number }[]> {
  const { rows } = await sql<{ bodyId: string; parts: number; supported: number }>`
    select a.body_id as "bodyId", count(*)::int as parts,
      (count(*) filter (where t.position = 'supported'))::int as supported
    from (select distinct on (p.body_id) p.id, p.body_id from standing_position p
      where p.recommendation_id = ${recommendationId} order by p.body_id, p.stated_on desc, p.id desc) a
    join standing_part t on t.position_id = a.id group by a.body_id`.execute(db)
  return rows
}

/** The days until which replies were asked for, the newest row first. */
export async function replyDaysOf(db: Db, recommendationId: number): Promise<RecordedReplyDay[]> {
  return db
    .selectFrom('reply_day')
    .select([
      'id',
      'due_on as dueOn',
      'source',
      'source_url as sourceUrl',
      'because',
      'corrects',
      'withdrawn',
      'recorded_at as recordedAt'
    ])
    .where('recommendation_id', '=', recommendationId)
    .orderBy('id', 'desc')
    .execute()
}

/** The latest day for which "no reply" stands, of the whole or of a part, by any addressee; null where it never does. */
export async function latestNoReply(db: Db, recommendationId: number): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select max(said.stated_on)::text as day from (
      select p.stated_on from recommendation_position p
      where p.recommendation_id = ${recommendationId} and p.position = 'no-reply' and not p.withdrawn
        and not exists (select from recommendation_position c where c.corrects = p.id)
      union all
      select q.stated_on from part_position q join position_part t on t.id = q.part_id
        join standing_position p on p.id = t.position_id
      where p.recommendation_id = ${recommendationId} and q.position = 'no-reply' and not q.withdrawn
        and not exists (select from part_position c where c.corrects = q.id)
    ) said`.execute(db)
  return rows[0]?.day ?? null
}

/** Where the secretariat found a position: a document of the hall, or a source by its title. */
export interface Found {
  readonly documentId: number | null
  readonly source: Omit<GivenSource, 'publisher'> | null
  /** the page, the paragraph */
  readonly place: string | null
}

export async function isPublicDocument(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`select from public_document where id = ${id}`.execute(db)
  return rows.length > 0
}
