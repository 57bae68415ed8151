import { sql } from 'kysely'
import { BY_NUMBER, type Listing } from '../listing.server.ts'
import { Action } from './shapes.ts'

export const actions: Listing = {
  kind: 'actions',
  one: 'action',
  about: 'Actions: who does what for which recommendations, with milestones and indicators, as they stand',
  shape: Action,
  columns: sql`x.id, p.title, p.text, p.locale as language, p.begins_on as "beginsOn", p.due_on as "dueOn", p.resources,
    p.source, p.source_url as "sourceUrl", x.recorded_at as "recordedAt", p.recorded_at as "changedAt",
    coalesce((select jsonb_agg(r.reference order by r.reference) from standing_action_recommendation l
      join recommendation r on r.id = l.recommendation_id where l.action_id = x.id), '[]') as recommendations,
    coalesce((select jsonb_agg(jsonb_build_object('bodyId', b.body_id, 'part', b.part, 'since', b.since, 'until', b.until)
      order by b.since, b.id) from standing_action_body b where b.action_id = x.id), '[]') as bodies,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'step', s.step, 'reachedOn', s.reached_on, 'reason', s.reason,
      'sourceUrl', s.source_url) order by s.reached_on, s.id) from standing_action_step s where s.action_id = x.id), '[]')
      as steps,
    coalesce((select jsonb_agg(jsonb_build_object('id', m.milestone_id, 'title', m.title, 'language', m.locale,
      'dueOn', m.due_on, 'reachedOn', d.reached_on, 'evidence', d.evidence, 'evidenceUrl', d.source_url)
      order by m.due_on, m.milestone_id) from standing_milestone m left join lateral (select * from standing_milestone_reached
      where milestone_id = m.milestone_id order by reached_on desc, id desc limit 1) d on true
      where m.action_id = x.id), '[]') as milestones,
    coalesce((select jsonb_agg(jsonb_build_object('id', n.indicator_id, 'name', n.name, 'unit', n.unit,
      'language', n.locale, 'baseline', n.baseline, 'baselineOn', n.baseline_on, 'target', n.target,
      'targetOn', n.target_on, 'values', coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'value', v.value,
        'observedOn', v.observed_on, 'source', v.source, 'sourceUrl', v.source_url) order by v.observed_on, v.id)
        from standing_indicator_value v where v.indicator_id = n.indicator_id), '[]'))
      order by n.indicator_id) from standing_indicator n where n.action_id = x.id), '[]') as indicators`,
  table: sql`action x join standing_action_plan p on p.action_id = x.id`,
  key: BY_NUMBER,
  filters: {
    recommendation: {
      about: 'Reference of a recommendation that it is for.',
      where: (value) => sql`exists (select from standing_action_recommendation l join recommendation r
        on r.id = l.recommendation_id where l.action_id = x.id and r.reference = ${value})`
    },
    body: {
      about: 'A body that leads or joins it.',
      where: (value) =>
        sql`exists (select from standing_action_body b where b.action_id = x.id and b.body_id = ${value})`
    }
  },
  page: ({ id }) => `/actions/${id}`
}
