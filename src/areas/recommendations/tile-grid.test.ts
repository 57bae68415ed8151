import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tileGrid } from './tile-grid.ts'

const ELEVEN = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'TL', 'VN']

test('eleven members have eleven tiles of their own', () => {
  const { tiles } = tileGrid(ELEVEN, [])
  expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(11)
})

test('a record that addresses nobody says so', () => {
  const grid = tileGrid(ELEVEN, [])
  expect(grid.finding).toEqual({ kind: 'nobody' })
  expect(grid.tiles.every(({ shade }) => shade === 0)).toBe(true)
})

test('equal counts are called equal, not most and least', () => {
  const grid = tileGrid(
    ELEVEN,
    ELEVEN.map((bodyId) => ({ bodyId, count: 7 }))
  )
  expect(grid.finding).toEqual({ kind: 'equal', count: 7, members: 11 })
})

test('the most and the least addressed are named, all of them', () => {
  const grid = tileGrid(
    ['TH', 'VN', 'BN'],
    [
      { bodyId: 'TH', count: 9 },
      { bodyId: 'VN', count: 9 }
    ]
  )
  expect(grid.finding).toEqual({ kind: 'spread', most: ['TH', 'VN'], mostCount: 9, least: ['BN'], leastCount: 0 })
  expect(grid.tiles.map(({ shade }) => shade)).toEqual([4, 4, 0])
})

test('counts of States that are no members are left out', () => {
  expect(tileGrid(['TH'], [{ bodyId: 'FR', count: 3 }]).finding).toEqual({ kind: 'nobody' })
})

test('whoever the members are and however often addressed, no two tiles overlap and one count has one shade', () => {
  const members = fc.uniqueArray(fc.constantFrom(...ELEVEN, 'PG', 'FJ', 'XA', 'XB', 'XC', 'XD', 'XE'), { minLength: 1 })
  fc.assert(
    fc.property(members, fc.array(fc.nat(100_000), { minLength: 20, maxLength: 20 }), (ids, counts) => {
      const { tiles, columns, rows } = tileGrid(
        ids,
        ids.map((bodyId, index) => ({ bodyId, count: counts[index]! }))
      )
      expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(ids.length)
      for (const tile of tiles) {
        expect(tile.column).toBeLessThan(columns)
        expect(tile.row).toBeLessThan(rows)
        expect(tile.shade === 0).toBe(tile.count === 0)
        for (const other of tiles) if (tile.count > other.count) expect(tile.shade).toBeGreaterThanOrEqual(other.shade)
      }
    })
  )
})
