import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, Duty, Role } from '#areas/people/actor.ts'
import { changeFault, history, sharesFor, standingWording, type Wording } from './practice.ts'

function holding(role: Role, bodyId: string | null, duty: Duty | null = null, until: string | null = null): Actor {
  return { kind: 'account', id: 'a', name: 'A', mandates: [{ role, bodyId, duty, since: '2025-01-01', until }] }
}

describe('who shares', () => {
  test.each([
    ['the main focal point', holding('focal-point', 'ID', 'main'), ['ID']],
    ['the alternate', holding('focal-point', 'TH', 'alternate'), ['TH']],
    ['a representative', holding('representative', 'TL'), ['TL']],
    ['an NHRI', holding('nhri', 'komnas-ham'), ['komnas-ham']],
    ['not the validating focal point', holding('focal-point', 'PH', 'validating'), []],
    ['not a CSO', holding('cso', 'lantern-network'), []],
    ['not the secretariat', holding('secretariat', null), []],
    ['not after the mandate ended', holding('nhri', 'komnas-ham', null, '2026-01-01'), []],
    ['not a visitor', { kind: 'visitor' } as Actor, []]
  ])('%s', (_who, actor, bodies) => {
    expect(sharesFor(actor, '2026-03-01')).toEqual(bodies)
  })
})

/** Wordings as they can be: each takes the place of the one before it. Read in any order. */
const chain = fc
  .integer({ min: 1, max: 12 })
  .map((n) => Array.from({ length: n }, (_, i): Wording => ({ id: i + 1, corrects: i === 0 ? null : i })))
const shuffledChain = chain.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }))
)

describe('wordings', () => {
  test('the same one stands and none is lost, in whatever order they are read', () => {
    fc.assert(
      fc.property(shuffledChain, ([all, shuffled]) => {
        expect(standingWording(shuffled)?.id).toBe(all.length)
        expect(history(shuffled).map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse())
      })
    )
  })

  test('only what the writer had before them and still stands is put right; else it says which stands', () => {
    fc.assert(
      fc.property(shuffledChain, fc.integer({ min: 1, max: 12 }), ([all, shuffled], before) => {
        const fault = changeFault(shuffled, before, false, 7)
        if (before === all.length) expect(fault).toBeNull()
        else if (before < all.length) {
          expect(fault).toEqual({ refused: 'practices.changed_meanwhile', values: { wording: all.length } })
        } else expect(fault).toMatchObject({ refused: 'practices.missing' })
        expect(changeFault(shuffled, before, true, 7)).toMatchObject({ refused: 'practices.withdrawn_already' })
      })
    )
  })
})
