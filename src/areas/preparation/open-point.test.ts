import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LaterStage } from '#areas/follow-up/life.ts'
import type { Level, Track } from '#areas/follow-up/tracks.ts'
import type { Position } from '#areas/tables.ts'
import { pointsOn, sinceThen, type CarriedPoint } from './carry-over.ts'
import { standingOfPoint, type DatedEntry, type PointFacts } from './open-point.ts'

const DAY = '2026-10-05'
const made: PointFacts = { madeOn: '2025-11-17', stages: [], positions: [], entries: [], actions: [] }
let next = 1
const entry = (track: Track, level: Level, observedOn: string, rest: Partial<DatedEntry> = {}): DatedEntry => ({
  id: next++,
  track,
  by: track === 'state' ? 'ID' : track === 'body' ? 'aichr' : 'komnas-ham',
  level,
  observedOn,
  evidence: false,
  corrects: null,
  validatedOn: null,
  retractedOn: null,
  ...rest
})
const stage = (name: LaterStage, reachedOn: string) => ({
  id: next++,
  stage: name,
  reachedOn,
  corrects: null,
  withdrawn: false
})
const signedOff = { evidence: true, validatedOn: '2026-06-01' }
const on = (facts: Partial<PointFacts>, day = DAY) => standingOfPoint({ ...made, ...facts }, day)

describe('a point is open', () => {
  test('and never taken up, where nothing was said, or only that it was noted', () => {
    expect(on({})).toEqual({ open: true, reason: 'not-taken-up', since: '2025-11-17', silent_days: 322 })
    expect(on({ positions: [{ position: 'noted', statedOn: '2026-01-01' }] })).toMatchObject({ reason: 'not-taken-up' })
    expect(on({ entries: [entry('state', 'not-started', '2026-09-01')] })).toMatchObject({
      reason: 'not-taken-up',
      since: '2026-09-01',
      silent_days: 34
    })
  })

  test('and silent, where it was taken up and no report came, or the last is old', () => {
    expect(on({ positions: [{ position: 'supported', statedOn: '2026-01-20' }] })).toEqual({
      open: true,
      reason: 'silent',
      since: '2026-01-20',
      silent_days: 322
    })
    expect(on({ actions: [{ since: '2026-02-01', stoppedOn: null }] })).toMatchObject({ reason: 'silent' })
    expect(on({ actions: [{ since: '2026-02-01', stoppedOn: '2026-03-01' }] })).toMatchObject({
      reason: 'not-taken-up'
    })
    expect(on({ entries: [entry('state', 'partly', '2026-02-18')] })).toMatchObject({
      reason: 'silent',
      silent_days: 229
    })
  })

  test('and under way, where a report is not old; “fully” without sign-off is such a report', () => {
    expect(on({ entries: [entry('state', 'planned', '2026-09-02')] })).toMatchObject({
      reason: 'under-way',
      silent_days: null
    })
    expect(on({ entries: [entry('state', 'fully', '2026-09-02', { evidence: true })] })).toMatchObject({
      reason: 'under-way'
    })
  })

  test('and contested, where the voices differ, the body’s no against a State’s signed-off yes with it', () => {
    const yes = entry('state', 'fully', '2026-05-04', signedOff)
    expect(on({ entries: [yes, entry('body', 'partly', '2026-08-28')] })).toMatchObject({
      reason: 'contested',
      since: '2026-08-28'
    })
    expect(on({ entries: [entry('body', 'partly', '2026-03-01'), yes] })).toMatchObject({ reason: 'contested' })
  })
})

describe('a point is over', () => {
  test('where the State says so with evidence, signed off, and the body says nothing, whatever an NHRI says', () => {
    const yes = entry('state', 'fully', '2026-05-04', signedOff)
    const done = { open: false, reason: 'signed-off-done', since: '2026-06-01' }
    expect(on({ entries: [yes] })).toEqual(done)
    expect(on({ entries: [yes, entry('stakeholder', 'partly', '2026-07-01')] })).toEqual(done)
    expect(on({ entries: [yes] }, '2026-05-31')).toMatchObject({ open: true })
    expect(on({ entries: [{ ...yes, evidence: false }] })).toMatchObject({ open: true })
    expect(on({ entries: [{ ...yes, retractedOn: '2026-07-01' }] })).toMatchObject({ open: true })
    expect(on({ entries: [{ ...yes, retractedOn: '2026-07-01' }] }, '2026-06-30')).toEqual(done)
  })

  test('where the body says fully, whatever the State says', () => {
    expect(on({ entries: [entry('state', 'planned', '2026-09-01'), entry('body', 'fully', '2026-03-01')] })).toEqual({
      open: false,
      reason: 'assessed-done',
      since: '2026-03-01'
    })
  })

  test.each(['withdrawn', 'consolidated'] as const)('where it was %s, from that day', (name) => {
    expect(on({ stages: [stage(name, '2026-02-01')] })).toEqual({ open: false, reason: name, since: '2026-02-01' })
    expect(on({ stages: [stage(name, '2026-02-01')] }, '2026-01-31')).toMatchObject({ open: true })
  })

  test('before it was made there is no point', () => {
    expect(on({}, '2025-11-16')).toBeNull()
  })
})

const days = fc
  .integer({ min: 0, max: 320 })
  .map((n) => new Date(Date.UTC(2025, 10, 17) + n * 86_400_000).toISOString().slice(0, 10))
const level = fc.constantFrom<Level>('not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken')
const someFacts = fc
  .record({
    entries: fc.array(
      fc.record({
        track: fc.constantFrom<Track>('state', 'stakeholder', 'body'),
        by: fc.constantFrom('one', 'other'),
        level,
        observedOn: days,
        evidence: fc.boolean(),
        validatedOn: fc.option(days),
        retractedOn: fc.option(days, { freq: 5 })
      }),
      { maxLength: 8 }
    ),
    positions: fc.array(
      fc.record({
        position: fc.constantFrom<Position>('pending', 'supported', 'partly', 'noted', 'no-reply'),
        statedOn: days
      }),
      { maxLength: 4 }
    ),
    stages: fc.array(
      fc.record({
        stage: fc.constantFrom<LaterStage>('consensus', 'adopted', 'noted', 'deferred', 'withdrawn', 'consolidated'),
        reachedOn: days
      }),
      { maxLength: 3 }
    ),
    actions: fc.array(fc.record({ since: days, stoppedOn: fc.option(days) }), { maxLength: 3 })
  })
  .map(({ entries, positions, stages, actions }): PointFacts => ({
    madeOn: '2025-11-17',
    positions,
    actions,
    entries: entries.map((one, id) => ({ ...one, id, corrects: null })),
    stages: stages.map((one, id) => ({ ...one, id, corrects: null, withdrawn: false }))
  }))

/** The same facts, written down in another order and so with other numbers. */
const reordered = (facts: PointFacts, seed: number): PointFacts => {
  const turn = <T>(all: readonly T[]): T[] =>
    [...all.slice(seed % (all.length || 1)), ...all.slice(0, seed % (all.length || 1))].reverse()
  return {
    ...facts,
    positions: turn(facts.positions),
    actions: turn(facts.actions),
    entries: turn(facts.entries).map((one, id) => ({ ...one, id })),
    stages: turn(facts.stages).map((one, id) => ({ ...one, id }))
  }
}

test('how a point stands depends on the facts and their days, not on the order in which they came', () => {
  fc.assert(
    fc.property(someFacts, fc.nat(50), days, (facts, seed, day) => {
      expect(standingOfPoint(reordered(facts, seed), day)).toEqual(standingOfPoint(facts, day))
    }),
    { numRuns: 500 }
  )
})

test('facts of later days change nothing about a day', () => {
  fc.assert(
    fc.property(someFacts, days, (facts, day) => {
      const known: PointFacts = {
        ...facts,
        positions: facts.positions.filter(({ statedOn }) => statedOn <= day),
        stages: facts.stages.filter(({ reachedOn }) => reachedOn <= day),
        entries: facts.entries
          .filter(({ observedOn }) => observedOn <= day)
          .map((one) => ({
            ...one,
            validatedOn: one.validatedOn && one.validatedOn <= day ? one.validatedOn : null,
            retractedOn: one.retractedOn && one.retractedOn <= day ? one.retractedOn : null
          })),
        actions: facts.actions
          .filter(({ since }) => since <= day)
          .map((one) => ({ ...one, stoppedOn: one.stoppedOn && one.stoppedOn <= day ? one.stoppedOn : null }))
      }
      expect(standingOfPoint(known, day)).toEqual(standingOfPoint(facts, day))
    }),
    { numRuns: 500 }
  )
})

test('nothing closed is carried over; every point of the day is on one list; nothing is lost since then', () => {
  fc.assert(
    fc.property(fc.array(someFacts, { maxLength: 12 }), days, days, (all, one, other) => {
      const [earlier, later] = [one, other].sort() as [string, string]
      const points = all.map((facts, i) => ({ ...facts, recommendationId: i, reference: `R${i}`, bodyId: 'ID' }))
      const before = pointsOn(points, earlier)
      expect(before.open.length + before.closed.length).toBe(points.length)
      for (const point of before.open) expect(standingOfPoint(point, earlier)).toMatchObject({ open: true })
      for (const point of before.closed) expect(standingOfPoint(point, earlier)).toMatchObject({ open: false })
      const carried: CarriedPoint[] = before.open.map(({ recommendationId, reference, bodyId, reason, since }) => ({
        recommendationId,
        reference,
        bodyId,
        reason,
        since
      }))
      const now = pointsOn(points, later)
      const since = sinceThen(carried, now)
      expect(carried.length - since.closed.length + since.added.length).toBe(now.open.length)
    }),
    { numRuns: 300 }
  )
})
