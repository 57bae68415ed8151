import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  disagree,
  isOnlyClaimed,
  lastOn,
  silence_days,
  standingOn,
  type Entry,
  type Level,
  type Track
} from './tracks.ts'

const LEVELS: Level[] = ['not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken']
const plain: Entry = {
  id: 1,
  track: 'state',
  by: 'TH',
  level: 'partly',
  observedOn: '2026-01-10',
  evidence: false,
  corrects: null,
  validated: false,
  retracted: false
}

const voices: readonly (readonly [Track, string])[] = [
  ['state', 'TH'],
  ['stakeholder', 'nhrct'],
  ['stakeholder', 'lantern-network'],
  ['body', 'aichr']
]

/** Entries as they could be on record: an entry corrects an earlier one at most, and none is corrected twice. */
const record = fc
  .array(
    fc.record({
      voice: fc.constantFrom(...voices),
      level: fc.constantFrom(...LEVELS),
      day: fc.integer({ min: 1, max: 28 }),
      evidence: fc.boolean(),
      validated: fc.boolean(),
      retracted: fc.boolean(),
      corrects: fc.boolean()
    }),
    { maxLength: 12 }
  )
  .map((given) => {
    const corrected = new Set<number>()
    return given.map(({ voice: [track, by], day, corrects, ...rest }, i): Entry => {
      const earlier = given.findIndex((one, at) => at < i && one.voice[1] === by && !corrected.has(at + 1))
      const target = corrects && earlier >= 0 ? earlier + 1 : null
      if (target) corrected.add(target)
      return { ...rest, id: i + 1, track, by, corrects: target, observedOn: `2026-01-${String(day).padStart(2, '0')}` }
    })
  })

/** What is said, without the number under which it was recorded. */
const told = (entry: Entry | null) => entry && [entry.by, entry.level, entry.observedOn, entry.evidence]

describe('what stands on the three tracks', () => {
  test('does not depend on the order in which the facts arrived', () => {
    fc.assert(
      fc.property(
        record.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }))
        ),
        ([entries, shuffled]) => {
          const [a, b] = [standingOn(entries, '2026-02-01'), standingOn(shuffled, '2026-02-01')]
          expect([told(b.state), b.stakeholders.map(told), told(b.body)]).toEqual([
            told(a.state),
            a.stakeholders.map(told),
            told(a.body)
          ])
        }
      )
    )
  })

  test('no voice ever moves another: a track changes only by its own entries', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...LEVELS), (entries, level) => {
        const more = [...entries, { ...plain, id: 99, level, observedOn: '2026-01-31' }]
        const [before, after] = [standingOn(entries, '2026-02-01'), standingOn(more, '2026-02-01')]
        expect(after.stakeholders).toEqual(before.stakeholders)
        expect(after.body).toEqual(before.body)
        expect(after.state?.id).toBe(99)
      })
    )
  })

  test('as of an earlier day nothing that was observed later counts', () => {
    fc.assert(
      fc.property(record, (entries) => {
        const { state, stakeholders, body } = standingOn(entries, '2026-01-14')
        for (const entry of [state, body, ...stakeholders]) expect((entry?.observedOn ?? '') <= '2026-01-14').toBe(true)
      })
    )
  })

  test('a corrected or retracted entry stands no more; what it replaced does not come back by correction', () => {
    const corrected = { ...plain, id: 2, corrects: 1, level: 'planned' as const }
    expect(standingOn([plain, corrected], '2026-02-01').state?.id).toBe(2)
    expect(standingOn([plain, { ...corrected, retracted: true }], '2026-02-01').state).toBeNull()
  })
})

test('fully is a claim until it has evidence and is signed off; a stakeholder needs nobody to sign', () => {
  const fully = { ...plain, level: 'fully' as const }
  expect(isOnlyClaimed(fully)).toBe(true)
  expect(isOnlyClaimed({ ...fully, validated: true })).toBe(true)
  expect(isOnlyClaimed({ ...fully, evidence: true })).toBe(true)
  expect(isOnlyClaimed({ ...fully, evidence: true, validated: true })).toBe(false)
  expect(isOnlyClaimed({ ...fully, track: 'stakeholder' })).toBe(false)
})

test('disagreement is said where voices differ, not where one is silent or both say that nothing has happened', () => {
  const against: Entry = { ...plain, id: 2, track: 'stakeholder', by: 'nhrct', level: 'not-started' }
  expect(disagree(standingOn([plain], '2026-02-01'))).toBe(false)
  expect(disagree(standingOn([plain, against], '2026-02-01'))).toBe(true)
  expect(disagree(standingOn([{ ...plain, level: 'planned' }, against], '2026-02-01'))).toBe(false)
})

test('silence is counted from the last word, or from the day on which the recommendation was made', () => {
  expect(silence_days(null, '2025-11-17', '2026-11-17')).toBe(365)
  expect(silence_days(plain, '2025-11-17', '2026-01-12')).toBe(2)
  expect(silence_days(plain, '2025-11-17', '2026-01-01')).toBe(0)
})

test('the last word on a track is that of whoever spoke last, in whatever order they are named', () => {
  const said = (id: number, by: string, observedOn: string): Entry => ({
    ...plain,
    track: 'stakeholder',
    id,
    by,
    observedOn
  })
  const standing = standingOn(
    [plain, said(2, 'komnas-ham', '2026-01-05'), said(3, 'lantern-network', '2026-01-20'), said(4, 'z', '2026-01-07')],
    '2026-02-01'
  )
  expect(lastOn(standing, 'stakeholder')?.by).toBe('lantern-network')
  expect(lastOn(standing, 'state')?.id).toBe(1)
  expect(lastOn(standing, 'body')).toBeNull()
})
