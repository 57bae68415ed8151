import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { BY_NAME, BY_NUMBER, type Listing } from './listing.server.ts'
import { Body, Dialogue, Document, Instrument, Theme } from './shapes.ts'

/** The record beside the recommendations. */
export const RECORDS: readonly Listing[] = [
  {
    kind: 'bodies',
    one: 'body',
    about: 'States, commissions, NHRIs, CSOs, sectoral bodies',
    example: 'TH',
    shape: Body,
    columns: sql`x.id, x.kind, x.name, x.short_name as "shortName", x.state_id as "stateId", x.website,
      coalesce((select jsonb_agg(jsonb_build_object('of', m.of_body_id, 'capacity', m.capacity, 'since', m.since,
        'until', m.until) order by m.since) from membership m where m.body_id = x.id and not m.withdrawn
        and not exists (select from membership c where c.corrects = m.id)), '[]') as memberships,
      coalesce((select jsonb_agg(jsonb_build_object('scheme', a.scheme, 'status', a.status,
        'effectiveOn', a.effective_on) order by a.effective_on) from accreditation a where a.body_id = x.id
        and not a.withdrawn and not exists (select from accreditation c where c.corrects = a.id)), '[]')
        as accreditations`,
    table: sql`body x`,
    key: BY_NAME,
    page: ({ id }) => `/bodies/${id}`
  },
  {
    kind: 'instruments',
    one: 'instrument',
    about: 'Declarations and treaties, article by article',
    example: 'ahrd',
    shape: Instrument,
    columns: sql`x.id, x.kind, x.title, x.short_title as "shortTitle", x.adopted_on::text as "adoptedOn",
      x.official_url as "officialUrl", coalesce((select jsonb_agg(jsonb_build_object('number', a.number, 'heading',
        a.heading) order by a.ordinal) from article a where a.instrument_id = x.id), '[]') as articles`,
    table: sql`instrument x`,
    key: BY_NAME,
    page: ({ id }) => `/instruments/${id}`
  },
  {
    kind: 'dialogues',
    one: 'Dialogue',
    about: 'Editions of the Dialogue with their programme',
    example: 'ahrd-7',
    shape: Dialogue,
    columns: sql`x.id, x.edition, x.title, x.held_from::text as "heldFrom", x.held_until::text as "heldUntil", x.place,
      x.mode, x.convened_by as "convenedBy", coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'parentId',
        s.parent_id, 'kind', s.kind, 'title', s.title, 'heldOn', s.held_on) order by s.ordinal)
        from segment s where s.dialogue_id = x.id), '[]') as segments`,
    table: sql`dialogue x`,
    key: BY_NAME,
    page: ({ id }) => `/dialogues/${id}`
  },
  {
    kind: 'themes',
    one: 'theme',
    about: 'The thesaurus',
    example: 'death-penalty',
    shape: Theme,
    columns: sql`x.id, x.parent_id as "parentId", x.label, coalesce((select jsonb_agg(jsonb_build_object('scheme',
      m.scheme, 'code', m.code) order by m.scheme, m.code) from theme_mapping m where m.theme_id = x.id), '[]')
      as mappings`,
    table: sql`theme x`,
    key: BY_NAME
  },
  {
    kind: 'documents',
    one: 'document',
    about: 'Documents from which the record was made',
    example: '1',
    shape: Document,
    columns: sql`x.id::float8 as id, coalesce(d.title, x.original_name) as title, d.kind, d.language,
      d.published_on::text as "publishedOn", d.publisher, d.url as "originalUrl", x.sha256,
      x.size_bytes::float8 as "sizeBytes", x.media_type as "mediaType"`,
    table: sql`public_document x left join lateral (select * from document_description
      where document_id = x.id order by id desc limit 1) d on true`,
    key: BY_NUMBER,
    page: ({ id }) => `/documents/${id}`
  }
]

export interface ArticleRead {
  readonly instrumentId: string
  readonly number: string
  readonly heading: Record<string, string>
  readonly texts: Record<string, string>
}

export async function readArticle(
  db: Kysely<Database>,
  instrument: string,
  number: string
): Promise<ArticleRead | null> {
  const { rows } = await sql<ArticleRead>`
    select a.instrument_id as "instrumentId", a.number, a.heading,
      coalesce((select jsonb_object_agg(t.locale, t.text) from (select distinct on (locale) locale, text
        from article_text where article_id = a.id order by locale, id desc) t), '{}') as texts
    from article a where a.instrument_id = ${instrument} and a.number = ${number}
  `.execute(db)
  return rows[0] ?? null
}

export interface ProvenanceRead {
  readonly documentId: number | null
  readonly page: number | null
  readonly paragraph: string | null
  readonly passage: string | null
  readonly source: string | null
  readonly sourceUrl: string | null
}

export async function readProvenance(
  db: Kysely<Database>,
  reference: string
): Promise<{ id: number; provenance: ProvenanceRead[] } | null> {
  const { rows } = await sql<{ id: number; provenance: ProvenanceRead[] }>`
    select r.id::float8 as id, coalesce((select jsonb_agg(jsonb_build_object('documentId', p.document_id, 'page', p.page,
      'paragraph', p.paragraph, 'passage', p.passage, 'source', s.title, 'sourceUrl', s.url) order by p.id)
      from provenance p left join source s on s.id = p.source_id where p.recommendation_id = r.id), '[]') as provenance
    from recommendation r where r.reference = ${reference}
  `.execute(db)
  return rows[0] ?? null
}
