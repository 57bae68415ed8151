import { sql } from 'kysely'
import { BY_NUMBER, OF_RECOMMENDATION, ofBody, type Listing } from '../listing.server.ts'
import { StatedPosition } from './shapes.ts'

export const positions: Listing = {
  kind: 'positions',
  one: 'position',
  about: 'Positions of the addressees, with their history',
  shape: StatedPosition,
  columns: sql`x.id, r.reference as recommendation, x.body_id as "bodyId", x.position, x.stated_on as "statedOn",
    s.title as source, s.url as "sourceUrl", d.id as "documentId", x.place, x.text, x.locale as language,
    coalesce((select jsonb_agg(jsonb_build_object('id', t.part_id, 'ordinal', t.ordinal, 'text', t.text,
      'language', t.locale, 'position', t.position) order by t.ordinal) from standing_part t where t.position_id = x.id), '[]')
      as parts, x.withdrawn, x.corrects, c.id as "correctedBy",
    not x.withdrawn and c.id is null as stands, x.recorded_at as "recordedAt"`,
  table: sql`recommendation_position x join recommendation r on r.id = x.recommendation_id
    left join source s on s.id = x.source_id left join public_document d on d.id = x.document_id
    left join recommendation_position c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: { recommendation: OF_RECOMMENDATION, body: ofBody('body_id', 'The addressee that answered.') },
  page: ({ recommendation }) => `/recommendations/${recommendation}`
}
