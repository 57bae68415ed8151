import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

const by = { recorded_at: new Date('2026-01-01T03:00:00Z'), recorded_by: 'ratna-wijayakusuma' }

/** An action with its plan and who leads it. Returns its number. */
export async function makeAction(
  db: Kysely<Database>,
  { title, leads, dueOn = null }: { title: string; leads: string | null; dueOn?: string | null }
): Promise<number> {
  const { id } = await db.insertInto('action').values(by).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('action_plan')
    .values({
      action_id: id,
      title,
      text: 'As agreed.',
      locale: 'en',
      begins_on: '2026-01-01',
      due_on: dueOn,
      resources: null,
      source: null,
      source_url: null,
      corrects: null,
      ...by
    })
    .execute()
  if (leads) {
    await db
      .insertInto('action_body')
      .values({
        action_id: id,
        body_id: leads,
        part: 'leads',
        since: '2026-01-01',
        until: null,
        corrects: null,
        ...by
      })
      .execute()
  }
  return id
}

/** A milestone of an action; with `corrects` another day for one that is there. Returns its number and its plan's. */
export async function planMilestone(
  db: Kysely<Database>,
  actionId: number,
  title: string,
  dueOn: string,
  before?: { milestone: number; plan: number }
): Promise<{ milestone: number; plan: number }> {
  const milestone =
    before?.milestone ??
    (
      await db
        .insertInto('milestone')
        .values({ action_id: actionId, ...by })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const { id: plan } = await db
    .insertInto('milestone_plan')
    .values({ milestone_id: milestone, title, locale: 'en', due_on: dueOn, corrects: before?.plan ?? null, ...by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { milestone, plan }
}

export async function reachMilestone(db: Kysely<Database>, milestone: number, on: string): Promise<void> {
  await db
    .insertInto('milestone_reached')
    .values({ milestone_id: milestone, reached_on: on, evidence: null, source_url: null, corrects: null, ...by })
    .execute()
}

export async function stepOf(
  db: Kysely<Database>,
  actionId: number,
  step: 'begun' | 'completed',
  on: string
): Promise<void> {
  await db
    .insertInto('action_step')
    .values({ action_id: actionId, step, reached_on: on, reason: null, source_url: null, corrects: null, ...by })
    .execute()
}

/** So many organisations that each lead an action with a milestone due on that day, and somebody of each to be told. */
export async function manyOrganisations(db: Kysely<Database>, count: number, dueOn: string): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `organisation-${String(i + 1).padStart(3, '0')}`)
  await db
    .insertInto('body')
    .values(ids.map((id) => ({ id, kind: 'cso' as const, name: JSON.stringify({ en: id }) })))
    .execute()
  await db
    .insertInto('account')
    .values(ids.map((id) => ({ id: `of-${id}`, name: `Somebody of ${id}`, email: `${id}@cast.invalid` })))
    .execute()
  await db
    .insertInto('mandate')
    .values(
      ids.map((id) => ({
        account_id: `of-${id}`,
        role: 'cso' as const,
        body_id: id,
        duty: null,
        since: '2025-01-01',
        until: null,
        reason: 'For a test',
        granted_by: null,
        corrects: null
      }))
    )
    .execute()
  for (const id of ids) {
    const action = await makeAction(db, { title: `What ${id} does`, leads: id })
    await planMilestone(db, action, `First step of ${id}`, dueOn)
  }
  return ids.map((id) => `of-${id}`)
}
