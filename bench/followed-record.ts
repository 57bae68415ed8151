import { sql, type Kysely } from 'kysely'
import { enterHistory } from '#areas/bulk/history-actions.server.ts'
import { pastRecommendations, type CodedRow } from '#areas/bulk/history.ts'
import type { Database } from '#platform/db/schema.ts'

/** Enters past reviews as an import does. Returns how many recommendations that made. */
export async function enterPast(db: Kysely<Database>, rows: readonly CodedRow[], now: Date): Promise<number> {
  const { recommendations } = pastRecommendations(rows)
  const by = { actor: { kind: 'system', name: 'bench' } as const, now }
  const { entered } = await db
    .transaction()
    .execute((tx) => enterHistory(tx, by, recommendations, null, () => undefined))
  return entered
}

/**
 * What could have become of them, invented: stages, answers that changed, reports, signatures, assessments of
 * stakeholders and of the body, retractions, actions with milestones. As facts, spread by number and not by chance, so
 * that two runs measure the same. Of every thousand pairs about 250 have a report.
 */
export async function followUp(db: Kysely<Database>, now: Date): Promise<void> {
  const { id: by } = await db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  const grade = sql`(array['not-started', 'planned', 'under-way', 'under-way', 'partly', 'partly', 'fully'])`
  await db.transaction().execute(async (tx) => {
    await sql`create temporary table pair on commit drop as
      select row_number() over (order by a.recommendation_id, a.body_id) as n, a.recommendation_id as id, a.body_id, r.made_on
      from recommendation_addressee a join recommendation r on r.id = a.recommendation_id`.execute(tx)
    await sql`insert into recommendation_stage
        (recommendation_id, stage, reached_on, reason, source, recorded_at, recorded_by)
      select id, case when n % 31 = 0 then 'withdrawn' else 'consensus' end, made_on + 30, 'Decided', 'Summary record', ${now}, 'bench'
      from (select id, min(n) as n, min(made_on) as made_on from pair group by id) one where n % 9 = 0 or n % 31 = 0`.execute(
      tx
    )
    await sql`insert into recommendation_position (recommendation_id, body_id, position, stated_on)
      select id, body_id, (array['supported', 'partly', 'noted', 'supported'])[n % 4 + 1],
        least(made_on + 20, ${now}::date) from pair where n % 7 = 3`.execute(tx)
    const entry = sql`insert into progress_entry (recommendation_id, about_body_id, track, by_body_id, scale_id, grade,
      observed_on, text, locale, evidence, recorded_at, recorded_by)`
    await sql`${entry} select id, body_id, 'state', body_id, 'balai', ${grade}[n % 7 + 1],
      least(${now}::date - (n % 400)::int, ${now}::date), 'What was done', 'en', 'A law', ${now}, ${by}
      from pair where n % 4 = 1`.execute(tx)
    await sql`${entry} select id, body_id, 'stakeholder', 'komnas-ham', 'balai', ${grade}[n % 5 + 1],
      ${now}::date - (n % 90)::int, 'What is seen', 'en', null, ${now}, ${by} from pair where n % 12 = 1`.execute(tx)
    await sql`${entry} select id, body_id, 'body', 'aichr', 'ccpr', (array['A', 'B', 'C'])[n % 3 + 1],
      ${now}::date - (n % 60)::int, 'What is found', 'en', null, ${now}, ${by} from pair where n % 20 = 1`.execute(tx)
    await sql`insert into progress_validation (entry_id, validated_at, validated_by)
      select id, ${now}, ${by} from progress_entry where track = 'state' and id % 3 = 0`.execute(tx)
    await sql`insert into progress_retraction (entry_id, reason, retracted_at, retracted_by)
      select id, 'A wrong figure', ${now}, ${by} from progress_entry where track = 'stakeholder' and id % 8 = 0`.execute(
      tx
    )
    await plan(tx, now, by)
  })
  await sql`analyze`.execute(db)
}

const ACTIONS = 2_000

/** Actions for several recommendations each, half of them late, with three milestones each. */
async function plan(tx: Kysely<Database>, now: Date, by: string): Promise<void> {
  const chosen = sql`(select n, id, body_id from pair where n % (select greatest(1, max(n) / ${ACTIONS}) from pair) = 0)`
  await sql`insert into action (recorded_at, recorded_by) select ${now}, ${by} from ${chosen} c`.execute(tx)
  await sql`create temporary table led on commit drop as
    select a.id as action_id, c.id, c.body_id, c.n from
      (select id, row_number() over (order by id desc) as at from action where recorded_at = ${now}) a
      join (select *, row_number() over (order by n desc) as at from ${chosen} c) c using (at)`.execute(tx)
  await sql`insert into action_plan (action_id, title, text, locale, begins_on, due_on, recorded_at, recorded_by)
    select action_id, 'Plan ' || n, 'What is done', 'en', ${now}::date - 400, ${now}::date - 200 + (n % 400)::int, ${now}, ${by}
    from led`.execute(tx)
  await sql`insert into action_body (action_id, body_id, part, since, recorded_at, recorded_by)
    select action_id, body_id, 'leads', ${now}::date - 400, ${now}, ${by} from led where n % 10 <> 0`.execute(tx)
  await sql`insert into action_recommendation (action_id, recommendation_id, recorded_at, recorded_by)
    select l.action_id, o.id, ${now}, ${by} from led l join (select distinct id from pair) o on o.id between l.id and l.id + 2`.execute(
    tx
  )
  await sql`insert into action_step (action_id, step, reached_on, reason, recorded_at, recorded_by)
    select action_id, (array['begun', 'completed', 'stopped'])[n % 3 + 1], ${now}::date - 100, 'As decided', ${now}, ${by}
    from led where n % 5 < 3`.execute(tx)
  await sql`insert into milestone (action_id, recorded_at, recorded_by)
    select action_id, ${now}, ${by} from led, generate_series(1, 3)`.execute(tx)
  await sql`insert into milestone_plan (milestone_id, title, locale, due_on, recorded_at, recorded_by)
    select id, 'A step', 'en', ${now}::date - 150 + (id % 300)::int, ${now}, ${by} from milestone where recorded_at = ${now}`.execute(
    tx
  )
  await sql`insert into milestone_reached (milestone_id, reached_on, recorded_at, recorded_by)
    select id, ${now}::date - 120, ${now}, ${by} from milestone where recorded_at = ${now} and id % 4 = 0`.execute(tx)
}
