import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { DeskDocument } from './desk.ts'

type Db = Kysely<Database>

// The latest of each: receipt, request, its reading, and the last step of its review.
const deskColumns = sql`
  d.id, coalesce(s.title, g.guess->>'title', r.original_name) as title, r.original_name as "originalName",
  d.size_bytes as size_bytes, r.received_at as "receivedAt", a.name as "receivedFrom", r.way,
  (select count(*)::int from document_receipt c where c.document_id = d.id) as receipts,
  case when q.id is null then null else jsonb_build_object('id', q.id, 'recogniseIn', q.recognise_in) end as request,
  case when p.request_id is null then null
    else jsonb_build_object('stage', p.stage, 'done', p.done, 'total', p.total) end as progress,
  case when g.id is null then null else jsonb_build_object('refused', g.refused, 'refusedValues', g.refused_values,
    'pages', g.page_count, 'recognised', g.recognised,
    'proposals', (select count(*) from proposal o where o.reading_id = g.id)) end as reading,
  (select t.counts from review_step t where t.reading_id = g.id order by t.number desc limit 1) as counts`

const deskTables = sql`
  document d
  join lateral (select * from document_receipt where document_id = d.id order by id desc limit 1) r on true
  left join account a on a.id = r.received_by
  left join lateral (select * from document_description where document_id = d.id order by id desc limit 1) s on true
  left join lateral (select * from reading_request where document_id = d.id order by id desc limit 1) q on true
  left join reading_progress p on p.request_id = q.id
  left join reading g on g.request_id = q.id`

/** The documents that were received and not set aside since, newest first. The sample's own are in the record. */
export async function deskDocuments(db: Db, limit: number): Promise<DeskDocument[]> {
  const { rows } = await sql<DeskDocument>`
    select ${deskColumns} from ${deskTables}
    where r.way <> 'sample' and not exists (
      select from document_set_aside x where x.document_id = d.id and x.set_aside_at >= r.received_at)
    order by r.received_at desc, d.id desc limit ${limit}`.execute(db)
  return rows
}

export async function deskDocument(db: Db, id: number): Promise<DeskDocument | undefined> {
  const { rows } = await sql<DeskDocument>`
    select ${deskColumns} from ${deskTables} where d.id = ${id}`.execute(db)
  return rows[0]
}
