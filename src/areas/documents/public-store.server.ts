import { sql, type Kysely } from 'kysely'
import type { DocumentKind as KindOfDocument } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Place } from './text.ts'

type Db = Kysely<Database>

export interface ListedDocument {
  readonly id: number
  readonly title: string
  readonly kind: KindOfDocument | null
  readonly language: string | null
  readonly publishedOn: string | null
  readonly publisher: string | null
  /** drawn from it into the record */
  readonly recommendations: number
}

export interface DocumentSheet extends ListedDocument {
  readonly url: string | null
  readonly originalName: string
  readonly sha256: string
  readonly size_bytes: number
  readonly mediaType: string
  readonly receivedAt: Date
}

const columns = sql`
  d.id, coalesce(s.title, d.original_name) as title, s.kind, s.language, s.published_on as "publishedOn", s.publisher,
  (select count(distinct p.recommendation_id)::int from provenance p where p.document_id = d.id) as recommendations`

const description = sql`
  left join lateral (select * from document_description where document_id = d.id order by id desc limit 1) s on true`

/** What everybody may read, the newest publication first. */
export async function publicDocuments(
  db: Db,
  limit: number,
  offset: number
): Promise<{ documents: ListedDocument[]; total: number }> {
  const { rows } = await sql<ListedDocument & { total: number }>`
    select ${columns}, count(*) over ()::int as total from public_document d ${description}
    order by s.published_on desc nulls last, d.id desc limit ${limit} offset ${offset}`.execute(db)
  return { documents: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function documentSheet(db: Db, id: number): Promise<DocumentSheet | undefined> {
  const { rows } = await sql<DocumentSheet>`
    select ${columns}, coalesce(s.title, g.guess->>'title', d.original_name) as title, s.url, d.original_name as "originalName", d.sha256, d.size_bytes as size_bytes,
      d.media_type as "mediaType", d.received_at as "receivedAt"
    from document d ${description}
    left join lateral (
      select guess from reading where document_id = d.id and kind is not null order by id desc limit 1) g on true
    where d.id = ${id}`.execute(db)
  return rows[0]
}

export interface DrawnPassage {
  /** of the provenance: the passage's own address */
  readonly id: number
  readonly reference: string
  readonly page: number | null
  readonly paragraph: string | null
  readonly passage: string | null
  readonly place: Place | null
  readonly text: string
  readonly locale: string
}

/** The passages of a document on which recommendations of the record rest, in the order of the document. */
export async function passagesOnPage(db: Db, documentId: number, page: number): Promise<DrawnPassage[]> {
  const { rows } = await sql<DrawnPassage>`
    select p.id, r.reference, p.page, p.paragraph, p.passage, p.place, t.text, t.locale
    from provenance p
    join recommendation r on r.id = p.recommendation_id
    left join lateral (
      select text, locale from recommendation_text
      where recommendation_id = r.id and kind in ('original', 'correction') order by id desc limit 1
    ) t on true
    where p.document_id = ${documentId}
      and ${page} between coalesce((p.place->'from'->>'page')::int, p.page)
        and coalesce((p.place->'to'->>'page')::int, p.page)
    order by p.page, (p.place->'from'->>'line')::int nulls last, p.id`.execute(db)
  return rows
}

/** How many passages begin on each page that has any. */
export async function passagesByPage(db: Db, documentId: number): Promise<{ page: number; passages: number }[]> {
  const { rows } = await sql<{ page: number; passages: number }>`
    select page, count(*)::int as passages from provenance
    where document_id = ${documentId} and page is not null group by page order by page`.execute(db)
  return rows
}
