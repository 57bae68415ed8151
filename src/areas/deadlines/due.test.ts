import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './days.ts'
import { byUrgency, deskOf, isOver, reportDueOn, urgency, type ActionStep, type Due } from './due.ts'

const last = { observedOn: '2026-02-01', level: 'fully', evidence: true, validated: true } as const

test('a report is due half a year after the last, or after the recommendation was made', () => {
  expect(reportDueOn(null, '2025-11-18', 180)).toBe('2026-05-17')
  expect(reportDueOn({ ...last, level: 'partly' }, '2025-11-18', 180)).toBe('2026-07-31')
})

test('the last word is “fully done” with evidence and signed off; without either it isn’t', () => {
  expect(reportDueOn(last, '2025-11-18', 180)).toBeNull()
  expect(reportDueOn({ ...last, validated: false }, '2025-11-18', 180)).not.toBeNull()
  expect(reportDueOn({ ...last, evidence: false }, '2025-11-18', 180)).not.toBeNull()
})

test('an action is over once completed or stopped, and not over when it was begun again', () => {
  const completed = { step: 'completed', reachedOn: '2026-03-01' } as const
  expect(isOver([], '2026-03-02')).toBe(false)
  expect(isOver([completed], '2026-02-28')).toBe(false)
  expect(isOver([completed], '2026-03-01')).toBe(true)
  expect(isOver([completed, { step: 'begun', reachedOn: '2026-03-05' }], '2026-03-06')).toBe(false)
  expect(isOver([{ step: 'begun', reachedOn: '2026-03-01' }, completed], '2026-03-06')).toBe(true)
})

test('whether it is over doesn’t depend on the order in which its steps arrived', () => {
  const steps = fc.array(
    fc.record<ActionStep>({
      step: fc.constantFrom('begun', 'completed', 'stopped'),
      reachedOn: fc.integer({ min: 0, max: 20 }).map((n) => addDays('2026-03-01', n))
    }),
    { maxLength: 8 }
  )
  fc.assert(
    fc.property(
      steps.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(isOver(shuffled, '2026-03-10')).toBe(isOver(all, '2026-03-10'))
      }
    )
  )
})

const due = (thing: string, dueOn: string, kind: Due['kind'] = 'milestone'): Due => ({
  kind,
  thing,
  dueOn,
  body: null,
  title: {},
  reference: null,
  path: '/',
  notBy: null,
  changedAt: new Date(0),
  revision: 0
})

test('the desk shows one thing first, the longest overdue; then what comes within thirty days, then the rest', () => {
  const dues = [due('c', '2026-03-20'), due('a', '2026-02-01'), due('d', '2026-05-01'), due('b', '2026-03-01')]
  const { next, soon, later } = deskOf(dues, '2026-03-02')
  expect([next?.thing, soon.map(({ thing }) => thing), later.map(({ thing }) => thing)]).toEqual([
    'a',
    ['b', 'c'],
    ['d']
  ])
  expect(deskOf([], '2026-03-02')).toEqual({ next: null, soon: [], later: [] })
})

test('nothing is lost on the desk, and its order is the same however things come', () => {
  const things = fc.uniqueArray(
    fc.record({ thing: fc.string({ minLength: 1 }), offset: fc.integer({ min: -90, max: 90 }) }),
    { selector: ({ thing }) => thing, maxLength: 12 }
  )
  fc.assert(
    fc.property(things, (given) => {
      const dues = given.map(({ thing, offset }) => due(thing, addDays('2026-03-02', offset)))
      const flat = ({ next, soon, later }: ReturnType<typeof deskOf>) => [...(next ? [next] : []), ...soon, ...later]
      const shown = flat(deskOf(dues, '2026-03-02'))
      expect(shown).toHaveLength(dues.length)
      expect(shown).toEqual([...dues].sort(byUrgency))
      expect(flat(deskOf([...dues].reverse(), '2026-03-02'))).toEqual(shown)
    })
  )
})

test('overdue is from the day after', () => {
  expect(urgency('2026-03-01', '2026-03-02')).toBe('overdue')
  expect(urgency('2026-03-02', '2026-03-02')).toBe('today')
  expect(urgency('2026-03-03', '2026-03-02')).toBe('later')
})
