import { describe, expect, test } from 'vitest'
import { indicatorForm, planForm, valueForm } from './forms.ts'
import { changedFrom } from './history.ts'
import { indicatorFault, milestoneFault, nextSteps, planFault, stepFault, valueFault, type GivenStep } from './plan.ts'
import { narrowedBy, readQuery, writeQuery } from './query.ts'
import type { StepFact } from './status.ts'

const TODAY = '2026-03-02'
const begun: StepFact = { id: 1, step: 'begun', reachedOn: '2026-02-01', corrects: null, withdrawn: false }
const stopped: StepFact = { ...begun, id: 2, step: 'stopped', reachedOn: '2026-02-20' }
const completed: StepFact = { ...begun, id: 3, step: 'completed', reachedOn: '2026-02-20' }
const given: GivenStep = { step: 'completed', reachedOn: '2026-03-01', reason: null, confirmed: false }

describe('a plan', () => {
  test('is due on its first day at the earliest, and not before its milestones', () => {
    expect(planFault({ beginsOn: '2026-01-02', dueOn: '2026-01-01' })).toMatchObject({
      refused: 'actions.due_before_begin',
      field: 'dueOn'
    })
    expect(planFault({ beginsOn: '2026-01-01', dueOn: '2026-01-01' })).toBeNull()
    expect(planFault({ beginsOn: '2026-01-01', dueOn: null }, ['2030-01-01'])).toBeNull()
    expect(planFault({ beginsOn: '2026-03-01', dueOn: null }, ['2026-02-28'])).toMatchObject({
      refused: 'actions.milestone_due_earlier',
      field: 'beginsOn'
    })
    expect(planFault({ beginsOn: '2026-01-01', dueOn: '2026-06-01' }, ['2026-07-01', '2026-02-01'])).toMatchObject({
      refused: 'actions.milestone_due_later'
    })
  })

  test('has milestones between its begin and its due day', () => {
    const plan = { beginsOn: '2026-01-01', dueOn: '2026-06-30' }
    expect(milestoneFault('2026-06-30', plan)).toBeNull()
    expect(milestoneFault('2025-12-31', plan)).toMatchObject({ refused: 'actions.milestone_before_begin' })
    expect(milestoneFault('2026-07-01', plan)).toMatchObject({ refused: 'actions.milestone_after_due' })
    expect(milestoneFault('2026-07-01', { ...plan, dueOn: null })).toBeNull()
  })
})

describe('a step', () => {
  test.each<[string, StepFact[], Partial<GivenStep>, number, string | null]>([
    ['follows what is planned', [], {}, 0, null],
    ['follows what began', [begun], {}, 0, null],
    ['on a day to come', [begun], { reachedOn: '2026-03-03' }, 0, 'actions.day_in_future'],
    ['before the one before it', [begun], { reachedOn: '2026-01-31' }, 0, 'actions.day_before_step'],
    ['after completion', [completed], { step: 'stopped', reason: 'x' }, 0, 'actions.step_cannot_follow'],
    ['begun twice', [begun], { step: 'begun' }, 0, 'actions.step_cannot_follow'],
    ['taken up again', [begun, stopped], { step: 'begun' }, 0, null],
    [
      'taken up again on the day of the stop',
      [begun, stopped],
      { step: 'begun', reachedOn: '2026-02-20' },
      0,
      'actions.day_same_as_step'
    ],
    ['stopped without reason', [begun], { step: 'stopped' }, 0, 'actions.reason_missing'],
    ['completed with milestones open', [begun], {}, 2, 'actions.milestones_open'],
    ['completed all the same', [begun], { confirmed: true }, 2, null]
  ])('%s', (_name, steps, change, open, refused) => {
    const fault = stepFault(steps, { ...given, ...change }, open, TODAY)
    if (refused) expect(fault).toMatchObject({ refused, field: expect.any(String) })
    else expect(fault).toBeNull()
  })

  test('what can follow is what is offered', () => {
    expect(nextSteps([], TODAY)).toEqual(['begun', 'completed', 'stopped'])
    expect(nextSteps([begun, stopped], TODAY)).toEqual(['begun'])
    expect(nextSteps([completed], TODAY)).toEqual([])
  })
})

describe('an indicator', () => {
  const plan = { baseline: 10, baselineOn: '2026-01-01', target: 2, targetOn: '2026-12-31' }
  const value = { id: 7, value: 8, observedOn: '2026-02-01', corrects: null, withdrawn: false }
  test('goes somewhere, afterwards, and keeps the values it has', () => {
    expect(indicatorFault(plan)).toBeNull()
    expect(indicatorFault({ ...plan, target: 10 })).toMatchObject({ refused: 'actions.target_is_baseline' })
    expect(indicatorFault({ ...plan, targetOn: '2026-01-01' })).toMatchObject({
      refused: 'actions.target_before_baseline'
    })
    expect(indicatorFault({ ...plan, baselineOn: '2026-02-02' }, [value])).toMatchObject({
      refused: 'actions.values_before_baseline'
    })
    expect(indicatorFault({ ...plan, baselineOn: '2026-02-02' }, [{ ...value, withdrawn: true }])).toBeNull()
  })

  test('has one value a day, between its baseline and today', () => {
    const indicator = { ...plan, values: [value] }
    expect(valueFault(TODAY, null, indicator, TODAY)).toBeNull()
    expect(valueFault('2026-03-03', null, indicator, TODAY)).toMatchObject({ refused: 'actions.day_in_future' })
    expect(valueFault('2025-12-31', null, indicator, TODAY)).toMatchObject({ refused: 'actions.value_before_baseline' })
    expect(valueFault('2026-02-01', null, indicator, TODAY)).toMatchObject({ refused: 'actions.value_there' })
    expect(valueFault('2026-02-01', 7, indicator, TODAY)).toBeNull()
  })
})

describe('what is typed', () => {
  const read = (value: string) => valueForm.shape.value.safeParse(value)
  test.each([
    ['1250', '1250'],
    [' 12.5 ', '12.5'],
    ['12,5', '12.5'],
    ['-3', '-3'],
    ['−3', '-3'],
    ['0.125', '0.125'],
    ['0,125', '0.125']
  ])('“%s” is a number', (typed, value) => expect(read(typed).data).toBe(value))
  test.each(['', 'many', '1.000', '1,250', '12 %', '1e5', '1.2.3', 'Infinity', '9'.repeat(13)])(
    '“%s” is asked again',
    (typed) => expect(read(typed).error?.issues[0]?.message).toBe('actions.number_wrong')
  )

  test('days and addresses that no database takes get a sentence', () => {
    const base = { name: 'a', unit: 'b', locale: 'en', baseline: '1', target: '2', targetOn: '2026-01-01' }
    expect(indicatorForm.safeParse({ ...base, baselineOn: '0000-01-01' }).error?.issues).toMatchObject([
      { path: ['baselineOn'], message: 'follow-up.day_wrong' }
    ])
    const plan = { leads: 'ID', recommendations: 'R', title: 't', text: 't', locale: 'en', beginsOn: '2026-01-01' }
    expect(planForm.parse({ ...plan, dueOn: ' ', resources: '  ' })).toMatchObject({ dueOn: null, resources: null })
    expect(planForm.safeParse({ ...plan, sourceUrl: 'javascript:alert(1)' }).error?.issues).toMatchObject([
      { path: ['sourceUrl'], message: 'follow-up.url_wrong' }
    ])
  })
})

test('a query says in the address what it asks, and nothing else', () => {
  const query = readQuery(new URLSearchParams('words= office &status=late&body=%00ID&page=3'))
  expect(query).toEqual({ words: 'office', body: 'ID', status: '', theme: '', recommendation: '' })
  expect(writeQuery(query, 2)).toBe('?words=office&body=ID&page=2')
  expect(writeQuery(readQuery(new URLSearchParams()))).toBe('')
  expect(narrowedBy(query)).toEqual({ words: 'office', leaderId: 'ID' })
})

test('the history tells what was changed, not what stayed', () => {
  const before = { words: ['Office', 'How', ''], days: ['2026-01-01', null], numbers: [] }
  expect(
    changedFrom(before, { words: ['Offices', 'How', 'Budget'], days: ['2026-01-01', '2026-02-01'], numbers: [] })
  ).toEqual({ words: ['Office'], days: [null], numbers: [] })
})
