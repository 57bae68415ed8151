import { sql, type Kysely } from 'kysely'
import { REPORT_GROWS_OLD_days } from '#areas/follow-up/tracks.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { isOver, reportDueOn, type ActionStep, type Due, type DueBody, type LastReport } from './due.ts'
import { ofBodies, repliesDue } from './reply-store.server.ts'
import type { Scheme } from './scheme-store.server.ts'

type Db = Kysely<Database>

export interface Asked {
  /** the day as of which the facts count */
  readonly day: string
  readonly scheme: Pick<Scheme, 'signOffWithin_days'>
  /** only what these bodies must do; absent: what anybody must */
  readonly bodyIds?: readonly string[]
}

/** Everything that is due and not done: replies, States' reports and their sign-off, milestones, actions. In no order. */
export async function dueThings(db: Db, asked: Asked): Promise<Due[]> {
  const found = await Promise.all([repliesDue(db, asked), reportsDue(db, asked), actionsDue(db, asked)])
  return found.flat()
}

interface ReportRow {
  readonly reference: string
  readonly madeOn: string
  readonly recordedAt: Date
  readonly body: DueBody
  readonly title: Localised
  readonly reports: number
  readonly last: (LastReport & { readonly id: number; readonly recordedAt: string; readonly recordedBy: string }) | null
}

/** What a State reports on a live recommendation of a Dialogue, and what its validating focal point signs off. */
async function reportsDue(db: Db, { day, scheme, bodyIds }: Asked): Promise<Due[]> {
  const { rows } = await sql<ReportRow>`
    select r.reference, r.made_on as "madeOn", r.recorded_at as "recordedAt",
      jsonb_build_object('id', b.id, 'kind', b.kind, 'name', b.name) as body,
      coalesce((select jsonb_object_agg(x.locale, x.text) from recommendation_text x
        where x.recommendation_id = r.id and x.kind = 'title'), '{}') as title,
      (select count(*)::int from standing_progress e
        where e.recommendation_id = r.id and e.about_body_id = b.id and e.track = 'state') as reports,
      (select jsonb_build_object('id', e.id, 'observedOn', e.observed_on, 'recordedAt', e.recorded_at,
          'recordedBy', e.recorded_by, 'level', g.level, 'validated', v.id is not null,
          'evidence', e.evidence is not null or e.evidence_url is not null)
        from standing_progress e join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
          left join progress_validation v on v.entry_id = e.id
        where e.recommendation_id = r.id and e.about_body_id = b.id and e.track = 'state'
          and e.observed_on <= ${day}::date
        order by e.observed_on desc, e.id desc limit 1) as last
    from recommendation r join recommendation_addressee a on a.recommendation_id = r.id
      join body b on b.id = a.body_id and b.kind = 'state'
    where r.mechanism = 'dialogue' and r.made_on <= ${day}::date and ${ofBodies(sql`b.id`, bodyIds)}
      and not exists (select from standing_stage s where s.recommendation_id = r.id
        and s.stage in ('consolidated', 'withdrawn') and s.reached_on <= ${day}::date)`.execute(db)
  return rows.flatMap(({ reference, madeOn, recordedAt, body, title, reports, last }): Due[] => {
    const common = {
      body,
      title,
      reference,
      path: `/recommendations/${reference}/progress/${body.id}`,
      changedAt: last ? new Date(last.recordedAt) : recordedAt
    }
    const dueOn = reportDueOn(last, madeOn, REPORT_GROWS_OLD_days)
    const report = { kind: 'report', thing: `report ${reference} ${body.id}`, notBy: null, revision: reports } as const
    const signOff = { kind: 'sign-off', thing: `sign-off ${last?.id}`, revision: 0 } as const
    return [
      ...(dueOn === null ? [] : [{ ...common, ...report, dueOn }]),
      ...(last === null || last.validated
        ? []
        : [
            {
              ...common,
              ...signOff,
              notBy: last.recordedBy,
              dueOn: addDays(dayOf(new Date(last.recordedAt)), scheme.signOffWithin_days)
            }
          ])
    ]
  })
}

interface ActionRow {
  readonly kind: 'milestone' | 'action'
  readonly id: number
  readonly actionId: number
  readonly title: string
  readonly locale: string
  readonly dueOn: string
  readonly recordedAt: Date
  readonly revision: number
  readonly steps: readonly ActionStep[]
  readonly body: DueBody | null
}

/** Actions with a due day, and milestones not reached, of actions that are neither completed nor stopped. */
async function actionsDue(db: Db, { day, bodyIds }: Asked): Promise<Due[]> {
  const { rows } = await sql<ActionRow>`
    with due as (
      select 'milestone' as kind, m.milestone_id as id, m.action_id, m.title, m.locale, m.due_on, m.recorded_at,
        (select count(*)::int - 1 from milestone_plan p where p.milestone_id = m.milestone_id) as revision
      from standing_milestone m where not exists (
        select from standing_milestone_reached r where r.milestone_id = m.milestone_id and r.reached_on <= ${day}::date)
      union all
      select 'action', a.action_id, a.action_id, a.title, a.locale, a.due_on, a.recorded_at,
        (select count(*)::int - 1 from action_plan p where p.action_id = a.action_id)
      from standing_action_plan a where a.due_on is not null
    )
    select d.kind, d.id, d.action_id as "actionId", d.title, d.locale, d.due_on as "dueOn", d.recorded_at as "recordedAt",
      d.revision,
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'reachedOn', s.reached_on))
        from standing_action_step s where s.action_id = d.action_id), '[]') as steps,
      case when b.id is not null then jsonb_build_object('id', b.id, 'kind', b.kind, 'name', b.name) end as body
    from due d left join lateral (
      select l.body_id from standing_action_body l
      where l.action_id = d.action_id and l.part = 'leads' and l.since <= ${day}::date
        and (l.until is null or l.until > ${day}::date)
      order by l.since desc, l.id desc limit 1
    ) leader on true left join body b on b.id = leader.body_id
    where ${ofBodies(sql`b.id`, bodyIds)}`.execute(db)
  return rows
    .filter(({ steps }) => !isOver(steps, day))
    .map(({ kind, id, actionId, title, locale, dueOn, recordedAt, revision, body }) => ({
      kind,
      thing: `${kind} ${id}`,
      dueOn,
      body,
      title: { [locale]: title },
      reference: null,
      path: `/actions/${actionId}`,
      notBy: null,
      changedAt: recordedAt,
      revision
    }))
}
