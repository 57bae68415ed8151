import { sql } from 'kysely'
import { BY_NUMBER, type Listing } from '../listing.server.ts'
import { Practice } from './shapes.ts'

export const practices: Listing = {
  kind: 'practices',
  one: 'practice',
  about: 'Good practices of States and NHRIs, in the wording that stands',
  shape: Practice,
  columns: sql`x.id, x.by_body_id as by, w.title, w.done, w.outcome, w.since, w.locale as language, w.source,
    w.source_url as "sourceUrl",
    coalesce((select jsonb_agg(l.theme_id order by l.theme_id) from practice_theme l where l.wording_id = w.id), '[]')
      as themes,
    coalesce((select jsonb_agg(a.instrument_id || '/' || a.number order by a.instrument_id, a.ordinal)
      from practice_article l join article a on a.id = l.article_id where l.wording_id = w.id), '[]') as articles,
    coalesce((select jsonb_agg(r.reference order by r.reference) from practice_recommendation l
      join recommendation r on r.id = l.recommendation_id where l.wording_id = w.id), '[]') as recommendations,
    v.recorded_at as "withdrawnAt", v.reason as withdrawal, x.recorded_at as "recordedAt", w.recorded_at as "changedAt"`,
  table: sql`practice x join standing_practice w on w.practice_id = x.id
    left join practice_withdrawal v on v.practice_id = x.id`,
  key: BY_NUMBER,
  filters: {
    recommendation: {
      about: 'Reference of a recommendation that it is linked to.',
      where: (value) => sql`exists (select from practice_recommendation l join recommendation r
        on r.id = l.recommendation_id where l.wording_id = w.id and r.reference = ${value})`
    },
    by: { about: 'The body that shares it.', where: (value) => sql`x.by_body_id = ${value}` }
  },
  page: ({ id }) => `/practices/${id}`
}
