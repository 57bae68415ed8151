import { sql } from 'kysely'
import { pointOf } from '#areas/preparation/carry-over.ts'
import { clustersOf, type RecordedStep } from '#areas/preparation/clusters.ts'
import type { Listing, Read } from '../listing.server.ts'
import { Preparation } from './shapes.ts'

export const preparations: Listing = {
  kind: 'preparations',
  one: 'preparation',
  about: 'Preparations of coming editions that are public: what is still open, as it was confirmed, and its clusters',
  shape: Preparation,
  columns: sql`x.edition as id, x.after_dialogue_id as after, p.held_from as "heldFrom", p.held_until as "heldUntil", p.place,
    o.as_of as "carriedOverOn",
    coalesce((select jsonb_agg(jsonb_build_object('recommendation', r.reference, 'bodyId', c.body_id, 'reason', c.reason,
      'since', c.since) order by r.made_on, r.ordinal, r.id, c.body_id)
      from carried_point c join recommendation r on r.id = c.recommendation_id where c.carry_over_id = o.id), '[]') as points,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'step', s.step, 'undoes', s.undoes) order by s.id)
      from cluster_step s where s.preparation_id = x.id), '[]') as steps`,
  table: sql`(select * from preparation a where coalesce((select b.public from preparation_publication b
      where b.preparation_id = a.id order by b.id desc limit 1), false)) x
    left join preparation_plan p on p.preparation_id = x.id
      and not exists (select from preparation_plan later where later.corrects = p.id)
    left join carry_over o on o.preparation_id = x.id
      and not exists (select from carry_over later where later.corrects = o.id)`,
  key: [{ column: sql`x.edition`, type: 'bigint' }],
  byId: (id) => sql`x.edition::text = ${id}`,
  page: ({ id }) => `/preparation/${id}`,
  finish: arranged
}

function arranged({ steps, ...row }: Read): Read {
  const clusters = clustersOf(steps as readonly RecordedStep[])
  return {
    ...row,
    clusters: clusters.map(({ title, themes, points }) => ({
      title,
      themes,
      points: points.map((key) => {
        const { reference, bodyId } = pointOf(key)
        return { recommendation: reference, bodyId }
      })
    }))
  }
}
