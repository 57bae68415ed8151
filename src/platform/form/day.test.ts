import { expect, test } from 'vitest'
import { isDay } from '#platform/clock/day.ts'
import { dayField } from './day.ts'

test('a day of a form is a day that the record can hold', () => {
  const taken = (given: string) => dayField('wrong').safeParse(given).success
  for (const day of ['2026-03-02', '2024-02-29', '0001-01-01'])
    expect([day, taken(day), isDay(day)]).toEqual([day, true, true])
  for (const day of ['0000-01-01', '2023-02-29', '2026-3-2', '', '2026-03-02T00:00']) {
    expect([day, taken(day), isDay(day)]).toEqual([day, false, false])
  }
})
