import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countsOf,
  furthestStep,
  institutionStepFault,
  standingOfMembers,
  standingSteps,
  type InstitutionStep
} from './institution-steps.ts'

const KINDS = ['commitment', 'draft-law', 'law-adopted', 'appointed', 'applied', 'accredited', 'other']

/** Steps as they can be on record: a row corrects an earlier one at most, and none is corrected twice. */
const record = fc
  .array(
    fc.record({
      kind: fc.nat(KINDS.length - 1),
      day: fc.integer({ min: 1, max: 28 }),
      corrects: fc.boolean(),
      withdrawn: fc.boolean()
    }),
    { maxLength: 14 }
  )
  .map((given) => {
    const corrected = new Set<number>()
    return given.map(({ kind, day, corrects, withdrawn }, i): InstitutionStep => {
      const target = corrects ? given.findIndex((_, at) => at < i && !corrected.has(at + 1)) + 1 : 0
      if (target) corrected.add(target)
      return {
        id: i + 1,
        stateId: 'VN',
        kind: KINDS[kind]!,
        rung: kind < 6 ? kind + 1 : null,
        reachedOn: `2026-01-${String(day).padStart(2, '0')}`,
        corrects: target || null,
        withdrawn: target > 0 && withdrawn
      }
    })
  })

const told = (steps: readonly InstitutionStep[]) => steps.map(({ kind, reachedOn }) => `${reachedOn} ${kind}`)

describe('steps towards an institution', () => {
  test('what stands does not depend on the order in which the facts arrived', () => {
    fc.assert(
      fc.property(
        record.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(told(standingSteps(shuffled, '2026-01-20'))).toEqual(told(standingSteps(all, '2026-01-20')))
          expect(furthestStep(shuffled, '2026-01-20')?.rung).toBe(furthestStep(all, '2026-01-20')?.rung)
        }
      )
    )
  })

  test('the furthest is never below any that stands, and nothing counts before its day', () => {
    fc.assert(
      fc.property(record, (all) => {
        const standing = standingSteps(all, '2026-01-14')
        const furthest = furthestStep(all, '2026-01-14')
        for (const step of standing) {
          expect(step.reachedOn <= '2026-01-14').toBe(true)
          if (step.rung !== null) expect(furthest!.rung! >= step.rung).toBe(true)
        }
      })
    )
  })

  test('a step can’t lie ahead; a row is put right once, and by a row of the same State', () => {
    const before = { stateId: 'VN', withdrawn: false, correctedBy: null }
    const fault = (reachedOn: string, row: Parameters<typeof institutionStepFault>[1]) =>
      institutionStepFault({ reachedOn }, row, 'VN', '2026-03-01')
    expect(fault('2026-03-01', before)).toBeNull()
    expect(fault('2026-03-02', null)).toMatchObject({ refused: 'standing.day_in_future', field: 'reachedOn' })
    expect(fault('2026-03-01', { ...before, stateId: 'LA' })).toMatchObject({ refused: 'standing.step_missing' })
    expect(fault('2026-03-01', { ...before, withdrawn: true })).toMatchObject({ refused: 'standing.step_missing' })
    expect(fault('2026-03-01', { ...before, correctedBy: 9 })).toEqual({
      refused: 'standing.step_changed_meanwhile',
      values: { step: 9 }
    })
  })
})

describe('where the members stand', () => {
  const institutions = [
    {
      id: 'nhrct',
      stateId: 'TH',
      statuses: [
        { status: 'A', effectiveOn: '2004-01-01', order: 1 },
        { status: 'B', effectiveOn: '2015-11-01', order: 2 },
        { status: 'A', effectiveOn: '2022-03-01', order: 3 }
      ]
    },
    { id: 'mnhrc', stateId: 'MM', statuses: [] }
  ]
  const steps: InstitutionStep[] = [
    {
      id: 1,
      stateId: 'VN',
      kind: 'commitment',
      rung: 1,
      reachedOn: '2024-05-01',
      corrects: null,
      withdrawn: false
    }
  ]
  const on = (day: string) => standingOfMembers(['MM', 'TH', 'VN', 'LA'], institutions, steps, day)

  test('each with the status of that day', () => {
    const status = (day: string) => on(day).find(({ stateId }) => stateId === 'TH')?.status?.status ?? null
    expect([status('2003-12-31'), status('2010-01-01'), status('2020-01-01'), status('2026-01-01')]).toEqual([
      null,
      'A',
      'B',
      'A'
    ])
  })

  test('in numbers', () => {
    expect(countsOf(on('2026-01-01'))).toEqual({ members: 4, having: 2, statusA: 1, without: 2, onTheWay: 1 })
    expect(countsOf(on('2003-01-01'))).toEqual({ members: 4, having: 1, statusA: 0, without: 3, onTheWay: 0 })
  })
})
