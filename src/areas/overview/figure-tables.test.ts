import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#platform/clock/day.ts'
import type { Mechanism, Position } from '#areas/tables.ts'
import { membersByTheme, themeFinding, total } from './by-theme.ts'
import { editionTable, flowTable, lateTable, rowsAddress, themeTable, type Counted } from './figure-tables.ts'
import { flowOf, OUTCOMES } from './flow.ts'
import { dueAskedFor, lateness, type Due } from './lateness.ts'
import {
  compareNewest,
  inOrder,
  isAskedFor,
  NO_THEME,
  PARTS,
  readPairQuery,
  writePairQuery,
  type Pair,
  type PairQuery
} from './pair-query.ts'
import { editionsFinding, throughEditions } from './through-editions.ts'

// Every number of every dashboard opens rows: their number must be the number that was clicked.

const DAY = '2026-03-01'
const OLD_BEFORE = addDays(DAY, -180)
const MEMBERS = ['ID', 'PH', 'TH']
const WIDEST = ['justice', 'people']
const BELOW: Readonly<Record<string, readonly string[]>> = { justice: ['torture', 'detention'], people: ['youth'] }
const SESSIONS: readonly [Mechanism, string, string][] = [
  ['dialogue', 'ahrd-6', '2024-11-05'],
  ['dialogue', 'ahrd-7', '2025-11-17'],
  ['upr', 'UPR 12', '2011-10-14']
]
const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'no-reply', 'pending']

const anyPair: fc.Arbitrary<Pair> = fc
  .record({
    session: fc.constantFrom(...SESSIONS),
    bodyId: fc.constantFrom(...MEMBERS, 'somtc'),
    themes: fc.subarray(['torture', 'detention', 'youth', 'justice']),
    position: fc.constantFrom(...POSITIONS),
    firstPosition: fc.constantFrom(...POSITIONS),
    outcome: fc.constantFrom(...OUTCOMES),
    saysSo: fc.boolean(),
    reportedOn: fc.constantFrom('2025-01-01', '2025-12-01', '2026-02-20')
  })
  .map(({ session: [mechanism, session, madeOn], themes, saysSo, reportedOn, ...rest }) => {
    const spoke = rest.outcome.startsWith('done') ? saysSo : ['open', 'contested'].includes(rest.outcome)
    const wide = WIDEST.filter((theme) => themes.some((one) => one === theme || BELOW[theme]!.includes(one)))
    return {
      ...rest,
      recommendationId: 0,
      reference: '',
      ordinal: 0,
      mechanism,
      session,
      madeOn,
      themes: [...new Set([...themes, ...wide])],
      spoke,
      reportedOn: spoke ? reportedOn : null
    }
  })
const anyPairs = fc
  .array(anyPair, { maxLength: 60 })
  .map((pairs) =>
    pairs.map((pair, i) => ({ ...pair, recommendationId: i % 20, ordinal: i % 20, reference: `R-${i % 20}` }))
  )
const anyQuery: fc.Arbitrary<PairQuery> = fc.record({
  from: fc.constantFrom('all', 'dialogue', 'upr', 'ahrd-7', 'UPR 12'),
  state: fc.constantFrom(null, ...MEMBERS, 'somtc'),
  theme: fc.constantFrom(null, 'justice', 'torture', 'youth', NO_THEME),
  part: fc.constantFrom(...PARTS),
  position: fc.constantFrom(null, ...POSITIONS),
  order: fc.constantFrom('newest', 'silence')
})
const anyDue: fc.Arbitrary<Due[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('action', 'milestone'),
    bodyId: fc.constantFrom(null, ...MEMBERS),
    dueOn: fc.constant('2026-01-01'),
    recommendationIds: fc.subarray([0, 1, 2, 3])
  }),
  { maxLength: 8 }
)

/** As the page of the rows does it. */
function rowsBehind({ href }: Counted, all: readonly Pair[]): number {
  const query = readPairQuery(new URL(href, 'http://localhost').searchParams)
  return all.filter((pair) => isAskedFor(query, pair, OLD_BEFORE)).length
}

/** As a dashboard begins. */
const narrowed = (all: readonly Pair[], query: PairQuery) =>
  all.filter((pair) => isAskedFor({ ...query, part: 'asked', position: null }, pair, OLD_BEFORE))

describe('every number is the number of the rows that it opens', () => {
  test('of the flow', () => {
    fc.assert(
      fc.property(anyPairs, anyQuery, (all, query) => {
        for (const { part, cell } of flowTable(flowOf(narrowed(all, query)), query)) {
          expect(rowsBehind(cell, all), part).toBe(cell.count)
        }
      })
    )
  })

  test('of members by theme, at the top and below a theme', () => {
    fc.assert(
      fc.property(anyPairs, anyQuery, (all, query) => {
        const shown = query.theme === null ? WIDEST : (BELOW[query.theme] ?? [])
        const rows = membersByTheme(narrowed(all, query), MEMBERS, shown)
        for (const { theme, member, cells } of themeTable(rows, MEMBERS, query)) {
          if (query.state !== null && member !== query.state) continue
          for (const cell of cells) expect(rowsBehind(cell, all), `${theme} ${member}`).toBe(cell.count)
        }
      })
    )
  })

  test('of the editions', () => {
    fc.assert(
      fc.property(anyPairs, anyQuery, (all, query) => {
        const table = editionTable(throughEditions(narrowed(all, query)), query)
        for (const { parts, positions, changed } of table) {
          for (const cell of [...parts, ...positions, changed])
            expect(rowsBehind(cell, all), cell.href).toBe(cell.count)
        }
        expect(table.reduce((sum, { parts }) => sum + parts[0]!.count, 0)).toBe(narrowed(all, query).length)
      })
    )
  })

  test('of what is late and silent; what is overdue is listed as long as it is counted', () => {
    fc.assert(
      fc.property(anyPairs, anyQuery, anyDue, (all, query, due) => {
        const asked = dueAskedFor(due, query, all)
        const table = lateTable(lateness(narrowed(all, query), asked, DAY, OLD_BEFORE), query)
        for (const { noReply, silent, oldReports, late } of table) {
          for (const cell of [noReply, silent, oldReports]) {
            expect(rowsBehind(cell, all), cell.href).toBe(cell.count)
          }
          const there = readPairQuery(new URL(late.href, 'http://localhost').searchParams)
          expect(dueAskedFor(due, there, all)).toHaveLength(late.count)
        }
        expect(table.reduce((sum, { late }) => sum + late.count, 0)).toBe(asked.length)
      })
    )
  })
})

test('an address says the whole query, and says it again the same', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readPairQuery(new URLSearchParams(writePairQuery(query)))).toEqual(query)
      expect(rowsAddress(query)).toBe(`/follow-up/rows?${writePairQuery(query)}`)
    })
  )
})

test('what an address can’t mean is left out', () => {
  const read = readPairQuery(new URLSearchParams('part=nonsense&position=maybe&order=random&from=&state=&theme='))
  expect(read).toEqual({ from: 'dialogue', state: null, theme: null, part: 'asked', position: null, order: 'newest' })
})

test('rows keep all of them in either order: the newest first, or whoever was silent longest', () => {
  fc.assert(
    fc.property(anyPairs, fc.constantFrom('newest' as const, 'silence' as const), (pairs, order) => {
      const sorted = inOrder(pairs, order)
      expect(sorted).toHaveLength(pairs.length)
      const since = ({ reportedOn, madeOn }: Pair) => reportedOn ?? madeOn
      sorted.slice(1).forEach((pair, i) => {
        const before = sorted[i]!
        if (order === 'silence') expect(since(before) <= since(pair)).toBe(true)
        else expect(compareNewest(before, pair)).toBeLessThanOrEqual(0)
      })
    })
  )
})

test('members by theme: what is withdrawn counts nowhere, all together counts each once', () => {
  fc.assert(
    fc.property(anyPairs, (all) => {
      const rows = membersByTheme(all, MEMBERS, WIDEST)
      const standing = all.filter(({ bodyId, outcome }) => MEMBERS.includes(bodyId) && outcome !== 'withdrawn')
      expect(total(rows[0]!.all)).toBe(standing.length)
      const finding = themeFinding(rows)
      expect(finding.kind === 'nothing').toBe(standing.length === 0)
    })
  )
})

test('the trend goes from the first edition to the last', () => {
  const pair = {
    bodyId: 'ID',
    themes: [],
    position: 'supported',
    firstPosition: 'noted',
    reference: '',
    ordinal: 1,
    recommendationId: 1,
    spoke: false,
    reportedOn: null
  } as const
  const old: Pair = { ...pair, mechanism: 'upr', session: 'UPR 12', madeOn: '2011-10-14', outcome: 'not-accepted' }
  const recent: Pair = { ...pair, mechanism: 'dialogue', session: 'ahrd-7', madeOn: '2025-11-17', outcome: 'silent' }
  const rows = throughEditions([recent, old])
  expect(rows.map(({ session, changed, positions }) => [session, changed, positions.supported])).toEqual([
    ['UPR 12', 1, 1],
    ['ahrd-7', 1, 1]
  ])
  expect(editionsFinding(rows)).toEqual({
    kind: 'from-to',
    first: 'UPR 12',
    firstTakenUp_percent: 0,
    last: 'ahrd-7',
    lastTakenUp_percent: 100
  })
  expect(editionsFinding([])).toEqual({ kind: 'nothing' })
})
