import { expect, test } from 'vitest'
import { isDay } from './day.ts'

test('a day is one that the calendar has', () => {
  expect(isDay('2025-10-26')).toBe(true)
  expect(isDay('2024-02-29')).toBe(true)
  expect(isDay('2025-02-29')).toBe(false)
  expect(isDay('2025-13-01')).toBe(false)
  expect(isDay('26/10/2025')).toBe(false)
  expect(isDay('')).toBe(false)
})
