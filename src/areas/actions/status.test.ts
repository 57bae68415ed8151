import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicatorLine } from './indicator-line.ts'
import {
  actionStatus,
  milestoneStatus,
  reachedDay,
  standing,
  standingSteps,
  standingValues,
  wayToTarget,
  type ActionFacts,
  type Status,
  type Step,
  type StepFact,
  type ValueFact
} from './status.ts'

let last = 0
const step = (what: Step, reachedOn: string, more: Partial<StepFact> = {}): StepFact => ({
  id: ++last,
  step: what,
  reachedOn,
  corrects: null,
  withdrawn: false,
  ...more
})
const plan = { beginsOn: '2026-01-01', dueOn: '2026-06-30' }

describe('how an action stands', () => {
  const begun = step('begun', '2026-01-10')
  const completed = step('completed', '2026-06-30')
  test.each<[string, Partial<ActionFacts>, string, Status]>([
    ['nothing told, the due day to come', {}, '2026-06-30', 'planned'],
    ['nothing told, the due day passed', {}, '2026-07-01', 'overdue'],
    ['begun', { steps: [begun] }, '2026-02-01', 'under-way'],
    ['begun, seen from before', { steps: [begun] }, '2026-01-09', 'planned'],
    ['begun, the due day passed', { steps: [begun] }, '2026-07-01', 'overdue'],
    ['completed on its due day', { steps: [begun, completed] }, '2027-01-01', 'completed'],
    ['completed a day after it', { steps: [begun, step('completed', '2026-07-01')] }, '2027-01-01', 'completed-late'],
    ['completed late, seen on its due day', { steps: [step('completed', '2026-07-01')] }, '2026-06-30', 'planned'],
    ['stopped, whatever its due day', { steps: [begun, step('stopped', '2026-03-01')] }, '2027-01-01', 'stopped'],
    [
      'stopped and taken up again',
      { steps: [step('stopped', '2026-03-01'), step('begun', '2026-03-02')] },
      '2026-04-01',
      'under-way'
    ],
    ['without a due day it is never overdue', { dueOn: null, steps: [begun] }, '2090-01-01', 'under-way'],
    ['nor completed late', { dueOn: null, steps: [step('completed', '2089-01-01')] }, '2090-01-01', 'completed'],
    [
      'completed, and taken back',
      { steps: [begun, completed, { ...completed, id: 99_999, corrects: completed.id, withdrawn: true }] },
      '2026-06-30',
      'under-way'
    ]
  ])('%s', (_name, change, day, status) => {
    expect(actionStatus({ ...plan, steps: [], ...change }, day)).toBe(status)
  })
})

const dayIn = (year: number) =>
  fc.integer({ min: 0, max: 364 }).map((n) => new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10))

/** Steps, some of which correct or take back an earlier one. */
const steps = fc
  .array(
    fc.record({
      step: fc.constantFrom<Step>('begun', 'completed', 'stopped'),
      reachedOn: dayIn(2026),
      withdrawn: fc.boolean(),
      corrects: fc.option(fc.nat(9), { nil: null })
    }),
    { maxLength: 10 }
  )
  .map((all) =>
    all.map((one, index): StepFact => {
      const corrects = one.corrects !== null && one.corrects < index ? one.corrects + 1 : null
      return { ...one, id: index + 1, corrects, withdrawn: one.withdrawn && corrects !== null }
    })
  )

test('the order in which facts arrive changes nothing', () => {
  const shuffled = steps.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, dayIn(2026), fc.option(dayIn(2026), { nil: null }), ([told, mixed], day, dueOn) => {
      const facts = { beginsOn: '2026-01-01', dueOn }
      expect(actionStatus({ ...facts, steps: mixed }, day)).toBe(actionStatus({ ...facts, steps: told }, day))
      const bare = (some: readonly StepFact[]) => some.map(({ step: what, reachedOn }) => `${reachedOn} ${what}`)
      expect(bare(standingSteps(mixed, day))).toEqual(bare(standingSteps(told, day)))
    })
  )
})

test('what comes later changes nothing of a day before', () => {
  fc.assert(
    fc.property(steps, dayIn(2026), dayIn(2027), (told, day, later) => {
      const more = [...told, { ...step('completed', later), id: 500 }]
      expect(actionStatus({ ...plan, steps: more }, day)).toBe(actionStatus({ ...plan, steps: told }, day))
    })
  )
})

test('a step that is taken back leaves the status as it was before', () => {
  fc.assert(
    fc.property(steps, dayIn(2026), dayIn(2026), (told, day, on) => {
      const told_twice = [...told, { ...step('stopped', on), id: 500 }]
      const back = [...told_twice, { ...step('stopped', on), id: 501, corrects: 500, withdrawn: true }]
      expect(actionStatus({ ...plan, steps: back }, day)).toBe(actionStatus({ ...plan, steps: told }, day))
    })
  )
})

describe('how a milestone stands', () => {
  const reached = (reachedOn: string) => ({ id: ++last, reachedOn, corrects: null, withdrawn: false })
  test.each<[string, string[], Status, string, string]>([
    ['open until its day', [], 'under-way', '2026-03-31', 'open'],
    ['overdue from the day after', [], 'under-way', '2026-04-01', 'overdue'],
    ['reached on its day', ['2026-03-31'], 'under-way', '2026-05-01', 'reached'],
    ['reached late', ['2026-04-01'], 'overdue', '2026-05-01', 'reached-late'],
    ['not reached where the action is over', [], 'completed', '2026-02-01', 'not-reached'],
    ['not reached where it was stopped', [], 'stopped', '2026-05-01', 'not-reached'],
    ['reached all the same after that', ['2026-03-01'], 'stopped', '2026-05-01', 'reached']
  ])('%s', (_name, days, action, day, expected) => {
    expect(milestoneStatus({ dueOn: '2026-03-31', reached: days.map(reached) }, action, day)).toBe(expected)
  })

  test('of two days that are told, the later one counts', () => {
    expect(reachedDay([reached('2026-02-02'), reached('2026-02-01')], '2026-03-01')).toBe('2026-02-02')
    expect(reachedDay([reached('2026-02-02')], '2026-02-01')).toBeNull()
  })
})

describe('the way from baseline to target', () => {
  test.each([
    [0, 10, 5, 0.5],
    [100, 20, 60, 0.5],
    [100, 20, 120, -0.25],
    [0, 10, 12, 1.2],
    [-5, 5, 0, 0.5],
    [3, 3, 3, 1],
    [3, 3, 4, 0]
  ])('from %d to %d, now %d', (baseline, target, value, way) => {
    expect(wayToTarget({ baseline, target }, value)).toBeCloseTo(way)
  })

  const number = fc.integer({ min: -1000, max: 1000 })
  test('is 0 at the baseline and 1 at the target, whichever lies higher, and grows only towards the target', () => {
    fc.assert(
      fc.property(number, number, number, number, (baseline, target, one, other) => {
        fc.pre(baseline !== target)
        const way = (value: number) => wayToTarget({ baseline, target }, value)
        expect([way(baseline) + 0, way(target)]).toEqual([0, 1])
        const towards = Math.sign(target - baseline)
        expect(Math.sign(way(other) - way(one)) + 0).toBe(Math.sign(other - one) * towards + 0)
        expect(wayToTarget({ baseline: -baseline, target: -target }, -one)).toBeCloseTo(way(one))
      })
    )
  })

  const values = fc
    .array(fc.record({ value: number, observedOn: dayIn(2026) }), { maxLength: 8 })
    .map((all) => all.map((one, index): ValueFact => ({ ...one, id: index + 1, corrects: null, withdrawn: false })))
  test('values stand by their days, in whatever order they came; every one is inside the picture', () => {
    fc.assert(
      fc.property(values, number, number, dayIn(2026), (told, baseline, target, today) => {
        const indicator = { baseline, target, baselineOn: '2026-01-01', targetOn: '2026-12-31', values: told }
        const now = standingValues(indicator, today).map(({ value }) => value)
        const turned = { ...indicator, values: told.toReversed() }
        expect(standingValues(turned, today).map(({ value }) => value)).toEqual(now)
        const line = indicatorLine(indicator, today, { width: 300, height: 100, margin: 10 })
        for (const { x, y } of [line.baseline, line.target, ...line.values]) {
          expect(x).toBeGreaterThanOrEqual(10)
          expect(x).toBeLessThanOrEqual(290)
          expect(y).toBeGreaterThanOrEqual(10 - 1e-6)
          expect(y).toBeLessThanOrEqual(90 + 1e-6)
        }
      })
    )
  })
})

test('of a chain of corrections the last one stands', () => {
  const first = step('begun', '2026-01-01')
  const second = step('begun', '2026-01-02', { corrects: first.id })
  const third = step('begun', '2026-01-03', { corrects: second.id })
  expect(standing([third, first, second])).toEqual([third])
})
