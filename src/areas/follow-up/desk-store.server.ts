import { sql, type Kysely } from 'kysely'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

/** An assessment that waits for a person: a State reported, and their body hasn't spoken since. */
export interface Waiting {
  readonly reference: string
  readonly title: Localised
  readonly aboutBodyId: string
  readonly aboutName: Localised
  /** the day since which it waits */
  readonly since: string
}

const WAITING_SHOWN = 200

/**
 * The reports that wait for an assessment by somebody on a day, the longest wait first: for an NHRI those of its State,
 * for a CSO and the chair those of every State.
 */
export async function assessmentsWaitingFor(db: Kysely<Database>, actor: Actor, day: string): Promise<Waiting[]> {
  if (actor.kind !== 'account') return []
  const assessing = actor.mandates.flatMap((mandate) =>
    mandate.bodyId !== null && ['nhri', 'cso', 'chair'].includes(mandate.role) && isHeld(mandate, day)
      ? [mandate.bodyId]
      : []
  )
  if (assessing.length === 0) return []
  const { rows } = await sql<Waiting>`
    select r.reference, a.body_id as "aboutBodyId", b.name as "aboutName", min(e.observed_on) as since,
      coalesce((select jsonb_object_agg(x.locale, x.text) from recommendation_text x
        where x.recommendation_id = r.id and x.kind = 'title'), '{}') as title
    from recommendation r join recommendation_addressee a on a.recommendation_id = r.id
      join body b on b.id = a.body_id
      join standing_progress e on e.recommendation_id = r.id and e.about_body_id = a.body_id and e.track = 'state'
      join body own on own.id = any(${assessing}::text[])
        and (own.kind <> 'nhri' or own.state_id = a.body_id) and own.id <> a.body_id
    where r.mechanism = 'dialogue' and e.observed_on <= ${day}::date
      and not exists (select from standing_stage s where s.recommendation_id = r.id
        and s.stage in ('consolidated', 'withdrawn') and s.reached_on <= ${day}::date)
      and not exists (select from standing_progress said where said.recommendation_id = r.id
        and said.about_body_id = a.body_id and said.by_body_id = own.id and said.observed_on >= e.observed_on)
    group by r.id, r.reference, a.body_id, b.name
    order by since, r.reference, a.body_id limit ${WAITING_SHOWN}`.execute(db)
  return rows
}
