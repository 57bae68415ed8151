import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CATEGORIES } from '#areas/dialogues/category.ts'
import { ORDERS, type SegmentRules } from '#areas/dialogues/modality.ts'
import { isRefusal } from '#platform/refusal.ts'
import { openFloor, SEGMENT, sitting, smallFacts, type SmallFloor } from '#test/small-floor.ts'
import { whyBarred } from './entitlement.ts'
import { REQUEST_KINDS } from './event.ts'
import type { Sitting } from './facts.ts'
import { listOf } from './floor.ts'

const asking =
  (...delegations: string[]) =>
  (room: SmallFloor) => {
    for (const delegation of delegations) room.ask(delegation)
    return room
  }

describe('orders', () => {
  test('alphabetical, from the letter that was drawn', () => {
    const room = asking('ID', 'TH', 'VN', 'MY')(openFloor(smallFacts({ order: 'alphabetical' })))
    expect(room.list).toEqual(['ID', 'MY', 'TH', 'VN'])
    room.do({ do: 'draw-letter' })
    expect(room.floor.letter).toBe('N')
    expect(room.list).toEqual(['TH', 'VN', 'ID', 'MY'])
  })

  test('categories alternate, from the one after the last', () => {
    const room = asking(
      'ID',
      'TH',
      'MY',
      'lantern',
      'komnas-ham'
    )(openFloor(smallFacts({ order: 'alternating-categories' })))
    expect(room.list).toEqual(['ID', 'komnas-ham', 'lantern', 'TH', 'MY'])
    room.next()
    room.end()
    expect(room.list).toEqual(['komnas-ham', 'lantern', 'TH', 'MY'])
  })

  test('whoever has not spoken comes before those who have', () => {
    const room = asking('ID', 'TH')(openFloor(smallFacts({ firstTimeSpeakersFirst: true })))
    room.next()
    room.end()
    room.ask('ID')
    room.ask('MY')
    expect(room.list).toEqual(['TH', 'MY', 'ID'])
  })

  test('whoever has spoken for the shortest time comes first', () => {
    const room = asking('ID', 'TH')(openFloor(smallFacts({ order: 'least-speaking-time' })))
    room.next()
    room.wait(100)
    room.next()
    room.wait(10)
    room.end()
    asking('ID', 'TH', 'MY')(room)
    expect(room.list).toEqual(['MY', 'TH', 'ID'])
  })

  test('an A-status institution comes right after its own State, whatever the order', () => {
    const facts = smallFacts({ straightAfterItsState: ['nhri-a'] })
    const room = asking('TH', 'ID', 'MY', 'komnas-ham')(openFloor(facts))
    expect(room.list).toEqual(['TH', 'ID', 'komnas-ham', 'MY'])
    room.next()
    room.next()
    room.end()
    expect(room.list).toEqual(['komnas-ham', 'MY'])
    const of = openFloor(smallFacts({ straightAfterItsState: ['nhri-a'] }, { subject: 'ID' }))
    asking('TH', 'MY', 'komnas-ham')(of)
    expect(of.list).toEqual(['komnas-ham', 'TH', 'MY'])
    of.next()
    of.end()
    of.ask('komnas-ham')
    expect(of.list).toEqual(['TH', 'MY', 'komnas-ham'])
  })

  test('replies wait for the end of the list, or not, as the segment says', () => {
    const after = openFloor()
    after.ask('TH', { kind: 'reply' })
    after.ask('ID')
    expect(after.list).toEqual(['ID', 'TH'])
    const away = openFloor(smallFacts({ rightOfReply: { ...SEGMENT.rightOfReply, when: 'straight-away' } }))
    away.ask('ID')
    away.ask('TH', { kind: 'reply' })
    expect(away.list).toEqual(['TH', 'ID'])
  })

  test('questions in groups: the answer comes after so many', () => {
    const questions: SegmentRules['questions'] = { ...SEGMENT.questions, answered: 'in-groups', group: 2 }
    const room = openFloor(smallFacts({ questions }, { subject: 'ID' }))
    for (const delegation of ['TH', 'MY', 'VN']) room.ask(delegation, { kind: 'question' })
    room.ask('ID', { kind: 'answer' })
    expect(room.list).toEqual(['TH', 'MY', 'ID', 'VN'])
    room.next()
    expect(room.list).toEqual(['MY', 'ID', 'VN'])
    room.next()
    expect(room.list).toEqual(['ID', 'VN'])
  })
})

// Arbitrary modalities and rooms.
const categories = fc.uniqueArray(fc.constantFrom(...CATEGORIES), { maxLength: 6 })
const rules: fc.Arbitrary<Partial<SegmentRules>> = fc.record({
  speakers: categories,
  order: fc.constantFrom(...ORDERS),
  firstTimeSpeakersFirst: fc.boolean(),
  straightAfterItsState: categories,
  unusedTime: fc.constantFrom('lost' as const, 'shared-among-waiting' as const),
  rightOfReply: fc.record({
    allowed: fc.boolean(),
    by: categories,
    timeLimit_s: fc.constant(60),
    most: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('after-the-list' as const, 'straight-away' as const)
  }),
  pointOfOrder: fc.record({ by: categories, timeLimit_s: fc.constant(60) }),
  questions: fc.record({
    by: categories,
    timeLimit_s: fc.constant(60),
    answerLimit_s: fc.constant(60),
    answered: fc.constantFrom('each-at-once' as const, 'in-groups' as const),
    group: fc.integer({ min: 1, max: 4 }),
    mayBeTakenAway: fc.boolean()
  })
})
const room: fc.Arbitrary<Sitting[]> = fc
  .array(fc.tuple(fc.constantFrom(...CATEGORIES), fc.option(fc.integer({ min: 0, max: 9 }))), {
    minLength: 1,
    maxLength: 10
  })
  .map((seats) => seats.map(([category, state], i) => sitting(`d${i}`, category, state === null ? null : `d${state}`)))
const step = fc.record({
  delegation: fc.integer({ min: 0, max: 9 }),
  kind: fc.constantFrom(...REQUEST_KINDS),
  then: fc.constantFrom('ask', 'ask', 'ask', 'next', 'move', 'skip', 'undo'),
  wait: fc.integer({ min: 0, max: 200 })
})
const meeting = fc.record({ rules, room, steps: fc.array(step, { maxLength: 40 }), drawn: fc.boolean() })

function play({ rules, room, steps, drawn }: typeof meeting extends fc.Arbitrary<infer M> ? M : never): SmallFloor {
  const floor = openFloor(smallFacts(rules, { room, subject: 'd0' }))
  if (drawn) floor.do({ do: 'draw-letter' })
  for (const { delegation, kind, then, wait } of steps) {
    floor.wait(wait)
    const waiting = listOf(floor.floor, floor.facts)
    const any = waiting[delegation % Math.max(1, waiting.length)]
    const seen = floor.floor.stack.at(-1)
    if (then === 'ask')
      floor.try({ do: 'ask', delegation: `d${delegation}`, kind, joint: [], speaker: '', question: null })
    else if (then === 'next') floor.try({ do: 'next', ...(seen !== undefined && { seen }) })
    else if (then === 'undo') floor.try({ do: 'undo' })
    else if (any) {
      floor.try(
        then === 'move' ? { do: 'move', request: any.id, before: waiting[0]!.id } : { do: 'skip', request: any.id }
      )
    }
    floor.wait(1)
  }
  return floor
}

describe('over arbitrary modalities, rooms and meetings', () => {
  test('nobody who is barred is on the list or has spoken', () => {
    fc.assert(
      fc.property(meeting, (given) => {
        const { floor, facts } = play(given)
        const had = [...listOf(floor, facts), ...floor.interventions]
        for (const { delegation, kind, joint } of had) {
          // Replies are counted: one that was spoken uses the right up. For the rule who may, it counts as not spoken yet.
          const fresh = { ...floor, interventions: [] }
          expect(whyBarred(fresh, facts, { delegation, kind, joint })).toBeNull()
        }
      })
    )
  })

  test('everybody who waits is on the list once', () => {
    fc.assert(
      fc.property(meeting, (given) => {
        const { floor, facts } = play(given)
        const ids = listOf(floor, facts).map(({ id }) => id)
        const waiting = [...floor.requests.values()].filter(({ standing }) => standing === 'waiting')
        expect([...ids].sort((a, b) => a - b)).toEqual(waiting.map(({ id }) => id).sort((a, b) => a - b))
      })
    )
  })

  test('the order is stable: the same events give the same list, and time alone changes nothing', () => {
    fc.assert(
      fc.property(meeting, fc.integer({ min: 1, max: 5000 }), (given, seconds) => {
        const played = play(given)
        const before = listOf(played.floor, played.facts).map(({ id }) => id)
        played.wait(seconds)
        expect(listOf(played.floor, played.facts).map(({ id }) => id)).toEqual(before)
        // Withdrawing one keeps the others as they were.
        const gone = before[Math.floor(before.length / 2)]
        if (gone === undefined || given.rules.order === 'alternating-categories') return
        if (given.rules.straightAfterItsState?.length || given.rules.questions?.answered === 'in-groups') return
        played.do({ do: 'withdraw', request: gone })
        expect(listOf(played.floor, played.facts).map(({ id }) => id)).toEqual(before.filter((id) => id !== gone))
      })
    )
  })

  test('nobody who is entitled is starved: with everybody asking again at once, each waits for a bounded number of others', () => {
    fc.assert(
      fc.property(rules, room, fc.integer({ min: 0, max: 9 }), (given, seats, one) => {
        const floor = openFloor(smallFacts(given, { room: seats, subject: null }))
        const me = `d${one % seats.length}`
        const ask = (delegation: string) =>
          floor.try({ do: 'ask', delegation, kind: 'speech', joint: [], speaker: '', question: null })
        if (isRefusal(ask(me))) return
        // Each of the others may overtake once for each time that counts for it: as first speaker, and by what it has spoken.
        const bound = 3 * seats.length
        for (let turns = 0; ; turns++) {
          expect(turns).toBeLessThanOrEqual(bound)
          for (const { bodyId } of seats) if (bodyId !== me) ask(bodyId)
          floor.next()
          floor.wait(60)
          if (floor.floor.interventions.some(({ delegation }) => delegation === me)) return
        }
      }),
      { numRuns: 500 }
    )
  })
})
