import { sql, type Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { actionStatus, milestoneStatus, type MilestoneFacts, type Status, type StepFact } from './status.ts'

type Db = Kysely<Database>

/** An action as lists show it. */
export interface ListedAction {
  readonly id: number
  readonly title: string
  readonly locale: string
  readonly beginsOn: string
  readonly dueOn: string | null
  readonly source: string | null
  readonly leader: BodyName | null
  readonly joining: readonly BodyName[]
  /** references */
  readonly recommendations: readonly string[]
  readonly status: Status
  /** the day of its last step; null while it is planned */
  readonly since: string | null
  readonly milestones: { readonly reached: number; readonly overdue: number; readonly total: number }
}

export interface Narrowed {
  /** every one of these words is in its title, text, resources or source */
  readonly words?: string
  readonly recommendationIds?: readonly number[]
  readonly reference?: string
  /** leads or joins it on the day */
  readonly bodyId?: string
  readonly leaderId?: string
  /** with the themes below it */
  readonly themeId?: string
}

interface Row extends Omit<ListedAction, 'status' | 'since' | 'milestones'> {
  readonly steps: readonly StepFact[]
  readonly milestoneFacts: readonly MilestoneFacts[]
}

/**
 * The actions that answer, each with its status on a day: what is due first comes first, what has no due day last. Status
 * is computed from the facts by one rule (status.ts), so it isn't asked of the database.
 */
export async function actionsWith(db: Db, narrowed: Narrowed, day: string): Promise<ListedAction[]> {
  const { words = '', recommendationIds, reference, bodyId, leaderId, themeId } = narrowed
  const said = sql.join(
    [
      sql`true`,
      ...words
        .split(/\s+/)
        .filter(Boolean)
        .map(
          (word) => sql`concat_ws(' ', p.title, p.text, p.resources, p.source)
            ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`
        )
    ],
    sql` and `
  )
  const named = sql`jsonb_build_object('id', b.id, 'name', b.name, 'shortName', b.short_name)`
  const held = sql`x.since <= ${day}::date and (x.until is null or x.until > ${day}::date)`
  const { rows } = await sql<Row>`
    with recursive beneath (id) as (
      select ${themeId ?? null}::text union select t.id from theme t join beneath on t.parent_id = beneath.id
    )
    select a.id, p.title, p.locale, p.begins_on as "beginsOn", p.due_on as "dueOn", p.source,
      (select ${named} from standing_action_body x join body b on b.id = x.body_id
        where x.action_id = a.id and x.part = 'leads' and ${held} order by x.id desc limit 1) as leader,
      coalesce((select jsonb_agg(${named} order by b.name ->> 'en') from standing_action_body x
        join body b on b.id = x.body_id where x.action_id = a.id and x.part = 'joins' and ${held}), '[]') as joining,
      coalesce((select jsonb_agg(r.reference order by r.made_on, r.ordinal, r.reference)
        from standing_action_recommendation x join recommendation r on r.id = x.recommendation_id
        where x.action_id = a.id), '[]') as recommendations,
      coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'step', x.step, 'reachedOn', x.reached_on,
        'corrects', x.corrects, 'withdrawn', x.withdrawn)) from standing_action_step x where x.action_id = a.id), '[]') as steps,
      coalesce((select jsonb_agg(jsonb_build_object('dueOn', m.due_on, 'reached', coalesce((
          select jsonb_agg(jsonb_build_object('id', x.id, 'reachedOn', x.reached_on, 'corrects', x.corrects,
            'withdrawn', x.withdrawn)) from standing_milestone_reached x where x.milestone_id = m.milestone_id), '[]')))
        from standing_milestone m where m.action_id = a.id), '[]') as "milestoneFacts"
    from action a join standing_action_plan p on p.action_id = a.id
    where ${said}
      and (${recommendationIds ? [...recommendationIds] : null}::bigint[] is null or exists (
        select from standing_action_recommendation x where x.action_id = a.id
          and x.recommendation_id = any(${recommendationIds ? [...recommendationIds] : null}::bigint[])))
      and (${reference ?? null}::text is null or exists (
        select from standing_action_recommendation x join recommendation r on r.id = x.recommendation_id
        where x.action_id = a.id and upper(r.reference) = upper(${reference ?? null})))
      and (${bodyId ?? null}::text is null or exists (
        select from standing_action_body x where x.action_id = a.id and x.body_id = ${bodyId ?? null} and ${held}))
      and (${leaderId ?? null}::text is null or exists (
        select from standing_action_body x
        where x.action_id = a.id and x.part = 'leads' and x.body_id = ${leaderId ?? null} and ${held}))
      and (${themeId ?? null}::text is null or exists (
        select from standing_action_recommendation x
        join recommendation_theme t on t.recommendation_id = x.recommendation_id and t.withdrawn_at is null
        where x.action_id = a.id and t.theme_id in (select id from beneath)))
    order by p.due_on nulls last, a.id`.execute(db)
  return rows.map(({ steps, milestoneFacts, ...row }) => {
    const status = actionStatus({ ...row, steps }, day)
    const found = milestoneFacts.map((one) => milestoneStatus(one, status, day))
    return {
      ...row,
      status,
      since:
        steps
          .map(({ reachedOn }) => reachedOn)
          .filter((reachedOn) => reachedOn <= day)
          .sort()
          .at(-1) ?? null,
      milestones: {
        reached: found.filter((one) => one === 'reached' || one === 'reached-late').length,
        overdue: found.filter((one) => one === 'overdue').length,
        total: found.length
      }
    }
  })
}

/** What is done for these recommendations, or what a body leads or joins; nothing given: all actions. */
export async function actionsFor(
  db: Db,
  { recommendationIds, bodyId }: Pick<Narrowed, 'recommendationIds' | 'bodyId'>,
  day: string
): Promise<ListedAction[]> {
  return actionsWith(db, { recommendationIds, bodyId }, day)
}

/** The bodies that lead an action on a day, for a filter. */
export async function leaders(db: Db, day: string): Promise<BodyName[]> {
  const { rows } = await sql<BodyName>`
    select distinct b.id, b.name, b.short_name as "shortName", b.name ->> 'en' as english
    from standing_action_body x join body b on b.id = x.body_id
    where x.part = 'leads' and x.since <= ${day}::date and (x.until is null or x.until > ${day}::date)
    order by english`.execute(db)
  return rows.map(({ id, name, shortName }) => ({ id, name, shortName }))
}
