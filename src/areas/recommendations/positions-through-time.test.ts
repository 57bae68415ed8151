import fc from 'fast-check'
import { expect, test } from 'vitest'
import { positionsThroughTime, POSITIONS, spreadLabels } from './positions-through-time.ts'

test('a record without recommendations has no columns and says that there is nothing', () => {
  expect(positionsThroughTime([])).toMatchObject({ columns: [], finding: { kind: 'nothing' } })
})

test('seven recommendations without a reply: one column, and no share of nothing', () => {
  const chart = positionsThroughTime([{ year: 2025, position: 'pending', count: 7 }])
  expect(chart.columns).toEqual([
    { year: 2025, total: 7, parts: [{ position: 'pending', count: 7, from: 0, until: 7 }] }
  ])
  expect(chart.finding).toEqual({ kind: 'unanswered', total: 7, first: 2025, last: 2025 })
})

test('the share of support is of what was answered; years between are empty columns', () => {
  const chart = positionsThroughTime([
    { year: 2008, position: 'supported', count: 3 },
    { year: 2008, position: 'noted', count: 1 },
    { year: 2010, position: 'pending', count: 6 }
  ])
  expect(chart.columns.map(({ year, total }) => [year, total])).toEqual([
    [2008, 4],
    [2009, 0],
    [2010, 6]
  ])
  expect(chart.finding).toEqual({
    kind: 'share',
    supported_percent: 75,
    answered: 4,
    pending: 6,
    first: 2008,
    last: 2010
  })
})

test('parts of a column stand on each other and add up to it', () => {
  const rows = fc.array(
    fc.record({
      year: fc.integer({ min: 2006, max: 2030 }),
      position: fc.constantFrom(...POSITIONS),
      count: fc.nat(50_000)
    })
  )
  fc.assert(
    fc.property(rows, (counts) => {
      const { columns } = positionsThroughTime(counts)
      for (const { total, parts } of columns) {
        let height = 0
        for (const part of parts) {
          expect(part.from).toBe(height)
          height = part.until
        }
        expect(height).toBe(total)
      }
      const all = counts.reduce((sum, { count }) => sum + count, 0)
      expect(columns.reduce((sum, { total }) => sum + total, 0)).toBe(all)
    })
  )
})

test('labels never cover each other and stay inside the picture when they fit', () => {
  const wanted = fc
    .array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 5 })
    .map((heights) => heights.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(wanted, (heights) => {
      const spread = spreadLabels(heights, 16, 0, 200)
      for (let i = 0; i < spread.length; i++) {
        expect(spread[i]).toBeGreaterThanOrEqual(0)
        expect(spread[i]).toBeLessThanOrEqual(200)
        if (i) expect(spread[i]! - spread[i - 1]!).toBeGreaterThanOrEqual(16 - 1e-9)
      }
    })
  )
})
