import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, isDay } from './day.ts'

test('a day is one that the calendar has', () => {
  expect(isDay('2025-10-26')).toBe(true)
  expect(isDay('2024-02-29')).toBe(true)
  expect(isDay('2025-02-29')).toBe(false)
  expect(isDay('2025-13-01')).toBe(false)
  expect(isDay('26/10/2025')).toBe(false)
  expect(isDay('')).toBe(false)
})

test('so many days on is so many days away, over leap days and the turn of a year', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
      const day = addDays('2026-03-02', days)
      expect(isDay(day)).toBe(true)
      expect(daysBetween('2026-03-02', day)).toBe(days)
    })
  )
})
