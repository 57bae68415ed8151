import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStages, stageFault, stageOn, type LaterStage, type StageFact } from './life.ts'

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
