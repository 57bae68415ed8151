import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#platform/clock/day.ts'
import { DESK_LISTS, deskOf, mostUrgent, SHORT, shortly, SOON_days, type Desk } from './desk.ts'
import { byUrgency, DUE_KINDS, type DueKind } from './due.ts'
import type { Level } from './recipients.ts'
import type { Told } from './told.ts'

const TODAY = '2026-03-02'
const told = (
  thing: string,
  dueOn: string,
  kind: DueKind = 'milestone',
  reference: string | null = null,
  level: Level = 'responsible'
): Told => ({
  level,
  why: 'theirs',
  due: {
    kind,
    thing,
    dueOn,
    body: null,
    title: {},
    reference,
    path: '/',
    notBy: null,
    changedAt: new Date(0),
    revision: 0
  }
})
const thingsOf = (desk: Desk) =>
  desk.lists.map(({ name, bundles }) => [name, bundles.flat().map(({ due }) => due.thing)])

test('the desk shows one thing first, the longest overdue; then a list for each kind, and one of what comes later', () => {
  const desk = deskOf(
    [told('c', '2026-03-20'), told('a', '2026-02-01'), told('d', '2026-05-01'), told('b', '2026-03-01', 'report')],
    TODAY
  )
  expect(desk.next?.map(({ due }) => due.thing)).toEqual(['a'])
  expect(thingsOf(desk)).toEqual([
    ['report', ['b']],
    ['milestone', ['a', 'c']],
    ['later', ['d']]
  ])
  expect(desk.lists.map(({ count, overdue }) => [count, overdue])).toEqual([
    [1, 1],
    [2, 1],
    [1, 0]
  ])
  expect(deskOf([], TODAY)).toEqual({ next: null, lists: [] })
})

test('what is told as one is next as one, and is counted one by one', () => {
  const reports = ['BN', 'SG', 'VN'].map((state) => told(`report ${state}`, TODAY, 'report', 'R1', 'secretariat'))
  const desk = deskOf([...reports, told('m', '2026-03-03')], TODAY)
  expect(desk.next).toHaveLength(3)
  expect(desk.lists.map(({ count, bundles }) => [count, bundles.length])).toEqual([
    [3, 1],
    [1, 1]
  ])
})

test('of a list its first few are on the desk, without what is next; of what comes later nothing', () => {
  const many = Array.from({ length: 9 }, (_, i) => told(`m${i}`, addDays(TODAY, i)))
  const { next, lists } = deskOf([...many, told('far', '2026-09-01')], TODAY)
  expect(lists.map((list) => shortly(list, next).flatMap(([{ due }]) => due.thing))).toEqual([
    ['m1', 'm2', 'm3', 'm4', 'm5'],
    []
  ])
})

test('the list that is open is the one whose first thing is the most urgent after the next', () => {
  const { next, lists } = deskOf(
    [told('a', '2026-02-01', 'reply'), told('b', '2026-03-09', 'reply'), told('c', '2026-03-04', 'action')],
    TODAY
  )
  const short = lists.map((list) => ({ ...list, bundles: shortly(list, next) }))
  expect(mostUrgent(short)?.name).toBe('action')
  expect(mostUrgent([])).toBeUndefined()
  expect(mostUrgent(short.map((list) => ({ ...list, bundles: [] })))).toBeUndefined()
})

test('nothing is lost or told twice, however things come: every thing is in the one list where it belongs', () => {
  const things = fc.uniqueArray(
    fc.record({
      thing: fc.string({ minLength: 1 }),
      offset: fc.integer({ min: -90, max: 90 }),
      kind: fc.constantFrom(...DUE_KINDS),
      reference: fc.constantFrom('R1', 'R2'),
      level: fc.constantFrom<Level>('responsible', 'secretariat')
    }),
    { selector: ({ thing }) => thing, maxLength: 14 }
  )
  fc.assert(
    fc.property(things, (given) => {
      const all = given.map((one) => told(one.thing, addDays(TODAY, one.offset), one.kind, one.reference, one.level))
      const desk = deskOf(all, TODAY)
      expect(deskOf([...all].reverse(), TODAY)).toEqual(desk)
      expect(desk.lists.flatMap(({ bundles }) => bundles.flat()).sort(byThing)).toEqual([...all].sort(byThing))
      expect(desk.next?.[0].due.thing).toBe([...all].sort((a, b) => byUrgency(a.due, b.due))[0]?.due.thing)
      expect(desk.lists.map(({ name }) => name)).toEqual(
        DESK_LISTS.filter((name) => desk.lists.some((list) => list.name === name))
      )
      for (const list of desk.lists) {
        const dues = list.bundles.flat().map(({ due }) => due)
        expect([list.count, list.overdue]).toEqual([dues.length, dues.filter(({ dueOn }) => dueOn < TODAY).length])
        expect(list.count).toBeGreaterThan(0)
        for (const due of dues) {
          const far = daysBetween(TODAY, due.dueOn) > SOON_days
          expect(list.name).toBe(far ? 'later' : due.kind)
        }
        expect(shortly(list, desk.next).length).toBeLessThanOrEqual(SHORT)
        expect(shortly(list, desk.next)).not.toContain(desk.next)
      }
    })
  )
})

function byThing(a: Told, b: Told): number {
  return a.due.thing < b.due.thing ? -1 : 1
}
