import { sql } from 'kysely'
import { BY_NUMBER, type Filter, type Listing } from '../listing.server.ts'
import { IndicatorValue, Milestone } from './shapes.ts'

// What the actions hold inside, a row for each, for those who count in a spreadsheet.

const OF_ACTION: Filter = { about: 'The action.', where: (value) => sql`x.action_id::text = ${value}` }

export const milestones: Listing = {
  kind: 'milestones',
  one: 'milestone',
  about: 'Milestones of actions, as they stand, and whether they were reached',
  shape: Milestone,
  columns: sql`x.id, x.action_id as action, m.title, m.locale as language, m.due_on as "dueOn",
    d.reached_on as "reachedOn", d.evidence, d.source_url as "evidenceUrl", m.recorded_at as "changedAt"`,
  table: sql`milestone x join standing_milestone m on m.milestone_id = x.id
    left join lateral (select * from standing_milestone_reached where milestone_id = x.id
      order by reached_on desc, id desc limit 1) d on true`,
  key: BY_NUMBER,
  filters: { action: OF_ACTION },
  page: ({ action }) => `/actions/${action}`
}

export const indicatorValues: Listing = {
  kind: 'indicator-values',
  one: 'value',
  about: 'Values of the indicators of actions, each beside what it is measured by',
  description: 'Values that stand. An indicator without a value yet is in the list of actions.',
  shape: IndicatorValue,
  columns: sql`v.id, n.action_id as action, v.indicator_id as indicator, n.name, n.unit, n.locale as language,
    n.baseline::float8 as baseline, n.baseline_on as "baselineOn", n.target::float8 as target,
    n.target_on as "targetOn", v.value::float8 as value, v.observed_on as "observedOn", v.source,
    v.source_url as "sourceUrl", v.recorded_at as "recordedAt"`,
  table: sql`standing_indicator_value v join standing_indicator n on n.indicator_id = v.indicator_id`,
  key: [{ column: sql`v.id`, type: 'bigint' }],
  byId: (id) => sql`v.id::text = ${id}`,
  filters: {
    action: { about: 'The action.', where: (value) => sql`n.action_id::text = ${value}` },
    indicator: { about: 'The indicator.', where: (value) => sql`v.indicator_id::text = ${value}` }
  },
  page: ({ action }) => `/actions/${action}`
}
