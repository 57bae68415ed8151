import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import type { Position } from '#areas/tables.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import { retract, signOff, speak } from '#areas/follow-up/actions.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { dashboardOf } from './dashboard.server.ts'
import { FIGURES, latenessOf } from './figures.server.ts'
import { flowTable } from './figure-tables.ts'
import { flowOf, outcomeOf } from './flow.ts'
import { stageOn } from '#areas/follow-up/life.ts'
import { lateOn, readPairs } from './overview-store.server.ts'
import { overdueOn, pairsOn } from './overview.server.ts'
import { compareNewest, isAskedFor, readPairQuery } from './pair-query.ts'
import { entriesOf, stagesOf } from '#areas/follow-up/store.server.ts'
import { standingOn } from '#areas/follow-up/tracks.ts'

const DAY = '2026-03-02'
let fresh: FreshDatabase
const ids = new Map<string, number>()

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  const rows = await fresh.db.selectFrom('recommendation').select(['id', 'reference']).execute()
  for (const { id, reference } of rows) ids.set(reference, id)
})
afterAll(() => fresh.close())

const as = (id: string, bodyId?: string, duty?: 'main' | 'validating') => {
  const { mandates } = inOffice(id) as Extract<Actor, { kind: 'account' }>
  const { role, bodyId: own, duty: usual } = mandates[0]!
  return { db: fresh.db, actor: inOffice(id, { role, bodyId: bodyId ?? own, duty: duty ?? usual }), now: NOW }
}

const said = { scaleId: 'balai', text: 'Told', locale: 'en', evidenceUrl: null, corrects: null }
const report = (reference: string, bodyId: string, grade: string, observedOn = '2026-02-01') =>
  speak(as('siti-lestari-adi', bodyId, 'main'), {
    ...said,
    reference,
    aboutBodyId: bodyId,
    track: 'state',
    byBodyId: bodyId,
    grade,
    observedOn,
    evidence: grade === 'fully' ? 'A law' : null
  })
const assess = (reference: string, bodyId: string, grade: string) =>
  speak(as('hafiz-mansor'), {
    ...said,
    reference,
    aboutBodyId: bodyId,
    track: 'body',
    byBodyId: 'aichr',
    grade,
    observedOn: '2026-02-02',
    evidence: null
  })
const answer = (reference: string, body_id: string, position: Position, stated_on = '2026-01-01') =>
  fresh.db
    .insertInto('recommendation_position')
    .values({
      recommendation_id: ids.get(reference)!,
      body_id,
      position,
      stated_on,
      source_id: null,
      document_id: null,
      corrects: null
    })
    .execute()

async function account(): Promise<string> {
  const { id } = await fresh.db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  return id
}

/** An action as its area writes it, in the tables alone. */
async function plan(given: {
  reference: string
  leads: string | null
  dueOn: string
  milestones?: readonly string[]
}): Promise<number> {
  const by = { recorded_at: NOW, recorded_by: await account() }
  const { id: action_id } = await fresh.db.insertInto('action').values(by).returning('id').executeTakeFirstOrThrow()
  await fresh.db
    .insertInto('action_plan')
    .values({
      ...by,
      action_id,
      title: 'A plan',
      text: 'What is done',
      locale: 'en',
      begins_on: '2025-12-01',
      due_on: given.dueOn,
      resources: null,
      source: null,
      source_url: null,
      corrects: null
    })
    .execute()
  await fresh.db
    .insertInto('action_recommendation')
    .values({ ...by, action_id, recommendation_id: ids.get(given.reference)!, corrects: null })
    .execute()
  if (given.leads) {
    await fresh.db
      .insertInto('action_body')
      .values({
        ...by,
        action_id,
        body_id: given.leads,
        part: 'leads',
        since: '2025-12-01',
        until: null,
        corrects: null
      })
      .execute()
  }
  for (const due_on of given.milestones ?? []) {
    const { id: milestone_id } = await fresh.db
      .insertInto('milestone')
      .values({ ...by, action_id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await fresh.db
      .insertInto('milestone_plan')
      .values({ ...by, milestone_id, title: 'A step', locale: 'en', due_on, corrects: null })
      .execute()
  }
  return action_id
}

const step = async (action_id: number, kind: 'begun' | 'completed' | 'stopped') =>
  fresh.db
    .insertInto('action_step')
    .values({
      action_id,
      step: kind,
      reached_on: '2026-02-01',
      reason: 'As decided',
      source_url: null,
      corrects: null,
      recorded_at: NOW,
      recorded_by: await account()
    })
    .execute()

async function outcome(reference: string, bodyId: string): Promise<string | undefined> {
  const pairs = await pairsOn(fresh.db, DAY)
  return pairs.find((pair) => pair.reference === reference && pair.bodyId === bodyId)?.outcome
}

test('every recommendation counts once for each addressee, and begins without a reply', async () => {
  const pairs = await pairsOn(fresh.db, DAY)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from recommendation_addressee`.execute(fresh.db)
  expect(pairs).toHaveLength(rows[0]!.n)
  expect(new Set(pairs.map((pair) => pair.outcome))).toEqual(new Set(['no-reply']))
  expect(pairs.find(({ reference }) => reference === 'AHRD7-R7')?.themes).toContain('trafficking-and-scams')
})

test('each fact is counted as soon as it is committed', async () => {
  await answer('AHRD7-R2', 'TH', 'supported')
  expect(await outcome('AHRD7-R2', 'TH')).toBe('silent')
  await report('AHRD7-R2', 'TH', 'partly')
  expect(await outcome('AHRD7-R2', 'TH')).toBe('open')
  const entry = await assess('AHRD7-R2', 'TH', 'not-started')
  expect(await outcome('AHRD7-R2', 'TH')).toBe('contested')
  await retract(as('hafiz-mansor'), (entry as { id: number }).id, 'A wrong State')
  expect(await outcome('AHRD7-R2', 'TH')).toBe('open')
  const full = (await report('AHRD7-R2', 'TH', 'fully', '2026-02-20')) as { id: number }
  expect(await outcome('AHRD7-R2', 'TH')).toBe('open')
  await signOff(as('niran-thepsuwan', 'TH', 'validating'), full.id)
  expect(await outcome('AHRD7-R2', 'TH')).toBe('done-undisputed')

  const action = await plan({ reference: 'AHRD7-R2', leads: 'PH', dueOn: '2027-01-01' })
  expect(await outcome('AHRD7-R2', 'PH')).toBe('silent')
  await step(action, 'stopped')
  expect(await outcome('AHRD7-R2', 'PH')).toBe('no-reply')

  const given = { reference: 'AHRD7-R6', into: null, reason: 'Decided', source: 'Record', sourceUrl: null }
  await recordStage(as('ratna-wijayakusuma'), { ...given, stage: 'withdrawn', reachedOn: '2026-01-10' })
  expect(await outcome('AHRD7-R6', 'aichr')).toBe('withdrawn')
})

test('an answer in parts counts as what its parts come to', async () => {
  await answer('AHRD7-R5', 'PH', 'partly')
  expect(await outcome('AHRD7-R5', 'PH')).toBe('silent')
  const { id: position_id } = await fresh.db
    .selectFrom('recommendation_position')
    .select('id')
    .where('body_id', '=', 'PH')
    .where('position', '=', 'partly')
    .executeTakeFirstOrThrow()
  await sql`insert into position_part (position_id, ordinal, text, locale)
    values (${position_id}, 1, 'One', 'en'), (${position_id}, 2, 'Two', 'en')`.execute(fresh.db)
  expect(await outcome('AHRD7-R5', 'PH')).toBe('no-reply')
  await sql`insert into part_position (part_id, position, stated_on, recorded_at, recorded_by)
    select id, 'noted', '2026-01-05', ${NOW}, 'test' from position_part where position_id = ${position_id}`.execute(
    fresh.db
  )
  expect(await outcome('AHRD7-R5', 'PH')).toBe('not-accepted')
})

test('what another transaction has not committed is not counted, and is once it commits, whoever began first', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: written, resolve: tellWritten } = Promise.withResolvers<void>()
  const slow = fresh.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('recommendation_position')
      .values({
        recommendation_id: ids.get('AHRD7-R5')!,
        body_id: 'SG',
        position: 'noted',
        stated_on: '2026-01-02',
        source_id: null,
        document_id: null,
        corrects: null
      })
      .execute()
    tellWritten()
    await released
  })
  await written
  await answer('AHRD7-R5', 'LA', 'noted')
  expect(await outcome('AHRD7-R5', 'LA')).toBe('not-accepted')
  expect(await outcome('AHRD7-R5', 'SG')).toBe('no-reply')
  release()
  await slow
  expect(await outcome('AHRD7-R5', 'SG')).toBe('not-accepted')
})

test('an addressee that answers otherwise later is counted as one that changed', async () => {
  await answer('AHRD7-R4', 'KH', 'noted')
  await answer('AHRD7-R4', 'KH', 'supported', '2026-02-01')
  const { dashboard, pairs } = await dashboardOf(fresh.db, new URLSearchParams('part=changed&state=KH'), NOW)
  const changed = pairs.filter((pair) => isAskedFor(dashboard.query, pair, dashboard.oldBefore))
  expect(changed.map(({ reference, firstPosition, position }) => [reference, firstPosition, position])).toEqual([
    ['AHRD7-R4', 'noted', 'supported']
  ])
})

test('overdue is what has passed its day and is neither reached, completed nor stopped, for who leads it', async () => {
  const done = await plan({ reference: 'AHRD7-R7', leads: 'ID', dueOn: '2026-01-15', milestones: ['2025-12-20'] })
  await step(done, 'completed')
  const late = await plan({
    reference: 'AHRD7-R7',
    leads: 'ID',
    dueOn: '2026-02-01',
    milestones: ['2026-01-01', '2026-06-01']
  })
  const unled = await plan({ reference: 'AHRD7-R3', leads: null, dueOn: '2026-02-15' })
  expect((await lateOn(fresh.db, DAY)).map(({ kind, actionId, bodyId }) => [kind, actionId, bodyId])).toEqual([
    ['milestone', late, 'ID'],
    ['action', late, 'ID'],
    ['action', unled, null]
  ])
  const { dashboard, pairs, all } = await dashboardOf(fresh.db, new URLSearchParams('theme=online-scams'), NOW)
  const { rows, due } = await latenessOf(fresh.db, dashboard, pairs, all)
  expect(due).toHaveLength(2)
  expect(rows.find(({ bodyId }) => bodyId === 'ID')).toMatchObject({ actions: 1, milestones: 1 })
  // What is overdue is kept in memory like the pairs, and re-read when an action changes, whatever it serves.
  await step(unled, 'completed')
  expect(await overdueOn(fresh.db, DAY)).toEqual(await lateOn(fresh.db, DAY))
  expect(await overdueOn(fresh.db, DAY)).toHaveLength(2)
  const { id: milestone_id } = await fresh.db
    .selectFrom('standing_milestone')
    .select('milestone_id as id')
    .where('action_id', '=', late)
    .where('due_on', '=', '2026-01-01')
    .executeTakeFirstOrThrow()
  await fresh.db
    .insertInto('milestone_reached')
    .values({
      milestone_id,
      reached_on: '2026-02-10',
      evidence: null,
      source_url: null,
      corrects: null,
      recorded_at: NOW,
      recorded_by: await account()
    })
    .execute()
  expect((await overdueOn(fresh.db, DAY)).map(({ kind }) => kind)).toEqual(['action'])
})

test('what the record doesn’t have is left out and said', async () => {
  const { dashboard, pairs } = await dashboardOf(fresh.db, new URLSearchParams('state=XX&theme=yy&from=zz'), NOW)
  expect(dashboard.unknown).toEqual(['zz', 'XX', 'yy'])
  expect(pairs.length).toBe((await pairsOn(fresh.db, DAY)).length)
})

test('after any acts memory holds what the record says, read anew and one by one', async () => {
  const references = ['AHRD7-R1', 'AHRD7-R3', 'AHRD7-R7']
  const anyAct = fc.record({
    kind: fc.constantFrom('report', 'assess', 'answer', 'sign-off', 'stage', 'action'),
    reference: fc.constantFrom(...references),
    bodyId: fc.constantFrom('ID', 'TH', 'VN'),
    grade: fc.constantFrom('not-started', 'planned', 'under-way', 'partly', 'fully'),
    position: fc.constantFrom<Position>('supported', 'partly', 'noted', 'no-reply'),
    day: fc.integer({ min: 10, max: 27 })
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 5 }), async (acts) => {
      for (const { kind, reference, bodyId, grade, position, day } of acts) {
        if (kind === 'report') await report(reference, bodyId, grade, `2026-02-${day}`)
        else if (kind === 'assess') await assess(reference, bodyId, grade)
        else if (kind === 'answer') await answer(reference, bodyId, position, `2026-01-${day}`)
        else if (kind === 'action') await plan({ reference, leads: bodyId, dueOn: '2027-01-01' })
        else if (kind === 'sign-off') {
          const [entry] = await entriesOf(fresh.db, ids.get(reference)!, bodyId)
          if (entry) await signOff(as('niran-thepsuwan', bodyId, 'validating'), entry.id)
        } else {
          await recordStage(as('ratna-wijayakusuma'), {
            reference: 'AHRD7-R1',
            stage: day > 24 ? 'withdrawn' : 'consensus',
            reachedOn: `2026-01-${day}`,
            into: null,
            reason: 'Decided',
            source: 'Record',
            sourceUrl: null
          })
        }
      }
      const held = await pairsOn(fresh.db, DAY)
      expect(held).toEqual((await readPairs(fresh.db, DAY)).sort(compareNewest))
      for (const pair of held.filter((one) => references.includes(one.reference))) {
        const entries = await entriesOf(fresh.db, pair.recommendationId, pair.bodyId)
        const standing = standingOn(entries, DAY)
        const { rows } = await sql<{ acting: boolean }>`
          select exists (select from action_recommendation r join action_body b using (action_id)
            where r.recommendation_id = ${pair.recommendationId} and b.body_id = ${pair.bodyId} and not exists
              (select from action_step s where s.action_id = r.action_id and s.step = 'stopped')) as acting`.execute(
          fresh.db
        )
        expect(pair.outcome, `${pair.reference} ${pair.bodyId}`).toBe(
          outcomeOf({
            stage: stageOn(await stagesOf(fresh.db, pair.recommendationId), DAY),
            position: pair.position,
            acting: rows[0]!.acting,
            standing
          })
        )
      }
    }),
    { numRuns: 12 }
  )
})

test('over random filters, each number of the flow is the number of lines of the spreadsheet behind it', async () => {
  const anyFilter = fc.record({
    from: fc.constantFrom('all', 'dialogue', 'ahrd-7', 'upr'),
    state: fc.constantFrom('', 'ID', 'TH', 'aichr'),
    theme: fc.constantFrom('', 'trafficking-and-scams', 'trade', 'none')
  })
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const asked = new URLSearchParams(filter)
      const { dashboard, pairs, all } = await dashboardOf(fresh.db, asked, NOW)
      const table = flowTable(flowOf(pairs), dashboard.query)
      const csv = (await FIGURES.flow!(fresh.db, asked, NOW)).slice(1)
      expect(csv).toEqual(table.map(({ part, cell }) => [part, cell.count]))
      for (const { cell } of table) {
        const query = readPairQuery(new URL(cell.href, 'http://localhost').searchParams)
        expect(all.filter((pair) => isAskedFor(query, pair, dashboard.oldBefore))).toHaveLength(cell.count)
      }
    })
  )
})
