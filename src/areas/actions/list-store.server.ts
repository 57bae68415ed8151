import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import {
  actionStatus,
  milestoneStatus,
  standingSteps,
  type ActionFacts,
  type MilestoneFacts,
  type Status,
  type StepFact
} from './status.ts'

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

/** An action that answers, with how it stands on the day. */
export interface FoundAction {
  readonly id: number
  readonly status: Status
  /** the day of its last step; null while it is planned */
  readonly since: string | null
}

/**
 * The actions that answer, each with its status on a day: what is due first comes first, what has no due day last. Status
 * is computed from the facts by one rule (status.ts), so it isn't asked of the database; this reads no more than it needs.
 */
export async function findActions(db: Db, narrowed: Narrowed, day: string): Promise<FoundAction[]> {
  const { words = '', recommendationIds, reference, bodyId, leaderId, themeId } = narrowed
  const said = words
    .split(/\s+/)
    .filter(Boolean)
    .map(
      (word) => sql`concat_ws(' ', p.title, p.text, p.resources, p.source)
        ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`
    )
  const held = sql`x.since <= ${day}::date and (x.until is null or x.until > ${day}::date)`
  const linked = (where: RawBuilder<unknown>) => sql`exists (select from standing_action_recommendation x
    join recommendation r on r.id = x.recommendation_id where x.action_id = p.action_id and ${where})`
  const asked = [
    ...said,
    ...(recommendationIds ? [linked(sql`r.id = any(${[...recommendationIds]}::bigint[])`)] : []),
    ...(reference ? [linked(sql`upper(r.reference) = upper(${reference})`)] : []),
    ...(themeId
      ? [
          linked(sql`exists (select from recommendation_theme t where t.recommendation_id = r.id
            and t.withdrawn_at is null and t.theme_id in (select id from beneath))`)
        ]
      : []),
    ...(bodyId
      ? [
          sql`exists (select from standing_action_body x
            where x.action_id = p.action_id and x.body_id = ${bodyId} and ${held})`
        ]
      : []),
    ...(leaderId
      ? [
          sql`exists (select from standing_action_body x
            where x.action_id = p.action_id and x.body_id = ${leaderId} and x.part = 'leads' and ${held})`
        ]
      : [])
  ]
  const { rows } = await sql<Omit<ActionFacts, 'steps'> & { id: number; steps: readonly StepFact[] | null }>`
    with recursive beneath (id) as (
      select ${themeId ?? null}::text union select t.id from theme t join beneath on t.parent_id = beneath.id
    )
    select p.action_id as id, p.begins_on as "beginsOn", p.due_on as "dueOn", s.steps
    from standing_action_plan p left join (
      select x.action_id, jsonb_agg(jsonb_build_object('id', x.id, 'step', x.step, 'reachedOn', x.reached_on,
        'corrects', x.corrects, 'withdrawn', x.withdrawn)) as steps
      from standing_action_step x group by x.action_id
    ) s on s.action_id = p.action_id
    where ${sql.join([sql`true`, ...asked], sql` and `)}
    order by p.due_on nulls last, p.action_id`.execute(db)
  return rows.map(({ id, steps, ...plan }) => ({
    id,
    status: actionStatus({ ...plan, steps: steps ?? [] }, day),
    since: standingSteps(steps ?? [], day).at(-1)?.reachedOn ?? null
  }))
}

type Row = Omit<ListedAction, 'status' | 'since' | 'milestones'> & { readonly milestones: readonly MilestoneFacts[] }

/** These actions as a list shows them, in their order. */
export async function listed(db: Db, found: readonly FoundAction[], day: string): Promise<ListedAction[]> {
  const named = sql`jsonb_build_object('id', b.id, 'name', b.name, 'shortName', b.short_name)`
  const held = sql`x.since <= ${day}::date and (x.until is null or x.until > ${day}::date)`
  const { rows } = await sql<Row>`
    select p.action_id as id, p.title, p.locale, p.begins_on as "beginsOn", p.due_on as "dueOn", p.source,
      (select ${named} from standing_action_body x join body b on b.id = x.body_id
        where x.action_id = p.action_id and x.part = 'leads' and ${held} order by x.id desc limit 1) as leader,
      coalesce((select jsonb_agg(${named} order by b.name ->> 'en') from standing_action_body x
        join body b on b.id = x.body_id where x.action_id = p.action_id and x.part = 'joins' and ${held}), '[]') as joining,
      coalesce((select jsonb_agg(r.reference order by r.made_on, r.ordinal, r.reference)
        from standing_action_recommendation x join recommendation r on r.id = x.recommendation_id
        where x.action_id = p.action_id), '[]') as recommendations,
      coalesce((select jsonb_agg(jsonb_build_object('dueOn', m.due_on, 'reached', coalesce((
          select jsonb_agg(jsonb_build_object('id', x.id, 'reachedOn', x.reached_on, 'corrects', x.corrects,
            'withdrawn', x.withdrawn)) from standing_milestone_reached x where x.milestone_id = m.milestone_id), '[]')))
        from standing_milestone m where m.action_id = p.action_id), '[]') as milestones
    from standing_action_plan p where p.action_id = any(${found.map(({ id }) => id)}::bigint[])`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap(({ id, status, since }) => {
    const row = byId.get(id)
    if (!row) return []
    const stands = row.milestones.map((one) => milestoneStatus(one, status, day))
    const milestones = {
      reached: stands.filter((one) => one === 'reached' || one === 'reached-late').length,
      overdue: stands.filter((one) => one === 'overdue').length,
      total: stands.length
    }
    return [{ ...row, status, since, milestones }]
  })
}

/** The actions that answer, as lists show them on a day. */
export async function actionsWith(db: Db, narrowed: Narrowed, day: string): Promise<ListedAction[]> {
  return listed(db, await findActions(db, narrowed, day), day)
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
