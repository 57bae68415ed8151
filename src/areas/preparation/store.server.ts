import { sql, type Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import type { StageFact } from '#areas/follow-up/life.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { keyOf, type CarriedPoint, type PointName } from './carry-over.ts'
import type { RecordedStep } from './clusters.ts'
import type { ActionPart, DatedEntry, PointFacts, PositionFact } from './open-point.ts'

type Db = Kysely<Database>

export interface Preparation {
  readonly id: number
  readonly edition: number
  readonly openedAt: Date
  readonly afterId: string
  readonly afterTitle: Localised
  /** the last day of the edition before: what was done since is counted from it */
  readonly afterDay: string
  readonly public: boolean
  readonly plan: Plan | null
}

export interface Plan {
  readonly id: number
  readonly heldFrom: string | null
  readonly heldUntil: string | null
  readonly place: string | null
  readonly source: string
  readonly sourceUrl: string | null
  readonly recordedAt: Date
}

const preparationColumns = sql`
  p.id, p.edition, p.recorded_at as "openedAt", d.id as "afterId", d.title as "afterTitle", d.held_until as "afterDay",
  coalesce((select x.public from preparation_publication x where x.preparation_id = p.id order by x.id desc limit 1), false)
    as public
  from preparation p join dialogue d on d.id = p.after_dialogue_id`

type PreparationRow = Omit<Preparation, 'plan'>

/** Every preparation, the next edition first. */
export async function preparations(db: Db): Promise<Preparation[]> {
  const { rows } = await sql<PreparationRow>`select ${preparationColumns} order by p.edition desc`.execute(db)
  return Promise.all(rows.map(async (row) => ({ ...row, plan: (await plansOf(db, row.id)).at(-1) ?? null })))
}

export async function preparationOf(db: Db, edition: number): Promise<Preparation | undefined> {
  const { rows } = await sql<PreparationRow>`select ${preparationColumns} where p.edition = ${edition}`.execute(db)
  return rows[0] && { ...rows[0], plan: (await plansOf(db, rows[0].id)).at(-1) ?? null }
}

/** What was planned, first to last: the last one stands. */
export async function plansOf(db: Db, preparationId: number): Promise<Plan[]> {
  return db
    .selectFrom('preparation_plan')
    .select([
      'id',
      'held_from as heldFrom',
      'held_until as heldUntil',
      'place',
      'source',
      'source_url as sourceUrl',
      'recorded_at as recordedAt'
    ])
    .where('preparation_id', '=', preparationId)
    .orderBy('id')
    .execute()
}

/** Until the transaction ends nobody else writes about this preparation. */
export async function lockPreparation(tx: Db, edition: number): Promise<Preparation | undefined> {
  await tx.selectFrom('preparation').select('id').where('edition', '=', edition).forUpdate().execute()
  return preparationOf(tx, edition)
}

/** The latest edition on record: what would be prepared follows it. */
export async function latestDialogue(db: Db): Promise<{ id: string; edition: number; title: Localised } | undefined> {
  return db
    .selectFrom('dialogue')
    .select(['id', 'edition', 'title'])
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface CarryOver {
  readonly id: number
  readonly asOf: string
  readonly recordedAt: Date
  readonly points: readonly CarriedPoint[]
}

/** The list that stands, if one was confirmed. */
export async function carryOverOf(db: Db, preparationId: number): Promise<CarryOver | null> {
  const list = await db
    .selectFrom('carry_over')
    .select(['id', 'as_of as asOf', 'recorded_at as recordedAt'])
    .where('preparation_id', '=', preparationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!list) return null
  const points = await db
    .selectFrom('carried_point as p')
    .innerJoin('recommendation as r', 'r.id', 'p.recommendation_id')
    .select(['r.id as recommendationId', 'r.reference', 'p.body_id as bodyId', 'p.reason', 'p.since'])
    .where('p.carry_over_id', '=', list.id)
    .execute()
  return { ...list, points }
}

export async function stepsOf(db: Db, preparationId: number): Promise<(RecordedStep & { recordedAt: Date })[]> {
  return db
    .selectFrom('cluster_step')
    .select(['id', 'step', 'undoes', 'recorded_at as recordedAt'])
    .where('preparation_id', '=', preparationId)
    .orderBy('id')
    .execute()
}

/** An entry with all that a brief says of it. */
export interface ToldEntry extends DatedEntry {
  readonly byName: Localised
  readonly byShortName: Localised
  readonly text: string
  readonly locale: string
}

export interface StatedPosition extends PositionFact {
  readonly source: string | null
}

export type Point = PointName & PointFacts<ToldEntry> & { readonly positions: readonly StatedPosition[] }

/**
 * The facts of every point that an edition could carry over: what the Dialogues before it recommended, to each of its
 * addressees. `bodyId` asks for one addressee only.
 */
export async function pointsBefore(db: Db, edition: number, bodyId: string | null = null): Promise<Point[]> {
  const asked = sql`
    asked as (
      select a.recommendation_id, a.body_id, r.reference, r.made_on
      from recommendation r join dialogue d on d.id = r.dialogue_id
        join recommendation_addressee a on a.recommendation_id = r.id
      where r.mechanism = 'dialogue' and d.edition < ${edition} and (${bodyId}::text is null or a.body_id = ${bodyId})
    )`
  const [names, stages, positions, entries, actions] = await Promise.all([
    sql<PointName & { madeOn: string }>`with ${asked}
      select recommendation_id as "recommendationId", reference, body_id as "bodyId", made_on as "madeOn" from asked
      order by reference, body_id`.execute(db),
    sql<StageFact & { recommendationId: number }>`with ${asked}
      select s.id, s.recommendation_id as "recommendationId", s.stage, s.reached_on as "reachedOn", s.corrects, s.withdrawn
      from standing_stage s where s.recommendation_id in (select recommendation_id from asked)`.execute(db),
    sql<StatedPosition & PointName>`with ${asked}
      select a.reference, a.body_id as "bodyId", p.position, p.stated_on as "statedOn", s.title as source
      from standing_position p join asked a on a.recommendation_id = p.recommendation_id and a.body_id = p.body_id
      left join source s on s.id = p.source_id`.execute(db),
    sql<ToldEntry & PointName>`with ${asked}
      select a.reference, a.body_id as "bodyId", e.id, e.track, e.by_body_id as by, b.name as "byName", b.short_name as "byShortName", g.level,
        e.observed_on as "observedOn", (e.evidence is not null or e.evidence_url is not null) as evidence, e.corrects,
        (v.validated_at at time zone 'Asia/Jakarta')::date as "validatedOn",
        (x.retracted_at at time zone 'Asia/Jakarta')::date as "retractedOn", e.text, e.locale
      from progress_entry e join asked a on a.recommendation_id = e.recommendation_id and a.body_id = e.about_body_id
        join body b on b.id = e.by_body_id
        join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
        left join progress_validation v on v.entry_id = e.id left join progress_retraction x on x.entry_id = e.id`.execute(
      db
    ),
    sql<ActionPart & PointName>`with ${asked}
      select a.reference, a.body_id as "bodyId", b.since,
        (select min(s.reached_on) from standing_action_step s where s.action_id = b.action_id and s.step = 'stopped')
          as "stoppedOn"
      from standing_action_recommendation r join standing_action_body b on b.action_id = r.action_id
        join asked a on a.recommendation_id = r.recommendation_id and a.body_id = b.body_id`.execute(db)
  ])
  const byPoint = <Row extends { reference: string; bodyId: string }>(rows: readonly Row[]) => {
    const found = new Map<string, Row[]>()
    for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row])
    return (point: PointName) => found.get(keyOf(point)) ?? []
  }
  const [positionsOf, entriesOf, actionsOf] = [byPoint(positions.rows), byPoint(entries.rows), byPoint(actions.rows)]
  const stagesById = new Map<number, StageFact[]>()
  for (const stage of stages.rows) {
    stagesById.set(stage.recommendationId, [...(stagesById.get(stage.recommendationId) ?? []), stage])
  }
  return names.rows.map((name) => ({
    ...name,
    stages: stagesById.get(name.recommendationId) ?? [],
    positions: positionsOf(name),
    entries: entriesOf(name),
    actions: actionsOf(name)
  }))
}

export interface NamedRecommendation {
  readonly id: number
  readonly reference: string
  readonly title: Localised
  readonly words: Localised
  readonly themes: readonly string[]
}

/** What the recommendations of earlier Dialogues are called, what they say and their themes, by reference. */
export async function recommendationsBefore(db: Db, edition: number): Promise<Map<string, NamedRecommendation>> {
  const { rows } = await sql<NamedRecommendation>`
    select r.id, r.reference,
      coalesce((select jsonb_object_agg(x.locale, x.text order by x.id) from recommendation_text x
        where x.recommendation_id = r.id and x.kind = 'title'), '{}') as title,
      coalesce((select jsonb_object_agg(x.locale, x.text order by x.id) from recommendation_text x
        where x.recommendation_id = r.id and x.kind in ('original', 'correction', 'translation')), '{}') as words,
      array(select distinct theme_id from recommendation_theme t
        where t.recommendation_id = r.id and t.withdrawn_at is null order by 1) as themes
    from recommendation r join dialogue d on d.id = r.dialogue_id
    where r.mechanism = 'dialogue' and d.edition < ${edition}`.execute(db)
  return new Map(rows.map((row) => [row.reference, row]))
}

export async function thesaurus(db: Db): Promise<{ id: string; parentId: string | null; label: Localised }[]> {
  return db
    .selectFrom('theme')
    .select(['id', 'parent_id as parentId', 'label'])
    .orderBy('ordinal')
    .orderBy('id')
    .execute()
}

/** The bodies of these ids, by id. */
export async function bodiesNamed(db: Db, ids: readonly string[]): Promise<Map<string, BodyName & { kind: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('body')
    .select(['id', 'kind', 'name', 'short_name as shortName'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The edition, if it is published, into which a recommendation is carried over, and the day of the list. */
export async function carriedInto(db: Db, recommendationId: number): Promise<{ edition: number; asOf: string } | null> {
  const { rows } = await sql<{ edition: number; asOf: string }>`
    select p.edition, c.as_of as "asOf" from preparation p join carry_over c on c.preparation_id = p.id
    where not exists (select from carry_over later where later.corrects = c.id)
      and exists (select from carried_point x where x.carry_over_id = c.id and x.recommendation_id = ${recommendationId})
      and coalesce((select x.public from preparation_publication x where x.preparation_id = p.id order by x.id desc limit 1), false)
    order by p.edition desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** The next edition whose preparation is published: a State has its brief there. */
export async function publishedEdition(db: Db): Promise<number | null> {
  return (await preparations(db)).find((one) => one.public)?.edition ?? null
}
