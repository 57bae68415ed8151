import { expect, test } from 'vitest'
import { left_s, minutesAndSeconds, wait_s } from './clock.ts'

const NOON = Date.parse('2025-11-17T05:00:00Z')

test('minutes and seconds', () => {
  expect([0, 9, 61, -61, 3599, 3600, 3725].map(minutesAndSeconds)).toEqual([
    '0:00',
    '0:09',
    '1:01',
    '1:01',
    '59:59',
    '1:00:00',
    '1:02:05'
  ])
})

test('what is left goes on below zero, stands with its clock, and never grows when the viewer’s clock is behind', () => {
  const speech = { limit_s: 60, used_ms: 10_000, runningSince: '2025-11-17T05:00:00.000Z' }
  expect(left_s(speech, NOON + 20_000)).toBe(30)
  expect(left_s(speech, NOON + 80_000)).toBe(-30)
  expect(left_s(speech, NOON - 5_000)).toBe(50)
  expect(left_s({ limit_s: 60, used_ms: 10_000 }, NOON + 999_000)).toBe(50)
})

test('the wait is what those before have, and what is left of the one who speaks', () => {
  const speech = { limit_s: 60, used_ms: 0, runningSince: '2025-11-17T05:00:00.000Z' }
  expect(wait_s([{ limit_s: 120 }, { limit_s: 60 }], [speech], NOON + 20_000)).toBe(220)
  expect(wait_s([], [speech], NOON + 90_000)).toBe(0)
})
