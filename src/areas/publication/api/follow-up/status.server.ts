import { sql } from 'kysely'
import { reportDueOn } from '#areas/deadlines/due.ts'
import { stageOn, type StageFact } from '#areas/follow-up/life.ts'
import { disagree, isOnlyClaimed, REPORT_GROWS_OLD_days, standingOn, type Entry } from '#areas/follow-up/tracks.ts'
import { OF_RECOMMENDATION, ofBody, type Listing, type Read } from '../listing.server.ts'
import { Status } from './shapes.ts'

interface Facts {
  readonly recommendation: string
  readonly mechanism: string
  readonly ofState: boolean
  readonly madeOn: string
  readonly stages: readonly StageFact[]
  readonly entries: readonly (Entry & { readonly scale: string; readonly grade: string })[]
}

/** Every recommendation with every addressee; what stands is computed by the rules that the pages use. */
export const status: Listing = {
  kind: 'follow-up',
  one: 'status',
  about: 'Where each recommendation stands with each addressee, today',
  description: 'Computed from the facts that the other lists give. The three tracks are kept apart, never averaged.',
  example: 'AHRD7-R3:ID',
  shape: Status,
  columns: sql`r.reference || ':' || x.body_id as id, r.reference as recommendation, x.body_id as "bodyId",
    r.mechanism, b.kind = 'state' as "ofState", coalesce((select jsonb_agg(m.body_id order by m.body_id)
      from recommendation_maker m where m.recommendation_id = r.id), '[]') as "madeBy",
    r.made_on as "madeOn", q.due_on as "replyDueOn", p.position, p.stated_on as "positionOn",
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'stage', s.stage, 'reachedOn', s.reached_on,
      'corrects', s.corrects, 'withdrawn', s.withdrawn)) from recommendation_stage s
      where s.recommendation_id = x.recommendation_id), '[]') as stages,
    coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'track', e.track, 'by', e.by_body_id, 'level', g.level,
      'scale', e.scale_id, 'grade', e.grade, 'observedOn', e.observed_on,
      'evidence', e.evidence is not null or e.evidence_url is not null, 'corrects', e.corrects,
      'validated', v.id is not null, 'retracted', t.id is not null)) from progress_entry e
      join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
      left join progress_validation v on v.entry_id = e.id left join progress_retraction t on t.entry_id = e.id
      where e.recommendation_id = x.recommendation_id and e.about_body_id = x.body_id), '[]') as entries,
    coalesce((select jsonb_agg(distinct l.action_id) from standing_action_recommendation l
      join standing_action_body b on b.action_id = l.action_id and b.body_id = x.body_id
      where l.recommendation_id = x.recommendation_id), '[]') as actions`,
  table: sql`recommendation_addressee x join recommendation r on r.id = x.recommendation_id
    join body b on b.id = x.body_id
    left join reply_day q on q.recommendation_id = r.id and not q.withdrawn
      and not exists (select from reply_day later where later.corrects = q.id)
    left join lateral (select s.position, s.stated_on from standing_position s
      where s.recommendation_id = x.recommendation_id and s.body_id = x.body_id
      order by s.stated_on desc, s.id desc limit 1) p on true`,
  key: [
    { column: sql`x.recommendation_id`, type: 'bigint' },
    { column: sql`x.body_id collate "C"`, type: 'text' }
  ],
  byId: (id) => {
    const at = id.lastIndexOf(':')
    return sql`r.reference = ${id.slice(0, at)} and x.body_id = ${id.slice(at + 1)}`
  },
  filters: {
    recommendation: OF_RECOMMENDATION,
    body: ofBody('body_id', 'The addressee.'),
    mechanism: {
      about: 'Where it was made: dialogue, upr, treaty-body, special-procedure, other.',
      where: (value) => sql`r.mechanism = ${value}`
    }
  },
  page: ({ recommendation, bodyId }) => `/recommendations/${recommendation}/progress/${bodyId}`,
  finish: computed
}

function computed({ stages, entries, ofState, ...row }: Read, day: string): Read {
  const facts = { stages, entries, ofState, ...row } as unknown as Facts
  const standing = standingOn(facts.entries, day)
  const stage = stageOn(facts.stages, day)
  const goesOn = stage !== 'consolidated' && stage !== 'withdrawn'
  return {
    ...row,
    stage,
    state: standing.state && { ...told(standing.state), onlyClaimed: isOnlyClaimed(standing.state) },
    stakeholders: standing.stakeholders.map(told),
    body: standing.body && told(standing.body),
    differ: disagree(standing),
    stateSilentSince: standing.state?.observedOn ?? facts.madeOn,
    reportDueOn:
      facts.ofState && facts.mechanism === 'dialogue' && goesOn
        ? reportDueOn(standing.state, facts.madeOn, REPORT_GROWS_OLD_days)
        : null
  }
}

function told({ id, by, level, grade, scale, observedOn }: Facts['entries'][number]) {
  return { entry: id, by, level, grade, scale, observedOn }
}
