/** How many recommendations address a member. */
export interface Addressed {
  readonly bodyId: string
  readonly count: number
}

export interface Tile extends Addressed {
  /** from 0, from the left and from the top */
  readonly column: number
  readonly row: number
  /** 0: none; 1 to 4: the quarter of the largest count it falls in */
  readonly shade: 0 | 1 | 2 | 3 | 4
}

/** What the picture shows, for its title: computed, never written by hand. */
export type TileFinding =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'equal'; readonly count: number; readonly members: number }
  | {
      readonly kind: 'spread'
      readonly most: readonly string[]
      readonly mostCount: number
      readonly least: readonly string[]
      readonly leastCount: number
    }

export interface TileGrid {
  readonly tiles: readonly Tile[]
  readonly columns: number
  readonly rows: number
  readonly finding: TileFinding
}

/**
 * Every State a square of the same size, roughly where it lies: the smallest is as visible as the largest, and no
 * border is drawn. [column, row].
 */
const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  MM: [0, 0],
  LA: [1, 0],
  VN: [2, 0],
  TH: [1, 1],
  KH: [2, 1],
  PH: [4, 1],
  MY: [1, 2],
  BN: [3, 2],
  SG: [1, 3],
  ID: [2, 3],
  TL: [4, 3]
}
const COLUMNS = 5

/** A member without a place of its own, as one admitted later, gets the next free tile below the others. */
export function tileGrid(members: readonly string[], addressed: readonly Addressed[]): TileGrid {
  const counts = new Map(addressed.map(({ bodyId, count }) => [bodyId, count]))
  const largest = Math.max(0, ...members.map((id) => counts.get(id) ?? 0))
  const below = 1 + Math.max(-1, ...members.map((id) => PLACES[id]?.[1] ?? -1))
  let unplaced = 0
  const tiles = members.map((bodyId): Tile => {
    const count = counts.get(bodyId) ?? 0
    const [column, row] = PLACES[bodyId] ?? [unplaced % COLUMNS, below + Math.floor(unplaced++ / COLUMNS)]
    return { bodyId, count, column, row, shade: shadeOf(count, largest) }
  })
  return { tiles, columns: COLUMNS, rows: 1 + Math.max(0, ...tiles.map(({ row }) => row)), finding: findingOf(tiles) }
}

function shadeOf(count: number, largest: number): Tile['shade'] {
  return count === 0 ? 0 : (Math.max(1, Math.ceil((count / largest) * 4)) as Tile['shade'])
}

function findingOf(tiles: readonly Tile[]): TileFinding {
  const counts = tiles.map(({ count }) => count)
  const mostCount = Math.max(0, ...counts)
  const leastCount = Math.min(...counts)
  if (mostCount === 0) return { kind: 'nobody' }
  if (mostCount === leastCount) return { kind: 'equal', count: mostCount, members: tiles.length }
  const having = (wanted: number) => tiles.filter(({ count }) => count === wanted).map(({ bodyId }) => bodyId)
  return { kind: 'spread', most: having(mostCount), mostCount, least: having(leastCount), leastCount }
}
