import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

/**
 * Invented answers to the seven recommendations of the sample, one of each kind that a dashboard tells apart: supported
 * and silent, reported, contested, done by a signed report, done by the body's word, noted, withdrawn, and an action that
 * is late with its milestone. Everything else has no reply.
 */
export async function answeredRecord(db: Kysely<Database>): Promise<void> {
  const { id: by } = await db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  const of = (reference: string) => sql`(select id from recommendation where reference = ${reference})`
  const day = sql`(current_date - 30)`
  for (const [reference, body, position] of [
    ['AHRD7-R7', 'TH', 'supported'],
    ['AHRD7-R7', 'SG', 'noted'],
    ['AHRD7-R3', 'ID', 'partly']
  ] as const) {
    await sql`insert into recommendation_position (recommendation_id, body_id, position, stated_on)
      values (${of(reference)}, ${body}, ${position}, ${day})`.execute(db)
  }
  for (const [reference, body, track, own, grade] of [
    ['AHRD7-R3', 'ID', 'state', 'ID', 'partly'],
    ['AHRD7-R3', 'ID', 'stakeholder', 'komnas-ham', 'not-started'],
    ['AHRD7-R7', 'PH', 'state', 'PH', 'under-way'],
    ['AHRD7-R5', 'TH', 'state', 'TH', 'fully'],
    ['AHRD7-R4', 'KH', 'body', 'aichr', 'fully']
  ] as const) {
    await sql`insert into progress_entry (recommendation_id, about_body_id, track, by_body_id, scale_id, grade, observed_on,
        text, locale, evidence, recorded_at, recorded_by)
      values (${of(reference)}, ${body}, ${track}, ${own}, 'balai', ${grade}, ${day}, 'Invented', 'en', 'A law', now(), ${by})`.execute(
      db
    )
  }
  await sql`insert into progress_validation (entry_id, validated_at, validated_by)
    select id, now(), ${by} from progress_entry where grade = 'fully' and track = 'state'`.execute(db)
  await sql`insert into recommendation_stage (recommendation_id, stage, reached_on, reason, source, recorded_at, recorded_by)
    values (${of('AHRD7-R6')}, 'withdrawn', ${day}, 'Invented', 'Invented', now(), 'test')`.execute(db)
  await lateAction(db, by, of('AHRD7-R3'))
}

/** Led by Indonesia, for the complaint mechanism: its day and that of its milestone have passed. */
async function lateAction(db: Kysely<Database>, by: string, recommendation: ReturnType<typeof sql>): Promise<void> {
  const one = async (query: ReturnType<typeof sql<{ id: number }>>) => (await query.execute(db)).rows[0]!.id
  const action = await one(sql`insert into action (recorded_at, recorded_by) values (now(), ${by}) returning id`)
  await sql`insert into action_plan (action_id, title, text, locale, begins_on, due_on, recorded_at, recorded_by)
    values (${action}, 'A register of complaints', 'Invented', 'en', current_date - 100, current_date - 9, now(), ${by})`.execute(
    db
  )
  await sql`insert into action_body (action_id, body_id, part, since, recorded_at, recorded_by)
    values (${action}, 'ID', 'leads', current_date - 100, now(), ${by})`.execute(db)
  await sql`insert into action_recommendation (action_id, recommendation_id, recorded_at, recorded_by)
    values (${action}, ${recommendation}, now(), ${by})`.execute(db)
  const milestone = await one(
    sql`insert into milestone (action_id, recorded_at, recorded_by) values (${action}, now(), ${by}) returning id`
  )
  await sql`insert into milestone_plan (milestone_id, title, locale, due_on, recorded_at, recorded_by)
    values (${milestone}, 'The form is published', 'en', current_date - 40, now(), ${by})`.execute(db)
}
