import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProgrammeItem } from './programme.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { byDay, isOn, timeIn } from './timetable.ts'

const item = (id: string, startsAt: string, minutes = 10): ProgrammeItem => ({
  id,
  title: { en: id },
  rules: 'briefing',
  segmentId: null,
  bodyId: null,
  themes: [],
  startsAt,
  minutes,
  place: ''
})

test('a day is the day of the hall, not of the zone in which a moment was written', () => {
  const moment = Date.parse('2025-11-16T20:00:00Z')
  expect(dayOf(new Date(moment), 'Asia/Jakarta')).toBe('2025-11-17')
  expect(timeIn('Asia/Jakarta', moment)).toBe('03:00')
})

test('an item is on from its first moment until the next one’s', () => {
  const one = item('a', '2025-11-17T09:00:00+07:00')
  expect(isOn(one, Date.parse('2025-11-17T02:00:00Z'))).toBe(true)
  expect(isOn(one, Date.parse('2025-11-17T02:10:00Z'))).toBe(false)
})

test('by day loses no item and keeps the order of time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 30 }), (offsets) => {
      const items = offsets.map((offset, index) =>
        item(`i${index}`, new Date(Date.UTC(2025, 10, 17) + offset * 60_000).toISOString())
      )
      const listed = byDay({ timeZone: 'Asia/Jakarta', items }).flatMap(({ items: its }) => its)
      expect(listed.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort())
      const times = listed.map(({ startsAt }) => Date.parse(startsAt))
      expect(times).toEqual([...times].sort((a, b) => a - b))
    })
  )
})
