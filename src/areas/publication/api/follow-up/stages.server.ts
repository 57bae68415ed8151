import { sql } from 'kysely'
import { BY_NUMBER, OF_RECOMMENDATION, type Listing } from '../listing.server.ts'
import { Stage } from './shapes.ts'

export const stages: Listing = {
  kind: 'stages',
  one: 'stage',
  about: 'Stages of a recommendation’s life, as they were written down',
  description: 'A recommendation is proposed by being made; every later stage is a row. Corrected ones stay.',
  shape: Stage,
  columns: sql`x.id, r.reference as recommendation, x.stage, x.reached_on as "reachedOn", i.reference as into, x.reason,
    x.source, x.source_url as "sourceUrl", x.withdrawn, x.corrects, c.id as "correctedBy",
    not x.withdrawn and c.id is null as stands, x.recorded_at as "recordedAt"`,
  table: sql`recommendation_stage x join recommendation r on r.id = x.recommendation_id
    left join recommendation i on i.id = x.into_id left join recommendation_stage c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: { recommendation: OF_RECOMMENDATION },
  page: ({ recommendation }) => `/recommendations/${recommendation}#life`
}
