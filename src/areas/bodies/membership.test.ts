import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { membersOf, standingOn, type MembershipFact } from './membership.ts'

const fact = (id: number, given: Partial<MembershipFact>): MembershipFact => ({
  id,
  bodyId: 'TL',
  ofBodyId: 'asean',
  capacity: 'member',
  since: '2025-10-26',
  until: null,
  corrects: null,
  withdrawn: false,
  ...given
})
const timorLeste = [fact(1, { capacity: 'observer', since: '2022-11-11', until: '2025-10-26' }), fact(2, {})]

describe('standing on a day', () => {
  it.each([
    ['2022-11-10', null],
    ['2022-11-11', 'observer'],
    ['2025-10-25', 'observer'],
    ['2025-10-26', 'member']
  ])('of Timor-Leste on %s is %s', (day, capacity) => {
    expect(standingOn(timorLeste, 'TL', 'asean', day)).toBe(capacity)
  })

  it('follows a correction and forgets what was withdrawn', () => {
    const corrected = [...timorLeste, fact(3, { since: '2025-10-28', corrects: 2 })]
    expect(standingOn(corrected, 'TL', 'asean', '2025-10-27')).toBeNull()
    expect(standingOn(corrected, 'TL', 'asean', '2025-10-28')).toBe('member')
    const withdrawn = [...timorLeste, fact(3, { corrects: 2, withdrawn: true })]
    expect(standingOn(withdrawn, 'TL', 'asean', '2025-11-01')).toBeNull()
  })

  it('holds from its first day until the day before its last, whatever the days', () => {
    const day = fc.date({ min: new Date('1960-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    const text = day.map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(text, text, text, (since, until, asked) => {
        fc.pre(since < until)
        const members = membersOf([fact(1, { since, until })], 'asean', asked)
        expect(members).toEqual(since <= asked && asked < until ? ['TL'] : [])
      })
    )
  })
})
