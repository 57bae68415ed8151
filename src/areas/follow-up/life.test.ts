import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  correctionFault,
  LATER_STAGES,
  nextStages,
  stageFault,
  stageOn,
  standingStages,
  type LaterStage,
  type StageFact
} from './life.ts'

const MADE = '2025-11-17'
const TODAY = '2026-06-01'
const fact = (id: number, stage: LaterStage, reachedOn: string): StageFact => ({
  id,
  stage,
  reachedOn,
  corrects: null,
  withdrawn: false
})

test('the stage of a day is the last one reached by then', () => {
  const facts = [fact(1, 'consensus', '2025-12-01'), fact(2, 'adopted', '2026-01-15')]
  expect(['2025-11-30', '2025-12-01', '2026-01-15'].map((day) => stageOn(facts, day))).toEqual([
    'proposed',
    'consensus',
    'adopted'
  ])
})

test('a withdrawn fact and a corrected one no longer count', () => {
  const adopted = fact(2, 'adopted', '2026-01-15')
  expect(stageOn([adopted, { ...adopted, id: 3, corrects: 2, stage: 'noted' }], TODAY)).toBe('noted')
  expect(stageOn([adopted, { ...adopted, id: 3, corrects: 2, withdrawn: true }], TODAY)).toBe('proposed')
})

test.each([
  ['adopted before anybody was asked', 'adopted', '2026-01-01', 'follow-up.stage_cannot_follow'],
  ['a day that is still to come', 'consensus', '2026-06-02', 'follow-up.day_in_future'],
  ['a day before it was made', 'consensus', '2025-11-16', 'follow-up.day_before_made'],
  ['put to consensus', 'consensus', '2026-01-01', undefined]
] as const)('%s', (_name, stage, reachedOn, refused) => {
  expect(stageFault([], { stage, reachedOn }, MADE, TODAY)?.refused).toBe(refused)
})

test('any life that the rules let happen reads the same in whatever order it was written down', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 8 })
  fc.assert(
    fc.property(
      steps.chain((given) => {
        const facts: StageFact[] = []
        let day = 1
        for (const [choice, days] of given) {
          const next = nextStages(stageOn(facts, TODAY))
          if (next.length === 0) break
          day += days
          const one = fact(facts.length + 1, next[choice % next.length]!, `2026-01-${String(day).padStart(2, '0')}`)
          if (stageFault(facts, one, MADE, TODAY)) break
          facts.push(one)
        }
        return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
      }),
      ([facts, shuffled]) => {
        expect(stageOn(facts, TODAY)).toBe(facts.at(-1)?.stage ?? 'proposed')
        expect(stageOn(shuffled, TODAY)).toBe(stageOn(facts, TODAY))
      }
    )
  )
})

describe('a stage put right', () => {
  const facts = [fact(1, 'consensus', '2025-12-01'), fact(2, 'adopted', '2026-01-15')]
  test.each([
    ['the last one withdrawn', 2, null, undefined],
    ['one on which another rests withdrawn', 1, null, 'positions.stage_is_rested_on'],
    ['another outcome of the same consultation', 2, { stage: 'noted', reachedOn: '2026-01-16' }, undefined],
    ['an earlier day', 1, { stage: 'consensus', reachedOn: '2025-11-20' }, undefined],
    ['a day behind what follows', 1, { stage: 'consensus', reachedOn: '2026-02-01' }, 'positions.stage_breaks_life'],
    ['a stage that can’t be there', 1, { stage: 'adopted', reachedOn: '2025-12-01' }, 'positions.stage_breaks_life'],
    ['a day to come', 2, { stage: 'adopted', reachedOn: '2026-06-02' }, 'follow-up.day_in_future'],
    ['a day before it was made', 1, { stage: 'consensus', reachedOn: '2025-11-01' }, 'follow-up.day_before_made']
  ] as const)('%s', (_name, id, given, refused) => {
    expect(correctionFault(facts, id, given, MADE, TODAY)?.refused).toBe(refused)
  })

  test('whatever is recorded, corrected and withdrawn, what stands is a life, the same in any order of arrival', () => {
    const step = fc.record({
      kind: fc.constantFrom('record', 'correct', 'withdraw'),
      stage: fc.constantFrom(...LATER_STAGES),
      day: fc.integer({ min: 1, max: 28 }),
      pick: fc.nat(9)
    })
    const lives = fc.array(step, { maxLength: 14 }).map((steps) => {
      const made: StageFact[] = []
      for (const { kind, stage, day, pick } of steps) {
        const given = { stage, reachedOn: `2026-01-${String(day).padStart(2, '0')}` }
        const standing = standingStages(made, TODAY)
        const wrong = standing[pick % Math.max(1, standing.length)]
        if (kind === 'record') {
          if (!stageFault(made, given, MADE, TODAY)) made.push(fact(made.length + 1, stage, given.reachedOn))
        } else if (wrong && !correctionFault(made, wrong.id, kind === 'correct' ? given : null, MADE, TODAY)) {
          const after = kind === 'correct' ? { ...wrong, ...given } : { ...wrong, withdrawn: true }
          made.push({ ...after, id: made.length + 1, corrects: wrong.id })
        }
      }
      return made
    })
    const mixed = lives.chain((made) =>
      fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }))
    )
    fc.assert(
      fc.property(mixed, ([made, shuffled]) => {
        const stages = standingStages(made, TODAY).map(({ stage }) => stage)
        stages.forEach((stage, i) => expect(nextStages(stages[i - 1] ?? 'proposed')).toContain(stage))
        expect(standingStages(shuffled, TODAY).map(({ stage }) => stage)).toEqual(stages)
      })
    )
  })
})
