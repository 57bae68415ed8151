import { sql, type Kysely } from 'kysely'
import { wordingOf, type RecordedText } from '#areas/recommendations/wording.ts'
import type { Mechanism, Position } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { outcomeOf } from './flow.ts'
import { stageOn, type LaterStage } from '#areas/follow-up/life.ts'
import type { Pair } from './pair-query.ts'
import { standingOn, type Entry } from '#areas/follow-up/tracks.ts'

type Db = Kysely<Database>

interface PairRow {
  readonly recommendationId: number
  readonly reference: string
  readonly mechanism: Mechanism
  readonly session: string
  readonly ordinal: number
  readonly madeOn: string
  readonly bodyId: string
  /** of the addressee, oldest first; null where there are none */
  readonly positions: readonly Position[] | null
  readonly stages: readonly { stage: LaterStage; reachedOn: string }[] | null
  readonly acting: boolean
  readonly entries: readonly Omit<Entry, 'corrects' | 'retracted'>[] | null
  readonly themes: readonly string[] | null
}

// Of two steps of one day the later one stands (actions/status.ts).
const stepOrder = sql`array_position(array['begun', 'completed', 'stopped'], step)`

/**
 * Every pair as of a day, or those of some recommendations. The facts are collected by SQL, what they amount to is
 * decided by the rules of life.ts, tracks.ts and flow.ts.
 */
export async function readPairs(db: Db, day: string, ids?: readonly number[]): Promise<Pair[]> {
  const among = (column: string) =>
    ids ? sql`${sql.ref(column)} = any(${ids as number[]}::bigint[])` : sql<boolean>`true`
  const { rows } = await sql<PairRow>`
    with position_held as (
      select p.recommendation_id, p.body_id, array_agg(p.position order by p.stated_on, p.id) as positions
      from standing_position p where p.stated_on <= ${day}::date and ${among('p.recommendation_id')} group by 1, 2
    ), stage_reached as (
      select s.recommendation_id, jsonb_agg(jsonb_build_object('stage', s.stage, 'reachedOn', s.reached_on)) as stages
      from standing_stage s where ${among('s.recommendation_id')} group by 1
    ), said as (
      select e.recommendation_id, e.about_body_id, jsonb_agg(jsonb_build_object('id', e.id, 'track', e.track,
        'by', e.by_body_id, 'level', g.level, 'observedOn', e.observed_on,
        'evidence', e.evidence is not null or e.evidence_url is not null, 'validated', v.id is not null)) as entries
      from standing_progress e join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
        left join progress_validation v on v.entry_id = e.id
      where ${among('e.recommendation_id')} group by 1, 2
    ), acting as (
      select distinct r.recommendation_id, b.body_id
      from standing_action_recommendation r join standing_action_body b on b.action_id = r.action_id
      where b.since <= ${day}::date and (b.until is null or b.until > ${day}::date) and ${among('r.recommendation_id')}
        and coalesce((select s.step from standing_action_step s where s.action_id = r.action_id
          and s.reached_on <= ${day}::date order by s.reached_on desc, ${stepOrder} desc limit 1), '') <> 'stopped'
    ), subject as (
      select t.recommendation_id, array_agg(distinct t.theme_id) as themes from recommendation_theme t
      where t.withdrawn_at is null and ${among('t.recommendation_id')} group by 1
    )
    select r.id as "recommendationId", r.reference, r.mechanism, coalesce(r.dialogue_id, r.session, '') as session,
      coalesce(r.ordinal, 0) as ordinal, r.made_on as "madeOn", a.body_id as "bodyId", h.positions, s.stages,
      c.body_id is not null as acting, e.entries, j.themes
    from recommendation r join recommendation_addressee a on a.recommendation_id = r.id
      left join position_held h on h.recommendation_id = r.id and h.body_id = a.body_id
      left join stage_reached s on s.recommendation_id = r.id
      left join said e on e.recommendation_id = r.id and e.about_body_id = a.body_id
      left join acting c on c.recommendation_id = r.id and c.body_id = a.body_id
      left join subject j on j.recommendation_id = r.id
    where r.made_on <= ${day}::date and ${among('r.id')}`.execute(db)
  const widened = widening(await parentsOfThemes(db))
  return rows.map((row) => pairOf(row, day, widened))
}

function pairOf(row: PairRow, day: string, widened: (themes: readonly string[]) => readonly string[]): Pair {
  const standing = standingOn(
    (row.entries ?? []).map((entry) => ({ ...entry, corrects: null, retracted: false })),
    day
  )
  const position = row.positions?.at(-1) ?? 'pending'
  const stages = (row.stages ?? []).map((stage, id) => ({ ...stage, id, corrects: null, withdrawn: false }))
  return {
    recommendationId: row.recommendationId,
    reference: row.reference,
    mechanism: row.mechanism,
    session: row.session,
    ordinal: row.ordinal,
    madeOn: row.madeOn,
    bodyId: row.bodyId,
    themes: widened(row.themes ?? []),
    position,
    firstPosition: row.positions?.[0] ?? position,
    outcome: outcomeOf({ stage: stageOn(stages, day), position, acting: row.acting, standing }),
    spoke: standing.state !== null,
    reportedOn: standing.state?.observedOn ?? null
  }
}

async function parentsOfThemes(db: Db): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db.selectFrom('theme').select(['id', 'parent_id']).execute()
  return new Map(rows.map(({ id, parent_id }) => [id, parent_id]))
}

/** Themes with every wider one. The same themes give the same list, so that thousands of pairs share it. */
function widening(parents: ReadonlyMap<string, string | null>): (themes: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (themes) => {
    const key = themes.join(' ')
    const found = known.get(key)
    if (found) return found
    const all = new Set<string>()
    for (const theme of themes) {
      for (let one: string | null = theme; one !== null && !all.has(one); one = parents.get(one) ?? null) all.add(one)
    }
    const wide = [...all]
    known.set(key, wide)
    return wide
  }
}

export interface Changes {
  /** recommendations that changed, or null where they are too many to name */
  readonly ids: readonly number[] | null
  /** what to ask from next time */
  readonly horizon: string
}

const CHANGES_NAMED = 2_000
/** In place of a recommendation: an action or a milestone changed. */
export const ACTIONS_CHANGED = 0

/** What changed since a horizon; with none given, only the horizon of now. */
export async function changesSince(db: Db, horizon: string | null): Promise<Changes> {
  // Numbers of transactions of another cluster, from a backup, may be far ahead: those are none of ours yet.
  const { rows } = await sql<{ horizon: string; ids: number[] | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, (
      select array_agg(id::float8) from (
        select distinct recommendation_id as id from overview_change
        where transaction >= ${horizon}::text::xid8 and transaction < pg_snapshot_xmax(pg_current_snapshot())
        limit ${sql.lit(CHANGES_NAMED + 1)}
      ) changed
    ) as ids`.execute(db)
  const { ids, horizon: next } = rows[0]!
  return { ids: (ids?.length ?? 0) > CHANGES_NAMED ? null : (ids ?? []), horizon: next }
}

export interface Late {
  readonly kind: 'action' | 'milestone'
  readonly actionId: number
  readonly title: string
  readonly locale: string
  readonly dueOn: string
  /** who leads the action; null while nobody does */
  readonly bodyId: string | null
  readonly recommendationIds: readonly number[]
}

/** Actions neither completed nor stopped, and their milestones not reached, whose day has passed; the oldest first. */
export async function lateOn(db: Db, day: string): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with last_step as (
      select distinct on (action_id) action_id, step from standing_action_step where reached_on <= ${day}::date
      order by action_id, reached_on desc, ${stepOrder} desc
    ), running as (
      select p.action_id, p.title, p.locale, p.due_on from standing_action_plan p left join last_step s using (action_id)
      where coalesce(s.step, 'begun') = 'begun'
    ), leader as (
      select distinct on (action_id) action_id, body_id from standing_action_body
      where part = 'leads' and since <= ${day}::date and (until is null or until > ${day}::date)
      order by action_id, since desc, id desc
    ), served as (
      select action_id, array_agg(recommendation_id::float8 order by recommendation_id) as ids
      from standing_action_recommendation group by 1
    ), late as (
      select 'action' as kind, action_id, title, locale, due_on from running where due_on < ${day}::date
      union all
      select 'milestone', m.action_id, m.title, m.locale, m.due_on
      from standing_milestone m join running using (action_id)
      where m.due_on < ${day}::date and not exists (select from standing_milestone_reached x
        where x.milestone_id = m.milestone_id and x.reached_on <= ${day}::date)
    )
    select l.kind, l.action_id as "actionId", l.title, l.locale, l.due_on as "dueOn",
      b.body_id as "bodyId", coalesce(r.ids, '{}') as "recommendationIds"
    from late l left join leader b using (action_id) left join served r using (action_id)
    order by l.due_on, l.action_id, l.kind, l.title`.execute(db)
  return rows
}

export interface Edition {
  readonly id: string
  readonly edition: number
  readonly title: Localised
  readonly heldFrom: string
}

export async function editions(db: Db): Promise<Edition[]> {
  return db
    .selectFrom('dialogue')
    .select(['id', 'edition', 'title', 'held_from as heldFrom'])
    .orderBy('edition')
    .execute()
}

export interface ThemeLabel {
  readonly id: string
  readonly parentId: string | null
  readonly label: Localised
}

/** The thesaurus in its order. */
export async function labelsOfThemes(db: Db): Promise<ThemeLabel[]> {
  return db
    .selectFrom('theme')
    .select(['id', 'parent_id as parentId', 'label'])
    .orderBy('ordinal')
    .orderBy('id')
    .execute()
}

/** What a row says besides its pair. */
export interface RowWords {
  readonly title: Localised
  readonly words: Localised
}

/** The words and the short title of recommendations as they stand, by id. */
export async function wordsOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, RowWords>> {
  const { rows } = await sql<Omit<RecordedText, 'recordedAt'> & { recommendation_id: number; recorded_at: Date }>`
    select recommendation_id, kind, locale, text, reason, recorded_at from recommendation_text
    where recommendation_id = any(${ids as number[]}::bigint[]) and kind <> 'explanation' order by id`.execute(db)
  const texts = Map.groupBy(rows, (row) => row.recommendation_id)
  return new Map(
    [...texts].map(([id, own]) => [
      id,
      wordingOf(own.map(({ recorded_at, ...text }) => ({ ...text, recordedAt: recorded_at })))
    ])
  )
}
