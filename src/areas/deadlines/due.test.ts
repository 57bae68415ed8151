import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#platform/clock/day.ts'
import { isOver, reportDueOn, urgency, type ActionStep } from './due.ts'

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

test('overdue is from the day after', () => {
  expect(urgency('2026-03-01', '2026-03-02')).toBe('overdue')
  expect(urgency('2026-03-02', '2026-03-02')).toBe('today')
  expect(urgency('2026-03-03', '2026-03-02')).toBe('later')
})
