import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { changedFrom, type HistoryLine, type Worded } from './history.ts'

/**
 * Everything that was ever written down about an action, newest first, with who and when: corrections, what they took
 * the place of, and what was taken back. Officials stand by name; whoever writes for an NHRI or a CSO is shown as it alone,
 * on a page that everybody reads.
 */
export async function historyOf(db: Kysely<Database>, actionId: number): Promise<HistoryLine[]> {
  const worded = (words: string, days: string, numbers = 'array[]::text[]') =>
    sql.raw(
      `jsonb_build_object('words', to_jsonb(array[${words}]), 'days', to_jsonb(array[${days}]), 'numbers', to_jsonb(${numbers}))`
    )
  const plan = (t: string) =>
    worded(
      `${t}.title, ${t}.text, coalesce(${t}.resources, ''), coalesce(${t}.source, ''), coalesce(${t}.source_url, '')`,
      `${t}.begins_on, ${t}.due_on`
    )
  const milestone = (t: string) => worded(`${t}.title`, `${t}.due_on`)
  const indicator = (t: string) =>
    worded(
      `${t}.name, ${t}.unit`,
      `${t}.baseline_on, ${t}.target_on`,
      `array[${t}.baseline::text || ' ' || ${t}.unit, ${t}.target::text || ' ' || ${t}.unit]`
    )
  const value = (t: string) => worded(`${t}.source`, `${t}.observed_on`, `array[${t}.value::text]`)
  const { rows } = await sql<HistoryLine & { after: Worded | null }>`
    with told (step, id, change, recorded_at, recorded_by, body_id, reference, day, value, about, locale, before, after) as (
      select 1, p.id, case when p.corrects is null then 'planned' else 'plan_changed' end, p.recorded_at, p.recorded_by,
        null::text, null::text, null::date, null::text, p.title, p.locale,
        case when w.id is not null then ${plan('w')} end, ${plan('p')}
      from action_plan p left join action_plan w on w.id = p.corrects where p.action_id = ${actionId}
      union all
      select 2, b.id, case when b.withdrawn then 'part_withdrawn' when b.corrects is not null then b.part || '_until'
          else b.part || '_since' end, b.recorded_at, b.recorded_by, b.body_id, null, coalesce(b.until, b.since),
        null, null, null, null, null
      from action_body b where b.action_id = ${actionId}
      union all
      select 3, l.id, case when l.withdrawn then 'unlinked' else 'linked' end, l.recorded_at, l.recorded_by, null,
        r.reference, null, null, null, null, null, null
      from action_recommendation l join recommendation r on r.id = l.recommendation_id where l.action_id = ${actionId}
      union all
      select 4, s.id, case when s.withdrawn then 'step_withdrawn' else 'step_' || s.step end, s.recorded_at, s.recorded_by,
        null, null, s.reached_on, null, s.reason, null, null, null
      from action_step s where s.action_id = ${actionId}
      union all
      select 5, p.id, case when p.withdrawn then 'milestone_withdrawn' when p.corrects is null then 'milestone_planned'
          else 'milestone_changed' end, p.recorded_at, p.recorded_by, null, null, p.due_on, null, p.title, p.locale,
        case when w.id is not null then ${milestone('w')} end, ${milestone('p')}
      from milestone_plan p join milestone m on m.id = p.milestone_id left join milestone_plan w on w.id = p.corrects
      where m.action_id = ${actionId}
      union all
      select 6, r.id, case when r.withdrawn then 'reached_withdrawn' else 'milestone_reached' end, r.recorded_at,
        r.recorded_by, null, null, r.reached_on, null, p.title, p.locale, null, null
      from milestone_reached r join milestone m on m.id = r.milestone_id
        join milestone_plan p on p.milestone_id = m.id
          and not exists (select from milestone_plan later where later.corrects = p.id)
      where m.action_id = ${actionId}
      union all
      select 7, p.id, case when p.withdrawn then 'indicator_withdrawn' when p.corrects is null then 'indicator_planned'
          else 'indicator_changed' end, p.recorded_at, p.recorded_by, null, null, p.target_on, null, p.name, p.locale,
        case when w.id is not null then ${indicator('w')} end, ${indicator('p')}
      from indicator_plan p join indicator i on i.id = p.indicator_id left join indicator_plan w on w.id = p.corrects
      where i.action_id = ${actionId}
      union all
      select 8, v.id, case when v.withdrawn then 'value_withdrawn' when v.corrects is null then 'value_told'
          else 'value_changed' end, v.recorded_at, v.recorded_by, null, null, v.observed_on, v.value::text, p.name,
        p.locale, case when w.id is not null then ${value('w')} end, ${value('v')}
      from indicator_value v join indicator i on i.id = v.indicator_id
        join indicator_plan p on p.indicator_id = i.id
          and not exists (select from indicator_plan later where later.corrects = p.id)
        left join indicator_value w on w.id = v.corrects
      where i.action_id = ${actionId}
    )
    select t.change, t.recorded_at as at, case when o.name is null then a.name end as by, o.name as "byBody", b.name as body, t.reference, t.day, t.value, t.about, t.locale,
      t.before, t.after
    from told t join account a on a.id = t.recorded_by left join body b on b.id = t.body_id
      left join lateral (
        select named.name from standing_mandate m join body named on named.id = m.body_id
        where m.account_id = a.id and m.role in ('nhri', 'cso') order by m.since desc, m.id desc limit 1
      ) o on true
    order by t.recorded_at desc, t.step desc, t.id desc`.execute(db)
  return rows.map(({ after, ...line }) => ({
    ...line,
    before: line.before && after ? changedFrom(line.before, after) : null
  }))
}
