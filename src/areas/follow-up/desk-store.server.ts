import { sql, type Kysely } from 'kysely'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

/** One thing that waits for a person. */
export interface Waiting {
  readonly kind: 'report' | 'sign-off' | 'assess'
  readonly reference: string
  readonly title: Localised
  readonly aboutBodyId: string
  readonly aboutName: Localised
  /** the day since which it waits */
  readonly since: string
}

/** After so many days a State's last report is old: half of the time between two editions of the Dialogue. */
export const REPORT_GROWS_OLD_days = 180
export const WAITING_SHOWN = 200

/**
 * What waits for somebody on a day, the longest wait first: reports that are missing or old for a main or alternate
 * focal point, unsigned reports for a validating one, and reports newer than their own assessment for an NHRI (of its
 * State), a CSO and the chair (of every State).
 */
export async function waitingFor(db: Kysely<Database>, actor: Actor, day: string): Promise<Waiting[]> {
  if (actor.kind !== 'account') return []
  const held = actor.mandates.filter((mandate) => mandate.bodyId !== null && isHeld(mandate, day))
  const of = (...kinds: string[]) =>
    held.filter((m) => kinds.includes(m.duty ?? m.role)).map(({ bodyId }) => bodyId as string)
  const [reporting, signing] = [of('main', 'alternate'), of('validating')]
  const [institutions, others] = [of('nhri'), of('cso', 'chair')]
  const { rows } = await sql<Waiting>`
    with live as (
      select r.id, r.reference, r.made_on, a.body_id from recommendation r
      join recommendation_addressee a on a.recommendation_id = r.id
      where r.made_on <= ${day}::date and r.mechanism = 'dialogue' and not exists (
        select from recommendation_stage s where s.recommendation_id = r.id and s.stage in ('consolidated', 'withdrawn')
          and not s.withdrawn and s.reached_on <= ${day}::date
          and not exists (select from recommendation_stage c where c.corrects = s.id))
    ), standing as (
      select e.* from progress_entry e
      where not exists (select from progress_entry c where c.corrects = e.id)
        and not exists (select from progress_retraction x where x.entry_id = e.id)
    ), due as (
      select 'report' as kind, l.id, l.reference, l.body_id, coalesce(max(e.observed_on) + ${REPORT_GROWS_OLD_days}::int, l.made_on) as since
      from live l left join standing e on e.recommendation_id = l.id and e.about_body_id = l.body_id and e.track = 'state'
      where l.body_id = any(${reporting}::text[]) group by l.id, l.reference, l.body_id, l.made_on
      union all
      select 'sign-off', l.id, l.reference, l.body_id, min(e.recorded_at)::date
      from live l join standing e on e.recommendation_id = l.id and e.about_body_id = l.body_id and e.track = 'state'
      where l.body_id = any(${signing}::text[]) and e.recorded_by <> ${actor.id}
        and not exists (select from progress_validation v where v.entry_id = e.id)
      group by l.id, l.reference, l.body_id
      union all
      select 'assess', l.id, l.reference, l.body_id, min(e.observed_on)
      from live l join standing e on e.recommendation_id = l.id and e.about_body_id = l.body_id and e.track = 'state'
      join body own on own.id = any(${[...institutions, ...others]}::text[])
        and (own.kind <> 'nhri' or own.state_id = l.body_id) and own.id <> l.body_id
      where not exists (select from standing said where said.recommendation_id = l.id and said.about_body_id = l.body_id
        and said.by_body_id = own.id and said.observed_on >= e.observed_on)
      group by l.id, l.reference, l.body_id
    )
    select d.kind, d.reference, d.body_id as "aboutBodyId", b.name as "aboutName", d.since,
      coalesce((select jsonb_object_agg(x.locale, x.text) from recommendation_text x
        where x.recommendation_id = d.id and x.kind = 'title'), '{}') as title
    from due d join body b on b.id = d.body_id where d.since <= ${day}::date
    order by d.since, d.reference, d.body_id limit ${WAITING_SHOWN}`.execute(db)
  return rows
}
