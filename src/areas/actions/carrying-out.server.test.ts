import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, TODAY } from '#test/demonstration.ts'
import { actingIn, changed, counting, observed, plan } from '#test/small-action.ts'
import {
  changePlan,
  linkRecommendation,
  planAction,
  recordStep,
  unlinkRecommendation,
  withdrawStep,
  type GivenPlan
} from './actions.server.ts'
import { historyOf } from './history-store.server.ts'
import { recordValue, setIndicator, withdrawIndicator, withdrawValue } from './indicator-actions.server.ts'
import { joinAction, leaveAction } from './joining-actions.server.ts'
import { actionsFor } from './list-store.server.ts'
import { reachMilestone, setMilestone, withdrawMilestone, withdrawReached } from './milestone-actions.server.ts'
import { actionSheet } from './store.server.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await demonstrationDatabase()
})
afterAll(() => fresh.close())

const { siti, wahyu, niran, audited } = actingIn(() => fresh.db)
const planned = async (change: Partial<GivenPlan> = {}) => (await done(planAction(siti(), { ...plan, ...change }))).id
const planIdOf = async (id: number) => (await actionSheet(fresh.db, id))!.plan.id

describe('how far it is', () => {
  test('steps follow each other; the last can be taken back; completion with open milestones is confirmed', async () => {
    const id = await planned()
    const step = { reachedOn: '2026-02-10', reason: null, sourceUrl: null, confirmed: false }
    await done(
      setMilestone(siti(), id, null, { title: 'First office', locale: 'en', dueOn: '2026-02-01', corrects: null })
    )
    await done(recordStep(siti(), id, { ...step, step: 'begun' }))
    const early = { ...step, step: 'completed' as const, reachedOn: '2026-02-09' }
    expect(await recordStep(siti(), id, early)).toMatchObject({ refused: 'actions.day_before_step' })
    const end = { ...step, step: 'completed' as const, reachedOn: '2026-03-01' }
    expect(await recordStep(siti(), id, end)).toEqual({
      refused: 'actions.milestones_open',
      values: { count: 1 },
      field: 'confirmed'
    })
    const { id: last } = await done(recordStep(siti(), id, { ...end, confirmed: true }))
    const [listed] = (await actionsFor(fresh.db, { bodyId: 'ID' }, TODAY)).filter((one) => one.id === id)
    expect(listed).toMatchObject({ status: 'completed', since: '2026-03-01', milestones: { reached: 0, total: 1 } })
    const [first] = (await actionSheet(fresh.db, id))!.steps
    expect(await withdrawStep(siti(), id, first!.id)).toEqual({ refused: 'actions.step_not_last' })
    await done(withdrawStep(siti(), id, last))
    const [again] = (await actionsFor(fresh.db, { bodyId: 'ID' }, '2027-01-01')).filter((one) => one.id === id)
    expect(again).toMatchObject({ status: 'overdue', milestones: { overdue: 1 } })
  })

  test('a milestone is reached once, changed with knowledge of what stands, and can leave the plan', async () => {
    const id = await planned()
    const given = { title: 'First office', locale: 'en', dueOn: '2026-06-30', corrects: null }
    expect(await setMilestone(siti(), id, null, { ...given, dueOn: '2027-01-01' })).toMatchObject({
      refused: 'actions.milestone_after_due'
    })
    const { id: milestone } = await done(setMilestone(siti(), id, null, given))
    expect(await changePlan(siti(), id, changed({ ...plan, dueOn: '2026-06-01' }, await planIdOf(id)))).toMatchObject({
      refused: 'actions.milestone_due_later'
    })
    const { fact } = (await actionSheet(fresh.db, id))!.milestones[0]!
    await done(setMilestone(siti(), id, milestone, { ...given, title: 'Two offices', corrects: fact }))
    expect(await setMilestone(wahyu(), id, milestone, { ...given, title: 'Three', corrects: fact })).toMatchObject({
      refused: 'actions.changed_meanwhile'
    })
    const reached = { reachedOn: '2026-02-20', evidence: 'Decree 4 of 2026', sourceUrl: null }
    expect(await reachMilestone(siti(), id, milestone, { ...reached, reachedOn: '2026-03-03' })).toMatchObject({
      refused: 'actions.day_in_future'
    })
    await done(reachMilestone(siti(), id, milestone, reached))
    expect(await reachMilestone(wahyu(), id, milestone, reached)).toEqual({ refused: 'actions.reached_already' })
    await done(withdrawReached(siti(), id, milestone))
    expect(await withdrawReached(siti(), id, milestone)).toEqual({ refused: 'actions.not_reached' })
    await done(reachMilestone(siti(), id, milestone, reached))
    await done(withdrawMilestone(siti(), id, milestone))
    expect(await reachMilestone(siti(), id, milestone, reached)).toEqual({ refused: 'actions.milestone_missing' })
    const told = (await historyOf(fresh.db, id)).map(({ change }) => change)
    for (const change of ['milestone_changed', 'milestone_reached', 'reached_withdrawn', 'milestone_withdrawn']) {
      expect(told).toContain(change)
    }
  })

  test('an indicator’s values are dated, one a day, put right and taken back without loss', async () => {
    const id = await planned()
    const { id: indicator } = await done(setIndicator(siti(), id, null, { ...counting, corrects: null }))
    const { id: value } = await done(recordValue(siti(), id, indicator, observed))
    expect(await recordValue(siti(), id, indicator, observed)).toMatchObject({ refused: 'actions.value_there' })
    expect(await recordValue(siti(), id, indicator, { ...observed, observedOn: '2025-12-31' })).toMatchObject({
      refused: 'actions.value_before_baseline'
    })
    const right = { ...observed, value: '12.5', corrects: value }
    await done(recordValue(siti(), id, indicator, right))
    expect(await recordValue(wahyu(), id, indicator, right)).toEqual({ refused: 'actions.value_changed' })
    const [stands] = (await actionSheet(fresh.db, id))!.indicators[0]!.values
    expect(stands).toMatchObject({ value: 12.5, observedOn: '2026-02-15', source: 'Ministry' })
    await done(withdrawValue(siti(), id, indicator, stands!.id))
    expect((await actionSheet(fresh.db, id))!.indicators[0]!.values).toEqual([])
    const told = (await historyOf(fresh.db, id)).filter(({ change }) => change.startsWith('value'))
    expect(told.map((one) => [one.change, one.value, one.before?.numbers ?? null])).toEqual([
      ['value_withdrawn', '12.5', []],
      ['value_changed', '12.5', ['11']],
      ['value_told', '11', null]
    ])
    await done(withdrawIndicator(siti(), id, indicator))
    expect((await actionSheet(fresh.db, id))!.indicators).toEqual([])
  })
})

const TABLES = [
  'action_plan',
  'action_body',
  'action_recommendation',
  'action_step',
  'milestone_plan',
  'milestone_reached',
  'indicator_plan',
  'indicator_value'
] as const

async function everyFact(): Promise<Set<string>> {
  const rows = await Promise.all(
    TABLES.map(async (table) => (await fresh.db.selectFrom(table).selectAll().execute()).map((row) => [table, row]))
  )
  return new Set(rows.flat().map((row) => JSON.stringify(row)))
}

test('no sequence of acts changes or loses a fact, each that is done has its audit row, and the history has them all', async () => {
  const id = await planned({ dueOn: null })
  const kinds = [
    'plan',
    'step',
    'back',
    'join',
    'leave',
    'link',
    'unlink',
    'milestone',
    'reach',
    'unreach',
    'value',
    'devalue'
  ]
  const act = fc.record({ kind: fc.constantFrom(...kinds), day: fc.integer({ min: 10, max: 28 }), pick: fc.nat(20) })
  const { id: indicator } = await done(setIndicator(siti(), id, null, { ...counting, corrects: null }))
  const { id: milestone } = await done(
    setMilestone(siti(), id, null, { title: 'First', locale: 'en', dueOn: '2026-02-01', corrects: null })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      for (const { kind, day, pick } of acts) {
        const [before, rows] = [await everyFact(), await audited()]
        const sheet = (await actionSheet(fresh.db, id))!
        const on = `2026-02-${day}`
        const fact = sheet.milestones[0]!.fact
        const values = sheet.indicators[0]!.values
        const value = values.length ? values[pick % values.length]!.id : null
        const named = sheet.recommendations[pick % sheet.recommendations.length]!
        const step = (['begun', 'completed', 'stopped'] as const)[pick % 3]!
        const outcome = await {
          plan: () => changePlan(siti(), id, changed({ ...plan, dueOn: null, title: `On ${on}` }, sheet.plan.id)),
          step: () =>
            recordStep(siti(), id, { step, reachedOn: on, reason: 'As told', sourceUrl: null, confirmed: true }),
          back: () => withdrawStep(siti(), id, sheet.steps.at(-1)?.id ?? 0),
          join: () => joinAction(niran(), id, { body: 'TH', on, part: 'joins' }),
          leave: () => leaveAction(niran(), id, { body: 'TH', on }),
          link: () => linkRecommendation(siti(), id, `AHRD7-R${(pick % 7) + 1}`),
          unlink: () => unlinkRecommendation(siti(), id, named.fact),
          milestone: () =>
            setMilestone(siti(), id, milestone, { title: `By ${on}`, locale: 'en', dueOn: on, corrects: fact }),
          reach: () => reachMilestone(siti(), id, milestone, { reachedOn: on, evidence: null, sourceUrl: null }),
          unreach: () => withdrawReached(siti(), id, milestone),
          value: () =>
            recordValue(siti(), id, indicator, { ...observed, value: String(pick), observedOn: on, corrects: value }),
          devalue: () => withdrawValue(siti(), id, indicator, value ?? 0)
        }[kind]!()
        const after = await everyFact()
        for (const one of before) expect(after).toContain(one)
        expect(await audited()).toBe(rows + (isRefusal(outcome) ? 0 : 1))
        if (isRefusal(outcome)) expect(after.size).toBe(before.size)
        else expect(after.size).toBeGreaterThan(before.size)
      }
    }),
    { numRuns: 15 }
  )
  const counts = await Promise.all([
    fresh.db.selectFrom('action_plan').select('id').where('action_id', '=', id).execute(),
    fresh.db.selectFrom('action_body').select('id').where('action_id', '=', id).execute(),
    fresh.db.selectFrom('action_recommendation').select('id').where('action_id', '=', id).execute(),
    fresh.db.selectFrom('action_step').select('id').where('action_id', '=', id).execute(),
    fresh.db.selectFrom('milestone_plan').select('id').where('milestone_id', '=', milestone).execute(),
    fresh.db.selectFrom('milestone_reached').select('id').where('milestone_id', '=', milestone).execute(),
    fresh.db.selectFrom('indicator_plan').select('id').where('indicator_id', '=', indicator).execute(),
    fresh.db.selectFrom('indicator_value').select('id').where('indicator_id', '=', indicator).execute()
  ])
  expect(await historyOf(fresh.db, id)).toHaveLength(counts.reduce((all, rows) => all + rows.length, 0))
})

test('the database itself refuses to change a fact', async () => {
  await expect(fresh.db.updateTable('action_plan').set({ title: 'Other words' }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('action_step').execute()).rejects.toThrow('facts')
})
