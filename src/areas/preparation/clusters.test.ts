import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrangeAgain, proposeClusters, type ThemedPoint, type ThesaurusEntry } from './cluster-proposal.ts'
import {
  clustersOf,
  lastUndoable,
  stepFault,
  take,
  type Cluster,
  type ClusterStep,
  type RecordedStep
} from './clusters.ts'

const THESAURUS: ThesaurusEntry[] = [
  { id: 'institutions', parentId: null },
  { id: 'justice', parentId: null },
  { id: 'scams', parentId: null },
  { id: 'nhri', parentId: 'institutions' },
  { id: 'civil-society', parentId: 'institutions' },
  { id: 'modality', parentId: 'institutions' },
  { id: 'cooperation', parentId: 'institutions' },
  { id: 'complaints', parentId: 'justice' },
  { id: 'trafficking', parentId: 'scams' }
]
const ids = THESAURUS.map(({ id }) => id)
const to = (reference: string, count: number, themes: string[]): ThemedPoint[] =>
  Array.from({ length: count }, (_, i) => ({ key: `${reference} B${i}`, reference, themes }))

const some = fc
  .array(
    fc.record({
      count: fc.integer({ min: 1, max: 14 }),
      themes: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 })
    }),
    { maxLength: 25 }
  )
  .map((all) => all.flatMap(({ count, themes }, i) => to(`R${i}`, count, themes)))

describe('proposed clusters', () => {
  test('put together what shares a theme, and small groups with their nearest relatives', () => {
    const points = [
      ...to('R1', 15, ['modality', 'cooperation']),
      ...to('R3', 12, ['complaints']),
      ...to('R4', 5, ['nhri']),
      ...to('R5', 12, ['civil-society']),
      ...to('R6', 1, ['modality']),
      ...to('R7', 13, ['trafficking'])
    ]
    const found = proposeClusters(points, THESAURUS).map(({ themes, points: own }) => [themes.join('+'), own.length])
    expect(found).toEqual([
      ['civil-society+nhri', 17],
      ['modality', 16],
      ['complaints', 12],
      ['trafficking', 13]
    ])
  })

  test('every open point is in exactly one; the order in which they came is nothing', () => {
    fc.assert(
      fc.property(some, fc.nat(100), (points, seed) => {
        const clusters = proposeClusters(points, THESAURUS)
        expect(clusters.flatMap((one) => one.points).sort()).toEqual(points.map(({ key }) => key).sort())
        const turned = [
          ...points.slice(seed % (points.length || 1)),
          ...points.slice(0, seed % (points.length || 1))
        ].reverse()
        expect(proposeClusters(turned, THESAURUS)).toEqual(clusters)
      }),
      { numRuns: 300 }
    )
  })

  test('a recommendation is never torn apart, and none but a single one makes a cluster larger than twice the average', () => {
    fc.assert(
      fc.property(some, (points) => {
        const clusters = proposeClusters(points, THESAURUS)
        const wanted = Math.min(8, Math.max(3, Math.round(points.length / 22)))
        for (const cluster of clusters) {
          const references = new Set(cluster.points.map((key) => key.split(' ')[0]))
          for (const reference of references) {
            expect(cluster.points.filter((key) => key.startsWith(`${reference} `))).toHaveLength(
              points.filter((point) => point.reference === reference).length
            )
          }
          // Parts are cut between recommendations: one may reach over the limit by less than itself.
          const limit = (points.length / wanted) * 2 + 14
          if (references.size > 1) expect(cluster.points.length).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 300 }
    )
  })
})

const start: readonly Cluster[] = [
  { id: 'c1', themes: ['nhri'], part: null, title: null, points: ['R1 A', 'R1 B', 'R2 A'] },
  { id: 'c2', themes: ['justice'], part: null, title: null, points: ['R3 A'] },
  { id: 'c3', themes: ['scams'], part: null, title: null, points: ['R4 A', 'R4 B'] }
]
const keys = start.flatMap(({ points }) => points)
const cluster = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c9')
const anyStep: fc.Arbitrary<ClusterStep> = fc.oneof(
  fc.record({ kind: fc.constant('rename' as const), cluster, title: fc.constantFrom('One', 'Other') }),
  fc.record({ kind: fc.constant('merge' as const), cluster, into: cluster }),
  fc.record({
    kind: fc.constant('move' as const),
    points: fc.uniqueArray(fc.constantFrom(...keys, 'R9 Z'), { maxLength: 4 }),
    to: cluster,
    title: fc.constantFrom('New', null)
  }),
  fc.record({
    kind: fc.constant('order' as const),
    cluster,
    direction: fc.constantFrom('up' as const, 'down' as const)
  })
)

const recorded = (steps: readonly ClusterStep[]): RecordedStep[] => [
  { id: 1, step: { kind: 'propose', clusters: start, carryOver: 1 }, undoes: null },
  ...steps.map((step, i) => ({ id: i + 2, step, undoes: null }))
]

describe('steps', () => {
  test('rename, merge, move, order', () => {
    const titles = (clusters: readonly Cluster[]) => clusters.map(({ id, points }) => `${id}: ${points.join(', ')}`)
    expect(titles(take(start, { kind: 'merge', cluster: 'c2', into: 'c3' }))).toEqual([
      'c1: R1 A, R1 B, R2 A',
      'c3: R4 A, R4 B, R3 A'
    ])
    expect(titles(take(start, { kind: 'move', points: ['R1 A', 'R3 A'], to: 'c4', title: 'New' }))).toEqual([
      'c1: R1 B, R2 A',
      'c3: R4 A, R4 B',
      'c4: R1 A, R3 A'
    ])
    expect(take(start, { kind: 'order', cluster: 'c3', direction: 'up' }).map(({ id }) => id)).toEqual([
      'c1',
      'c3',
      'c2'
    ])
    expect(take(start, { kind: 'rename', cluster: 'c2', title: 'Remedies' })[1]?.title).toBe('Remedies')
  })

  test('a step that can’t be taken is told why', () => {
    expect(stepFault(start, { kind: 'merge', cluster: 'c9', into: 'c1' })).toHaveProperty('refused')
    expect(stepFault(start, { kind: 'merge', cluster: 'c1', into: 'c1' })).toMatchObject({ field: 'into' })
    expect(stepFault(start, { kind: 'move', points: [], to: 'c1', title: null })).toMatchObject({ field: 'points' })
    expect(stepFault(start, { kind: 'move', points: ['R1 A'], to: 'c4', title: null })).toMatchObject({
      field: 'newTitle'
    })
    expect(stepFault(start, { kind: 'move', points: ['R1 A'], to: 'c4', title: 'New' })).toBeNull()
  })

  test('whatever is done, every point stays in exactly one cluster, and none is empty', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        const clusters = clustersOf(recorded(steps))
        expect(clusters.flatMap(({ points }) => points).sort()).toEqual([...keys].sort())
        expect(clusters.every(({ points }) => points.length > 0)).toBe(true)
        expect(new Set(clusters.map(({ id }) => id)).size).toBe(clusters.length)
      }),
      { numRuns: 500 }
    )
  })

  test('undoing all brings the proposal back, which itself stays', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), (steps) => {
        const rows = recorded(steps)
        for (let last = lastUndoable(rows); last; last = lastUndoable(rows)) {
          rows.push({ id: rows.length + 1, step: last.step, undoes: last.id })
        }
        expect(clustersOf(rows)).toEqual(start)
        expect(rows).toHaveLength(1 + steps.length * 2)
      })
    )
  })
})

test('a new list keeps the arrangement: what is closed leaves, what is new joins its theme or makes a cluster', () => {
  fc.assert(
    fc.property(some, some, (before, after) => {
      const first = arrangeAgain([], before, THESAURUS)
      const clusters = arrangeAgain(first, after, THESAURUS)
      expect(clusters.flatMap(({ points }) => points).sort()).toEqual(after.map(({ key }) => key).sort())
      expect(new Set(clusters.map(({ id }) => id)).size).toBe(clusters.length)
      const there = new Set(after.map(({ key }) => key))
      for (const cluster of first) {
        const stays = cluster.points.filter((key) => there.has(key))
        const now = clusters.find(({ id }) => id === cluster.id)
        if (stays.length) expect(now?.points.slice(0, stays.length)).toEqual(stays)
      }
    })
  )
})
