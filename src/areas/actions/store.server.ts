import { sql, type Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import { isAccredited } from '#areas/follow-up/store.server.ts'
import type { LaterStage } from '#areas/follow-up/life.ts'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import type { BodyKind } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Speaking } from './policy.ts'
import type { ReachedFact, StepFact, ValueFact } from './status.ts'
import { SECRETARIAT_WRITES_FOR, speaksFor } from './voice.ts'

type Db = Kysely<Database>

export interface Plan {
  readonly id: number
  readonly title: string
  readonly text: string
  readonly locale: string
  readonly beginsOn: string
  readonly dueOn: string | null
  readonly resources: string | null
  readonly source: string | null
  readonly sourceUrl: string | null
}

/** A body's part in an action. `until` is the first day on which it no longer holds. */
export interface Part extends BodyName {
  readonly fact: number
  readonly kind: BodyKind
  readonly part: 'leads' | 'joins'
  readonly since: string
  readonly until: string | null
}

export interface Linked {
  readonly fact: number
  readonly id: number
  readonly reference: string
  readonly title: Localised
  readonly text: Localised
  /** set where the recommendation itself came to an end */
  readonly over: 'withdrawn' | 'consolidated' | null
}

export interface ToldStep extends StepFact {
  readonly reason: string | null
  readonly sourceUrl: string | null
}

export interface Milestone {
  readonly id: number
  /** the row that words it */
  readonly fact: number
  readonly title: string
  readonly locale: string
  readonly dueOn: string
  readonly reached: readonly (ReachedFact & { readonly evidence: string | null; readonly sourceUrl: string | null })[]
}

export interface Indicator {
  readonly id: number
  readonly fact: number
  readonly name: string
  readonly unit: string
  readonly locale: string
  readonly baseline: number
  readonly baselineOn: string
  readonly target: number
  readonly targetOn: string
  readonly values: readonly (ValueFact & { readonly source: string; readonly sourceUrl: string | null })[]
}

/** An action with all that stands of it. */
export interface ActionSheet {
  readonly id: number
  readonly plan: Plan
  readonly parts: readonly Part[]
  readonly recommendations: readonly Linked[]
  readonly steps: readonly ToldStep[]
  readonly milestones: readonly Milestone[]
  readonly indicators: readonly Indicator[]
}

export async function actionSheet(db: Db, id: number): Promise<ActionSheet | undefined> {
  const plan = await planOf(db, id)
  if (!plan) return undefined
  const [parts, recommendations, steps, milestones, indicators] = await Promise.all([
    partsOf(db, id),
    linkedTo(db, id),
    stepsOf(db, id),
    milestonesOf(db, id),
    indicatorsOf(db, id)
  ])
  return { id, plan, parts, recommendations, steps, milestones, indicators }
}

/** The wording of a plan that stands: no later one corrects it. */
export async function planOf(db: Db, actionId: number): Promise<Plan | undefined> {
  return db
    .selectFrom('standing_action_plan')
    .select(['id', 'title', 'text', 'locale', 'begins_on as beginsOn', 'due_on as dueOn'])
    .select(['resources', 'source', 'source_url as sourceUrl'])
    .where('action_id', '=', actionId)
    .executeTakeFirst()
}

/** Every body's part, the one that leads first; those that left are there too. */
export async function partsOf(db: Db, actionId: number): Promise<Part[]> {
  return db
    .selectFrom('standing_action_body as p')
    .innerJoin('body as b', 'b.id', 'p.body_id')
    .select(['p.id as fact', 'b.id', 'b.kind', 'b.name', 'b.short_name as shortName', 'p.part', 'p.since', 'p.until'])
    .where('p.action_id', '=', actionId)
    .orderBy('p.part', 'desc')
    .orderBy('p.since')
    .orderBy('p.id')
    .execute()
}

/** The body that leads on a day, as the policy asks for it: with whether it may write. */
export async function leaderOn(db: Db, actionId: number, day: string): Promise<Speaking | null> {
  const parts = await partsOf(db, actionId)
  const leader = parts.find((one) => one.part === 'leads' && one.since <= day && (!one.until || day < one.until))
  return leader ? { id: leader.id, kind: leader.kind, accredited: await mayWrite(db, leader, day) } : null
}

/** A body as the policy asks for it; null where there is none of that name. */
export async function speakingFor(db: Db, bodyId: string, day: string): Promise<Speaking | null> {
  const body = await db.selectFrom('body').select(['id', 'kind']).where('id', '=', bodyId).executeTakeFirst()
  return body ? { ...body, accredited: await mayWrite(db, body, day) } : null
}

export type OwnBody = BodyName & Speaking

/** The bodies in whose name somebody writes on a day, by name, each with whether it may. */
export async function ownBodies(db: Db, actor: Actor, day: string): Promise<OwnBody[]> {
  if (actor.kind !== 'account') return []
  const held = actor.mandates.flatMap((one) => (one.bodyId !== null && isHeld(one, day) ? [one.bodyId] : []))
  const bodies = await db
    .selectFrom('body')
    .select(['id', 'kind', 'name', 'short_name as shortName'])
    .where((where) => where.or([where('id', 'in', ['', ...held]), where('kind', 'in', [...SECRETARIAT_WRITES_FOR])]))
    .orderBy(sql`name ->> 'en'`)
    .execute()
  const own = bodies.filter((body) => speaksFor(actor, day, body))
  return Promise.all(own.map(async (body) => ({ ...body, accredited: await mayWrite(db, body, day) })))
}

/** Only of a CSO is it asked whether its accreditation stands. */
async function mayWrite(db: Db, { id, kind }: { id: string; kind: BodyKind }, day: string): Promise<boolean> {
  return kind !== 'cso' || isAccredited(db, id, day)
}

/** The title of a recommendation by language, and its words. */
const TITLE = sql<Localised>`coalesce((select jsonb_object_agg(x.locale, x.text order by x.id) from recommendation_text x
  where x.recommendation_id = r.id and x.kind = 'title'), '{}')`
const WORDS = sql<Localised>`coalesce((select jsonb_object_agg(x.locale, x.text order by x.id) from recommendation_text x
  where x.recommendation_id = r.id and x.kind in ('original', 'correction', 'translation')), '{}')`

export async function linkedTo(db: Db, actionId: number): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    select l.id as fact, r.id, r.reference, ${TITLE} as title, ${WORDS} as text,
      (select s.stage from standing_stage s where s.recommendation_id = r.id and s.stage in ('withdrawn', 'consolidated')
        order by s.reached_on desc, s.id desc limit 1) as over
    from standing_action_recommendation l join recommendation r on r.id = l.recommendation_id
    where l.action_id = ${actionId} order by r.made_on, r.ordinal, r.reference`.execute(db)
  return rows
}

export interface LinkableRecommendation {
  readonly id: number
  readonly reference: string
  /** the stage at which its life ended, and where it goes on */
  readonly over: Extract<LaterStage, 'withdrawn' | 'consolidated'> | null
  readonly into: string | null
}

/** The recommendation of a reference, in capitals or not, and whether it is over on a day. */
export async function linkable(db: Db, reference: string, day: string): Promise<LinkableRecommendation | undefined> {
  const { rows } = await sql<LinkableRecommendation>`
    select r.id, r.reference, s.stage as over, i.reference as into from recommendation r
    left join lateral (
      select s.stage, s.into_id from standing_stage s where s.recommendation_id = r.id and s.reached_on <= ${day}::date
        and s.stage in ('withdrawn', 'consolidated') order by s.reached_on desc, s.id desc limit 1
    ) s on true left join recommendation i on i.id = s.into_id
    where upper(r.reference) = upper(${reference}) order by r.reference = ${reference} desc limit 1`.execute(db)
  return rows[0]
}

/** A recommendation and those that were consolidated into it: what is done for them is done for it. */
export async function withDuplicates(db: Db, recommendationId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('standing_stage')
    .select('recommendation_id')
    .where('into_id', '=', recommendationId)
    .execute()
  return [recommendationId, ...rows.map(({ recommendation_id }) => recommendation_id)]
}

export async function stepsOf(db: Db, actionId: number): Promise<ToldStep[]> {
  return db
    .selectFrom('standing_action_step')
    .select(['id', 'step', 'reached_on as reachedOn', 'reason', 'source_url as sourceUrl', 'corrects', 'withdrawn'])
    .where('action_id', '=', actionId)
    .orderBy('reached_on')
    .orderBy('id')
    .execute()
}

export async function milestonesOf(db: Db, actionId: number): Promise<Milestone[]> {
  const { rows } = await sql<Milestone>`
    select m.milestone_id as id, m.id as fact, m.title, m.locale, m.due_on as "dueOn", coalesce((
      select jsonb_agg(jsonb_build_object('id', x.id, 'reachedOn', x.reached_on, 'evidence', x.evidence,
        'sourceUrl', x.source_url, 'corrects', x.corrects, 'withdrawn', x.withdrawn) order by x.reached_on, x.id)
      from standing_milestone_reached x where x.milestone_id = m.milestone_id), '[]') as reached
    from standing_milestone m where m.action_id = ${actionId} order by m.due_on, m.milestone_id`.execute(db)
  return rows
}

export async function indicatorsOf(db: Db, actionId: number): Promise<Indicator[]> {
  const { rows } = await sql<Indicator>`
    select i.indicator_id as id, i.id as fact, i.name, i.unit, i.locale, i.baseline::float8 as baseline,
      i.baseline_on as "baselineOn", i.target::float8 as target, i.target_on as "targetOn", coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id, 'value', v.value, 'observedOn', v.observed_on, 'source', v.source,
        'sourceUrl', v.source_url, 'corrects', v.corrects, 'withdrawn', v.withdrawn) order by v.observed_on, v.id)
      from standing_indicator_value v where v.indicator_id = i.indicator_id), '[]') as values
    from standing_indicator i where i.action_id = ${actionId} order by i.indicator_id`.execute(db)
  return rows
}

/** Until the transaction ends nobody else writes about this action: what was read of it still holds. */
export async function lockAction(tx: Db, id: number): Promise<void> {
  await tx.selectFrom('action').select('id').where('id', '=', id).forUpdate().execute()
}
