import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextTry, outcomeOf, PATIENCE_days, signingSecrets, stateAfter, type Attempt, type Step } from './receiving.ts'

const START = new Date('2026-03-02T03:00:00Z').getTime()
const at = (seconds: number) => new Date(START + seconds * 1000)
const failed = (seconds: number, status: number | null = 500): Attempt => ({
  outcome: status === null ? 'unreachable' : 'refused',
  status,
  at: at(seconds)
})
const DAY_s = 86_400

describe('when it is tried again', () => {
  test('at once at first, then after longer and longer waits', () => {
    expect(nextTry([], at(0))).toEqual({ do: 'send' })
    expect(nextTry([failed(0)], at(1))).toEqual({ do: 'wait', until: at(5) })
    expect(nextTry([failed(0)], at(5))).toEqual({ do: 'send' })
    expect(nextTry([failed(0), failed(5)], at(6))).toEqual({ do: 'wait', until: at(35) })
  })
  test('“gone” is believed at once; failing for days ends in a pause', () => {
    expect(nextTry([failed(0, 410)], at(1))).toMatchObject({ do: 'pause', because: 'gone' })
    const days = PATIENCE_days * DAY_s
    expect(nextTry([failed(0), failed(days)], at(days))).toEqual({ do: 'pause', because: 'failing', since: at(0) })
    expect(nextTry([failed(0), failed(days - 1)], at(days))).toMatchObject({ do: 'wait' })
  })
  test('a receiver that always fails is tried a countable number of times and then paused, never for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 80, maxLength: 80 }), (delays_s) => {
        const attempts: Attempt[] = []
        let now_ms = START
        for (const delay_s of delays_s) {
          const next = nextTry(attempts, new Date(now_ms))
          if (next.do === 'pause') break
          if (next.do === 'wait') {
            // Never so long that nobody would notice, and never in the past.
            expect(next.until.getTime()).toBeGreaterThan(now_ms)
            now_ms = next.until.getTime() + delay_s * 1000
          }
          attempts.push({ outcome: 'unreachable', status: null, at: new Date(now_ms) })
        }
        expect(nextTry(attempts, new Date(now_ms)).do).toBe('pause')
        expect(attempts.length).toBeLessThan(25)
      })
    )
  })
})

test('an answer of 2xx is delivery, 3xx is not followed, all else is refused', () => {
  expect([200, 204, 299].map(outcomeOf)).toEqual(['delivered', 'delivered', 'delivered'])
  expect([301, 307].map(outcomeOf)).toEqual(['redirected', 'redirected'])
  expect([100, 400, 410, 500].map(outcomeOf)).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('nothing follows the end, whatever is written after it', () => {
  const step = fc.constantFrom<Step>('paused', 'resumed', 'ended').map((one) => ({ step: one }))
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (before, after) => {
      expect(stateAfter([...before, { step: 'ended' }, ...after])).toBe('ended')
    })
  )
  expect(stateAfter([])).toBe('listening')
  expect(stateAfter([{ step: 'paused' }])).toBe('paused')
  expect(stateAfter([{ step: 'paused' }, { step: 'resumed' }])).toBe('listening')
})

test('the old secret signs beside the new one for a day', () => {
  const [newest, older] = [{ recordedAt: at(0) }, { recordedAt: at(-DAY_s) }]
  expect(signingSecrets([newest, older], at(DAY_s - 1))).toEqual([newest, older])
  expect(signingSecrets([newest, older], at(DAY_s))).toEqual([newest])
  expect(signingSecrets([], at(0))).toEqual([])
})
