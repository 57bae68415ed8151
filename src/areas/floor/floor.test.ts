import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import { openFloor, ROOM, smallFacts } from '#test/small-floor.ts'
import { leftOf, speaking, spokenIn, used_ms } from './floor.ts'
import { viewOf } from './view.ts'

describe('the list', () => {
  test('asking twice asks once', () => {
    const room = openFloor()
    const first = room.ask('ID')
    expect(room.ask('ID')).toBe(first)
    expect(room.list).toEqual(['ID'])
  })

  test('an observer follows without speaking, and is told by which rule', () => {
    const outcome = openFloor().try({
      do: 'ask',
      delegation: 'campus',
      kind: 'speech',
      joint: [],
      speaker: '',
      question: null
    })
    expect(outcome).toEqual({
      refused: 'floor.follows_without_speaking',
      values: { category: 'university', edition: 7, segment: 1 }
    })
  })

  test('two more, then it closes', () => {
    const room = openFloor()
    room.ask('ID')
    room.do({ do: 'last-call', more: 2 })
    room.ask('TH')
    room.ask('ID')
    room.ask('MY')
    expect(room.floor.listOpen).toBe(false)
    expect(room.try({ do: 'ask', delegation: 'VN', kind: 'speech', joint: [], speaker: '', question: null })).toEqual({
      refused: 'floor.list_closed'
    })
    expect(room.list).toEqual(['ID', 'TH', 'MY'])
  })

  test('a point of order comes first, also on a closed list', () => {
    const room = openFloor()
    room.ask('ID')
    room.do({ do: 'close-list' })
    room.ask('TH', { kind: 'order' })
    expect(room.list).toEqual(['TH', 'ID'])
  })

  test('a request that was made offline has the place of its time, and not before the item was opened', () => {
    const room = openFloor()
    const made = room.now
    room.wait(60).ask('TH')
    room.ask('ID', { madeAt: made })
    expect(room.list).toEqual(['ID', 'TH'])
    room.ask('MY', { madeAt: '2001-01-01T00:00:00.000Z' })
    const asked = [...room.floor.requests.values()].at(-1)!
    expect(asked.askedAt).toBe(room.floor.items[0]!.openedAt)
  })

  test('the chair moves one, and it stays where it was put when others come and go', () => {
    const room = openFloor()
    const id = room.ask('ID')
    const th = room.ask('TH')
    room.ask('MY')
    room.do({ do: 'move', request: th, before: id })
    expect(room.list).toEqual(['TH', 'ID', 'MY'])
    room.ask('VN')
    expect(room.list).toEqual(['TH', 'ID', 'MY', 'VN'])
    room.do({ do: 'skip', request: th })
    expect(room.list).toEqual(['ID', 'MY', 'VN', 'TH'])
    room.ask('lantern')
    expect(room.list).toEqual(['ID', 'MY', 'VN', 'TH', 'lantern'])
  })
})

describe('the clock', () => {
  test('stands while a question is put into the speech, and while the meeting is suspended', () => {
    const room = openFloor()
    const speech = room.ask('ID')
    room.next()
    room.wait(29)
    const question = room.ask('lantern', { kind: 'question' })
    room.do({ do: 'call', request: question, inside: true, seen: speech })
    expect(speaking(room.floor)?.delegation).toBe('lantern')
    room.wait(19)
    room.end()
    expect(speaking(room.floor)?.delegation).toBe('ID')
    room.wait(9)
    room.do({ do: 'suspend' })
    room.wait(1000)
    room.do({ do: 'resume' })
    room.wait(9)
    const now = speaking(room.floor)!
    // 31 s until the question, 10 s until the pause, 10 s since: as far as the second that each command takes.
    expect(used_ms(now, room.now)).toBe(51_000)
    expect(used_ms(room.floor.interventions[1]!, room.now)).toBe(20_000)
  })

  test('a server whose clock is set back shortens no speech', () => {
    const room = openFloor()
    room.ask('ID')
    room.next()
    room.wait(-500)
    expect(used_ms(speaking(room.floor)!, room.now)).toBe(0)
    room.end()
    expect(room.floor.interventions[0]!.used_ms).toBe(0)
  })

  test('what others leave is shared, where the segment says so', () => {
    const room = openFloor(smallFacts({ unusedTime: 'shared-among-waiting' }))
    room.ask('ID')
    room.ask('TH')
    room.ask('MY')
    room.next()
    room.wait(99)
    room.end()
    room.next()
    expect(speaking(room.floor)!.limit_s).toBe(300 + 100)
  })

  test('a budget of several delegations bounds each of them', () => {
    const room = openFloor()
    room.do({ do: 'set-budget', name: 'civil society', delegations: ['lantern', 'komnas-ham'], minutes: 2 })
    room.ask('lantern')
    room.ask('komnas-ham')
    room.next()
    expect(speaking(room.floor)!.limit_s).toBe(120)
    room.wait(99)
    room.end()
    room.next()
    expect(speaking(room.floor)!.limit_s).toBe(20)
    expect(leftOf(room.floor, room.floor.budgets[0]!, room.wait(5).now)).toBe(14)
  })
})

describe('undoing', () => {
  test('takes back what the chair did last, and nothing that delegations said', () => {
    const room = openFloor()
    room.ask('ID')
    room.next()
    const th = room.ask('TH')
    room.do({ do: 'undo' })
    expect(room.list).toEqual(['ID', 'TH'])
    expect(room.floor.stack).toEqual([])
    room.do({ do: 'undo' })
    expect(room.floor.listOpen).toBe(false)
    expect(room.floor.requests.get(th)?.standing).toBe('waiting')
  })

  test('an ended speech goes on with the clock that it would have', () => {
    const room = openFloor()
    room.ask('ID')
    room.next()
    room.wait(9)
    room.end()
    room.wait(9)
    room.do({ do: 'undo' })
    expect(used_ms(speaking(room.floor)!, room.now)).toBe(21_000)
  })

  test('ends at the opening of the item: the one before is over', () => {
    const room = openFloor()
    room.ask('ID')
    room.do({ do: 'open-item', item: 'two' })
    room.do({ do: 'undo' })
    expect(room.floor.item).toBe('one')
    expect(room.list).toEqual(['ID'])
  })
})

describe('doubled and stale commands', () => {
  test('the same next from two consoles calls one', () => {
    const room = openFloor()
    room.ask('ID')
    room.ask('TH')
    expect(isRefusal(room.try({ do: 'next' }))).toBe(false)
    expect(room.try({ do: 'next' })).toEqual({ refused: 'floor.stale' })
    expect(room.list).toEqual(['TH'])
  })
})

describe('what is seen', () => {
  test('outside, a segment without names shows categories, in the room names', () => {
    const room = openFloor(smallFacts({ attribution: 'without-names' }))
    room.ask('lantern', { speaker: 'A name that must not leave the room' })
    room.ask('ID')
    room.next()
    const outside = viewOf(room.floor, room.facts, room.events, 'public')
    expect(outside.speaking[0]).toMatchObject({ category: 'cso', speaker: '' })
    expect(JSON.stringify(outside.speaking) + JSON.stringify(outside.waiting)).not.toMatch(/lantern|must not|"ID"/)
    room.end()
    const after = viewOf(room.floor, room.facts, room.events, 'public')
    expect(after.delegations.lantern).toMatchObject({ spoken_s: 0, times: 0 })
    expect(JSON.stringify(after.spoken)).not.toMatch(/lantern/)
    expect(viewOf(room.floor, room.facts, room.events, 'room').spoken[0]).toMatchObject({ delegation: 'lantern' })
  })

  test('a statement can be recorded more strictly than its segment, never less', () => {
    const room = openFloor(smallFacts({ attribution: 'summary-only' }))
    const request = room.ask('lantern')
    room.next()
    room.do({ do: 'attribute', request, attribution: 'withheld' })
    expect(viewOf(room.floor, room.facts, room.events, 'public').speaking[0]).not.toHaveProperty('delegation')
    room.do({ do: 'attribute', request, attribution: 'on-record' })
    expect(viewOf(room.floor, room.facts, room.events, 'public').speaking[0]).toMatchObject({
      delegation: 'lantern',
      attribution: 'summary-only'
    })
  })

  test('nothing absent is said by null', () => {
    const room = openFloor()
    room.ask('ID')
    room.next()
    for (const viewer of ['public', 'room', 'desk'] as const) {
      expect(JSON.stringify(viewOf(room.floor, room.facts, room.events, viewer))).not.toContain('null')
    }
  })
})

test('whatever is commanded: one speaks at most, its clock alone runs, and times add up', () => {
  const delegation = fc.constantFrom(...ROOM.map(({ bodyId }) => bodyId))
  const step = fc.oneof(
    fc.record({
      do: fc.constant('ask' as const),
      delegation,
      kind: fc.constantFrom('speech', 'reply', 'order', 'question', 'answer')
    }),
    fc.record({
      do: fc.constantFrom('next', 'end', 'pause', 'continue', 'suspend', 'resume', 'undo', 'open-list', 'close-list')
    }),
    fc.record({ do: fc.constant('give' as const), delegation, inside: fc.boolean() }),
    fc.record({ do: fc.constant('open-item' as const), item: fc.constantFrom('one', 'two') }),
    fc.record({ do: fc.constantFrom('skip', 'withdraw'), request: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 400 }) })
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const room = openFloor()
      for (const given of steps) {
        if (given.do === 'wait') {
          room.wait((given as { seconds: number }).seconds)
          continue
        }
        const seen = room.floor.stack.at(-1)
        const filled = { kind: 'speech', joint: [], speaker: '', question: null, inside: false, ...given }
        room.try({ ...filled, ...(seen !== undefined && { seen }) } as Parameters<typeof room.try>[0])
        room.wait(1)
        const { floor } = room
        const running = floor.interventions.filter(({ runningSince }) => runningSince !== null)
        expect(running.length).toBeLessThanOrEqual(1)
        if (running[0]) expect(floor.stack.at(-1)).toBe(running[0].request)
        if (floor.suspendedAt !== null) expect(running).toEqual([])
        expect(new Set(floor.stack).size).toBe(floor.stack.length)
        const elapsed_s = (Date.parse(room.now) - Date.parse('2025-11-17T02:00:00.000Z')) / 1000
        const total_s = [...spokenIn(floor, room.now).seconds.values()].reduce((sum, seconds) => sum + seconds, 0)
        expect(total_s).toBeLessThanOrEqual(elapsed_s)
      }
    }),
    { numRuns: 150 }
  )
})
