import { expect, test } from 'vitest'
import { openFloor, smallFacts } from '#test/small-floor.ts'
import { hasBegun, isReleased, standing, type TextFor } from './statement-text.ts'

const TEXT: TextFor = { item: 'one', kind: 'speech', bodyId: 'ID' }

test('a text is released by its own speech, not by another of the same delegation', () => {
  const room = openFloor()
  room.ask('ID')
  room.ask('ID', { kind: 'order' })
  expect(hasBegun(TEXT, room.floor)).toBe(false)
  room.next()
  expect(isReleased(TEXT, room.floor, room.facts)).toBe(false)
  room.end()
  room.next()
  expect(hasBegun(TEXT, room.floor)).toBe(true)
  expect(isReleased(TEXT, room.floor, room.facts)).toBe(true)
  expect(isReleased({ ...TEXT, item: 'two' }, room.floor, room.facts)).toBe(false)
  expect(isReleased({ ...TEXT, bodyId: 'TH' }, room.floor, room.facts)).toBe(false)
})

test('a speech that was called by mistake and undone releases nothing', () => {
  const room = openFloor()
  room.ask('ID')
  room.next()
  room.do({ do: 'undo' })
  expect(hasBegun(TEXT, room.floor)).toBe(false)
})

test('what is kept without names, or as a summary, keeps its text back', () => {
  for (const attribution of ['summary-only', 'without-names', 'withheld'] as const) {
    const segment = openFloor(smallFacts({ attribution }))
    segment.ask('ID')
    segment.next()
    expect([attribution, isReleased(TEXT, segment.floor, segment.facts)]).toEqual([attribution, false])
    const statement = openFloor()
    statement.ask('ID')
    const request = statement.next()
    statement.do({ do: 'attribute', request, attribution })
    expect(hasBegun(TEXT, statement.floor)).toBe(true)
    expect([attribution, isReleased(TEXT, statement.floor, statement.facts)]).toEqual([attribution, false])
  }
})

test('who joins a statement has begun to speak with it', () => {
  const room = openFloor()
  room.ask('TH', { joint: ['ID'] })
  room.next()
  expect(isReleased(TEXT, room.floor, room.facts)).toBe(true)
})

test('the newest text for a speech stands', () => {
  const texts = [
    { ...TEXT, id: 1 },
    { ...TEXT, id: 2, kind: 'reply' as const },
    { ...TEXT, id: 3 }
  ]
  expect(standing(texts).map(({ id }) => id)).toEqual([3, 2])
})
