import { expect, test } from 'vitest'
import { openFloor, smallFacts } from '#test/small-floor.ts'
import { recordOf } from './record.ts'

function played(attribution: 'on-record' | 'without-names' = 'on-record') {
  const room = openFloor(smallFacts({ attribution }))
  room.ask('ID', { joint: ['MY'], speaker: 'A minister' })
  room.ask('lantern')
  room.next()
  room.wait(59)
  room.next()
  room.wait(29)
  room.end()
  room.ask('TH', { kind: 'order' })
  room.next()
  room.wait(9)
  room.do({ do: 'open-item', item: 'two' })
  return room
}

test('every intervention with its beginning and end; a joint statement counts for each, a point of order for nobody', () => {
  const room = played()
  const record = recordOf(room.floor, room.facts, 'public')
  expect(record.items.map(({ id, speeches }) => [id, speeches.length])).toEqual([
    ['one', 3],
    ['two', 0]
  ])
  expect(record.items[0]!.speeches[0]).toMatchObject({ delegation: 'ID', joint: ['MY'], used_s: 60, limit_s: 420 })
  expect(
    record.items[0]!.speeches.every(({ startedAt, endedAt }) => endedAt !== undefined && startedAt < endedAt)
  ).toBe(true)
  expect(record.byDelegation).toEqual([
    { delegation: 'ID', seconds: 60, times: 1 },
    { delegation: 'MY', seconds: 60, times: 1 },
    { delegation: 'lantern', seconds: 30, times: 1 }
  ])
  expect(record.byCategory).toEqual([
    { category: 'member-state', seconds: 60, times: 1 },
    { category: 'cso', seconds: 30, times: 1 }
  ])
})

test('without names: whoever sat outside reads categories and no more, who sat inside reads who it was', () => {
  const room = played('without-names')
  const outside = recordOf(room.floor, room.facts, 'public')
  expect(JSON.stringify(outside)).not.toMatch(/"ID"|"MY"|lantern|minister/)
  expect(outside.byDelegation).toEqual([])
  expect(outside.byCategory).toHaveLength(2)
  expect(recordOf(room.floor, room.facts, 'room').byDelegation).toHaveLength(3)
})
