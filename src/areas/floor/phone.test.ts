import { expect, test } from 'vitest'
import { openFloor, smallFacts } from '#test/small-floor.ts'
import { offersTo } from './entitlement.ts'
import { hasTheFloor, placesOf } from './phone.ts'
import { viewOf } from './view.ts'

test('a member may ask for all that its segment knows; an observer reads why it may not', () => {
  const room = openFloor()
  expect(offersTo(room.floor, room.facts, 'ID').map(({ kind }) => kind)).toEqual([
    'speech',
    'reply',
    'order',
    'question'
  ])
  expect(offersTo(room.floor, room.facts, 'campus')).toEqual([
    {
      kind: 'speech',
      refused: { refused: 'floor.follows_without_speaking', values: { category: 'university', edition: 7, segment: 1 } }
    }
  ])
})

test('the State that briefed is offered the answer, and no question to itself', () => {
  const room = openFloor(smallFacts({}, { subject: 'ID' }))
  expect(offersTo(room.floor, room.facts, 'ID').map(({ kind }) => kind)).toEqual(['speech', 'reply', 'order', 'answer'])
})

test('my place and the time until it', () => {
  const room = openFloor()
  room.ask('ID')
  room.ask('TH')
  room.ask('lantern')
  room.next()
  room.wait(59)
  const view = viewOf(room.floor, room.facts, room.events, 'room')
  // 240 s of Indonesia's 300 are left, and Thailand has 300.
  expect(placesOf(view, 'lantern', Date.parse(room.now))).toMatchObject([{ place: 2, wait_s: 540 }])
  expect(hasTheFloor(view, 'ID')).toBe(true)
  expect(hasTheFloor(view, 'TH')).toBe(false)
})
