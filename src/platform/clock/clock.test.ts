import { afterEach, expect, test } from 'vitest'
import { readSettings, SettingsError } from '#platform/settings.ts'
import { clockIsMoved, moveClock, systemClock, trueClock } from './clock.ts'

const KEY = Symbol.for('balai.clock')
afterEach(() => {
  delete (globalThis as { [KEY]?: number })[KEY]
})

test('the hall’s clock is right until it is moved, and goes on from there', async () => {
  expect(clockIsMoved()).toBe(false)
  expect(Math.abs(systemClock().getTime() - Date.now())).toBeLessThan(1000)
  const there = new Date('2026-03-02T02:00:00Z')
  moveClock(there)
  expect(clockIsMoved()).toBe(true)
  const first = systemClock().getTime()
  expect(first - there.getTime()).toBeLessThan(1000)
  await new Promise<void>((later) => {
    setTimeout(later, 30)
  })
  expect(systemClock().getTime() - first).toBeGreaterThanOrEqual(25)
  expect(Math.abs(trueClock().getTime() - Date.now())).toBeLessThan(1000)
})

test('BALAI_CLOCK is a moment with its zone', () => {
  expect(readSettings({}).clock).toBeUndefined()
  expect(readSettings({ BALAI_CLOCK: '2026-03-02T09:00:00+07:00' }).clock).toEqual(new Date('2026-03-02T02:00:00Z'))
  for (const wrong of ['2026-03-02', '2026-03-02T09:00:00', 'tomorrow', '2026-13-02T09:00:00Z'])
    expect(() => readSettings({ BALAI_CLOCK: wrong })).toThrow(SettingsError)
})
