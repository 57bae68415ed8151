import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Position } from '#areas/tables.ts'
import { flowOf, isTakenUp, OUTCOMES, outcomeOf, stepsOf, type PairFacts } from './flow.ts'
import type { Stage } from '#areas/follow-up/life.ts'
import { isDone, standingOn, type Entry, type Level, type Track } from '#areas/follow-up/tracks.ts'

const DAY = '2026-03-01'
let id = 0
const entry = (track: Track, level: Level, more: Partial<Entry> = {}): Entry => ({
  id: ++id,
  track,
  by: track === 'state' ? 'ID' : track === 'body' ? 'aichr' : 'komnas-ham',
  level,
  observedOn: '2026-02-01',
  evidence: false,
  corrects: null,
  validated: false,
  retracted: false,
  ...more
})
const facts = (entries: readonly Entry[], more: Partial<PairFacts> = {}): PairFacts => ({
  stage: 'adopted',
  position: 'pending',
  acting: false,
  standing: standingOn(entries, DAY),
  ...more
})
const signed = { evidence: true, validated: true }

describe('where an answer has come to', () => {
  test.each<[string, PairFacts, string]>([
    ['nothing was ever said', facts([]), 'no-reply'],
    ['it said that it doesn’t reply', facts([], { position: 'no-reply' }), 'no-reply'],
    ['it noted it', facts([], { position: 'noted' }), 'not-accepted'],
    ['it supports it', facts([], { position: 'supported' }), 'silent'],
    ['it supports a part of it', facts([], { position: 'partly' }), 'silent'],
    ['it noted it, and joins an action for it', facts([], { position: 'noted', acting: true }), 'silent'],
    ['the body withdrew it after all', facts([entry('state', 'fully', signed)], { stage: 'withdrawn' }), 'withdrawn'],
    ['it goes on in another', facts([], { stage: 'consolidated', position: 'supported' }), 'withdrawn'],
    ['it never answered, and reports that it is under way', facts([entry('state', 'under-way')]), 'open'],
    ['it never answered, and reports that nothing is begun', facts([entry('state', 'not-started')]), 'no-reply'],
    [
      'it supports it, and reports nothing begun',
      facts([entry('state', 'not-started')], { position: 'supported' }),
      'open'
    ],
    ['an NHRI sees less', facts([entry('state', 'partly'), entry('stakeholder', 'not-started')]), 'contested'],
    ['it claims all, without evidence', facts([entry('state', 'fully')]), 'open'],
    ['it did all, with evidence and signed off', facts([entry('state', 'fully', signed)]), 'done-undisputed'],
    [
      'an NHRI differs from a signed report',
      facts([entry('state', 'fully', signed), entry('stakeholder', 'partly')]),
      'done-contested'
    ],
    [
      'the body differs from a signed report',
      facts([entry('state', 'fully', signed), entry('body', 'partly')]),
      'contested'
    ],
    [
      'the body calls done what the State calls partly done',
      facts([entry('state', 'partly'), entry('body', 'fully')]),
      'done-contested'
    ],
    ['the body calls it done, the State is silent', facts([entry('body', 'fully')]), 'done-undisputed'],
    ['an NHRI alone has spoken', facts([entry('stakeholder', 'fully')], { position: 'supported' }), 'silent']
  ])('%s', (_name, given, outcome) => expect(outcomeOf(given)).toBe(outcome))
})

const LEVELS: readonly Level[] = ['not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken']
const POSITIONS: readonly Position[] = ['pending', 'supported', 'partly', 'noted', 'no-reply']
const STAGES: readonly Stage[] = ['proposed', 'consolidated', 'consensus', 'adopted', 'noted', 'deferred', 'withdrawn']
const anyEntries = fc.array(
  fc.record({
    track: fc.constantFrom<Track>('state', 'stakeholder', 'body'),
    by: fc.constantFrom('one', 'two'),
    level: fc.constantFrom(...LEVELS),
    observedOn: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-01', '2026-09-09'),
    evidence: fc.boolean(),
    validated: fc.boolean(),
    retracted: fc.boolean()
  }),
  { maxLength: 6 }
)
const anyAnswer = fc.record({
  entries: anyEntries.map((all) => all.map((one, i): Entry => ({ ...one, id: i + 1, corrects: null }))),
  stage: fc.constantFrom(...STAGES),
  position: fc.constantFrom(...POSITIONS),
  acting: fc.boolean()
})

test('an answer comes to one end, whatever the order in which its facts arrived', () => {
  fc.assert(
    fc.property(anyAnswer, fc.func(fc.integer()), ({ entries, ...rest }, rank) => {
      // A voice says one thing for one day; tracks.test.ts has the rule for when it says two.
      const voices = [...Map.groupBy(entries, (one) => `${one.track} ${one.by} ${one.observedOn}`).values()]
      const said = voices.map(([first]) => ({ ...first!, ...(first!.track === 'stakeholder' ? {} : { by: 'one' }) }))
      const single = [...new Map(said.map((one) => [`${one.track} ${one.by} ${one.observedOn}`, one])).values()]
      const shuffled = single.toSorted((a, b) => rank(a.id) - rank(b.id))
      const outcome = outcomeOf({ ...rest, standing: standingOn(single, DAY) })
      expect(OUTCOMES).toContain(outcome)
      expect(outcomeOf({ ...rest, standing: standingOn(shuffled, DAY) })).toBe(outcome)
    })
  )
})

test('what was not taken up is never done, and what stands over is only what was withdrawn', () => {
  fc.assert(
    fc.property(anyAnswer, ({ entries, ...rest }) => {
      const given = { ...rest, standing: standingOn(entries, DAY) }
      const outcome = outcomeOf(given)
      const steps = stepsOf(outcome, given.standing.state !== null)
      const over = given.stage === 'withdrawn' || given.stage === 'consolidated'
      expect(outcome === 'withdrawn').toBe(over)
      expect(steps.takenUp).toBe(!over && isTakenUp(given))
      expect(steps.done).toBe(!over && isDone(given.standing))
      if (steps.reported || steps.done) expect(steps.takenUp).toBe(true)
      if (steps.reported) expect(given.standing.state).not.toBeNull()
    })
  )
})

test('the flow loses nobody: what enters a station leaves it', () => {
  const passed = fc
    .record({ outcome: fc.constantFrom(...OUTCOMES), spoke: fc.boolean() })
    .map(({ outcome, spoke }) => ({
      outcome,
      // Only these two can be either way; the rules give no silent one that spoke, and no open one that didn't.
      spoke: outcome.startsWith('done') ? spoke : outcome === 'open' || outcome === 'contested'
    }))
  fc.assert(
    fc.property(fc.array(passed), (pairs) => {
      const { asked, takenUp, reported, done, doneUnreported, ends } = flowOf(pairs)
      expect(asked).toBe(pairs.length)
      expect(asked).toBe(takenUp + ends['no-reply'] + ends['not-accepted'] + ends.withdrawn)
      expect(takenUp).toBe(reported + ends.silent + doneUnreported)
      expect(reported).toBe(done - doneUnreported + ends.contested + ends.open)
      expect(done).toBe(ends['done-contested'] + ends['done-undisputed'])
    })
  )
})
