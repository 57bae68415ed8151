import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEGMENT } from '#test/small-floor.ts'
import { CATEGORIES } from './category.ts'
import { modalitySchema, type Modality, type SegmentRules } from './modality.ts'
import { programmeSchema, type ProgrammeItem } from './programme.ts'
import { daysOf, tryOnPaper, turnLimit, withLimits, type Trying } from './trial.ts'

const ZONE = 'Asia/Jakarta'

const modality = (...segments: Partial<SegmentRules>[]): Modality => ({
  title: { en: 'A small modality' },
  basis: { en: 'A test' },
  segments: segments.map((rules) => ({ ...SEGMENT, ...rules })),
  offlineRequests: 'by-time-made'
})

const item = (id: string, startsAt: string, more: Partial<ProgrammeItem> = {}): ProgrammeItem => ({
  id,
  title: { en: id },
  rules: 'general-segment',
  segmentId: null,
  bodyId: null,
  themes: [],
  startsAt,
  minutes: 10,
  place: '',
  ...more
})

const programme = (...items: ProgrammeItem[]) => ({ timeZone: ZONE, items })

const ROOM: readonly Trying[] = [
  { bodyId: 'ID', category: 'member-state' },
  { bodyId: 'TH', category: 'member-state' },
  { bodyId: 'komnas-ham', category: 'nhri-a' },
  { bodyId: 'campus', category: 'university' }
]

describe('what an item wants', () => {
  test('each who may speak has its limit; an observer follows, and is named with nothing', () => {
    const trial = tryOnPaper(modality({}), programme(item('a', '2025-11-17T09:00:00+07:00')), () => ROOM, 0.5)
    expect(trial.days[0]!.items[0]).toMatchObject({ may: 3, expected: 2, ifAll: { minutes: 13, lateUntil: 3 } })
    expect([...trial.seconds]).toEqual([
      ['ID', 300],
      ['TH', 300],
      ['komnas-ham', 180],
      ['campus', 0]
    ])
  })

  test('a briefing is its State’s alone, and is expected whatever share the others are', () => {
    const trial = tryOnPaper(
      modality({ kind: 'briefing', speakers: ['member-state'] }),
      programme(item('a', '2025-11-17T09:00:00+07:00', { bodyId: 'TH' })),
      () => ROOM,
      0
    )
    expect(trial.days[0]!.items[0]).toMatchObject({ may: 1, expected: 1, ifExpected: { minutes: 5 } })
    expect(trial.seconds.get('ID')).toBe(0)
  })

  test('a State answers once for each group of questions, and asks itself nothing', () => {
    const questions = { ...SEGMENT.questions, answered: 'in-groups' as const, group: 2 }
    const room: Trying[] = [...ROOM, { bodyId: 'MY', category: 'member-state' }]
    const trial = tryOnPaper(
      modality({ kind: 'interactive-dialogue', questions }),
      programme(item('a', '2025-11-17T09:00:00+07:00', { bodyId: 'TH' })),
      () => room,
      1
    )
    // ID, komnas-ham and MY ask for a minute each; two answers of two minutes.
    expect(trial.days[0]!.items[0]!.ifAll.minutes).toBe(7)
    expect(trial.days[0]!.items[0]!.turns.filter(({ bodyId }) => bodyId === 'TH')).toEqual([
      { bodyId: 'TH', does: 'answers', seconds: 240 }
    ])
  })

  test('a limit that is tried holds for questions where turns are questions', () => {
    const written = modality({ kind: 'interactive-dialogue' })
    const tried = withLimits(written, new Map([['general-segment', 30]]))
    expect(tried.segments.map(turnLimit)).toEqual([30])
    const planned = programme(item('a', '2025-11-17T09:00:00+07:00', { bodyId: 'TH' }))
    // Two questions, each answered for two minutes.
    expect(tryOnPaper(tried, planned, () => ROOM, 1).days[0]!.items[0]!.ifAll.minutes).toBe(5)
    expect(tryOnPaper(written, planned, () => ROOM, 1).days[0]!.items[0]!.ifAll.minutes).toBe(6)
  })

  test('who sits as what is asked anew for each day', () => {
    const trial = tryOnPaper(
      modality({}),
      programme(item('before', '2025-10-25T09:00:00+07:00'), item('after', '2025-10-26T09:00:00+07:00')),
      (day) => [{ bodyId: 'TL', category: day < '2025-10-26' ? 'observer-state' : 'member-state' }],
      1
    )
    expect(trial.days.map(({ items }) => items[0]!.may)).toEqual([0, 1])
    expect(trial.seconds.get('TL')).toBe(300)
  })

  test('an item without rules counts as planned', () => {
    const trial = tryOnPaper(
      modality({}),
      programme(item('lunch', '2025-11-17T12:00:00+07:00', { rules: 'lunch', minutes: 60 })),
      () => ROOM,
      1
    )
    expect(trial.days[0]!.items[0]).toMatchObject({ rules: null, may: 0, ifAll: { minutes: 60, lateUntil: 0 } })
  })
})

describe('where a day overflows', () => {
  test('what is late is carried on, a gap catches up, another place is not held up', () => {
    const trial = tryOnPaper(
      modality({}),
      programme(
        item('a', '2025-11-17T09:00:00+07:00'),
        item('elsewhere', '2025-11-17T09:10:00+07:00', { place: 'Room 2', rules: 'none' }),
        item('b', '2025-11-17T09:10:00+07:00', { minutes: 14 }),
        item('after a gap', '2025-11-17T10:00:00+07:00', { minutes: 13 })
      ),
      () => ROOM,
      1
    )
    const [day] = trial.days
    expect(day!.overflowsAt.ifAll).toBe('a')
    expect(day!.items.map(({ item: { id }, ifAll }) => [id, ifAll.lateFrom, ifAll.lateUntil])).toEqual([
      ['a', 0, 3],
      ['elsewhere', 0, 0],
      ['b', 3, 2],
      ['after a gap', 0, 0]
    ])
  })

  test('the 7th Dialogue as it ships: each briefing fits, no interactive dialogue in which everybody asks does', () => {
    const read = (name: string): unknown => JSON.parse(readFileSync(`samples/dialogue-7/${name}.json`, 'utf8'))
    const written = programmeSchema.parse(read('programme'))
    const room: Trying[] = written.items.flatMap(({ rules, bodyId }) =>
      rules === 'briefing' && bodyId ? [{ bodyId, category: 'member-state' as const }] : []
    )
    const { days } = tryOnPaper(modalitySchema.parse(read('modality')), written, () => room, 0.5)
    expect(daysOf(written)).toEqual(['2025-11-17', '2025-11-18'])
    const items = days.flatMap((day) => day.items)
    const briefings = items.filter(({ rules }) => rules?.kind === 'briefing')
    expect(briefings).toHaveLength(11)
    for (const { item: planned, ifAll } of briefings) expect(ifAll.minutes).toBe(planned.minutes)
    for (const { item: planned, rules, ifAll } of items) {
      if (rules?.kind === 'interactive-dialogue') expect(ifAll.minutes).toBeGreaterThan(planned.minutes)
    }
  })
})

describe('over arbitrary modalities, programmes and rooms', () => {
  const categories = fc.uniqueArray(fc.constantFrom(...CATEGORIES))
  const segment = fc.record({
    kind: fc.constantFrom('briefing' as const, 'interactive-dialogue' as const, 'general-segment' as const),
    speakers: categories,
    timeLimit_s: fc.record({ otherwise: fc.integer({ min: 1, max: 900 }), by: fc.constant({}) }),
    questions: fc.record({
      by: categories,
      timeLimit_s: fc.integer({ min: 1, max: 300 }),
      answerLimit_s: fc.integer({ min: 1, max: 300 }),
      answered: fc.constantFrom('each-at-once' as const, 'in-groups' as const),
      group: fc.integer({ min: 1, max: 5 }),
      mayBeTakenAway: fc.boolean()
    })
  })
  const rooms = fc
    .array(fc.constantFrom(...CATEGORIES), { maxLength: 12 })
    .map((all) => all.map((category, index): Trying => ({ bodyId: `b${index}`, category })))
  const programmes = fc
    .array(
      fc.record({
        offset: fc.integer({ min: 0, max: 3000 }),
        minutes: fc.integer({ min: 1, max: 120 }),
        bodyId: fc.option(fc.constantFrom('b0', 'b1', 'nobody')),
        rules: fc.constantFrom('s0', 's1', 'unknown')
      }),
      { maxLength: 12 }
    )
    .map((all) =>
      programme(
        ...all.map(({ offset, ...more }, index) =>
          item(`i${index}`, new Date(Date.UTC(2025, 10, 17) + offset * 60_000).toISOString(), more)
        )
      )
    )
  const modalities = fc
    .tuple(segment, segment)
    .map((both) => modality(...both.map((rules, index) => ({ ...rules, key: `s${index}` }))))
  const shares = fc.double({ min: 0, max: 1, noNaN: true })

  test('nobody barred is given time, and what is given adds up to what the items want', () => {
    fc.assert(
      fc.property(modalities, programmes, rooms, shares, (rules, planned, room, share) => {
        const trial = tryOnPaper(rules, planned, () => room, share)
        const items = trial.days.flatMap((day) => day.items)
        expect(items).toHaveLength(planned.items.length)
        for (const { item: one, rules: its, turns } of items) {
          for (const { bodyId, does } of turns) {
            const { category } = room.find((sitting) => sitting.bodyId === bodyId)!
            if (does === 'speaks') expect(its!.speakers).toContain(category)
            if (does === 'asks') expect(its!.questions.by).toContain(category)
            if (does === 'answers') expect(bodyId).toBe(one.bodyId)
          }
        }
        const given = [...trial.seconds.values()].reduce((sum, seconds) => sum + seconds, 0)
        const wanted = items.reduce((sum, { rules: its, ifAll }) => sum + (its ? ifAll.minutes * 60 : 0), 0)
        expect(given).toBeCloseTo(wanted, 5)
        // Whoever sits in the room is named, also with nothing.
        if (trial.days.length) expect([...trial.seconds.keys()].sort()).toEqual(room.map((r) => r.bodyId).sort())
      })
    )
  })

  test('the expected never want more than all, nor make the room later; all of them want as much', () => {
    fc.assert(
      fc.property(modalities, programmes, rooms, shares, (rules, planned, room, share) => {
        for (const { ifAll, ifExpected } of tryOnPaper(rules, planned, () => room, share).days.flatMap(
          (day) => day.items
        )) {
          expect(ifExpected.minutes).toBeLessThanOrEqual(ifAll.minutes + 1e-6)
          expect(ifExpected.lateFrom).toBeLessThanOrEqual(ifAll.lateFrom + 1e-6)
          expect(ifExpected.lateUntil).toBeLessThanOrEqual(ifAll.lateUntil + 1e-6)
        }
        for (const { ifAll, ifExpected } of tryOnPaper(rules, planned, () => room, 1).days.flatMap(
          (day) => day.items
        )) {
          expect(ifExpected.minutes).toBeCloseTo(ifAll.minutes, 6)
        }
      })
    )
  })

  test('a longer limit never frees time, and a limit of a segment changes no other', () => {
    fc.assert(
      fc.property(modalities, programmes, rooms, fc.integer({ min: 1, max: 900 }), (rules, planned, room, limit) => {
        const at = (seconds: number) =>
          tryOnPaper(withLimits(rules, new Map([['s0', seconds]])), planned, () => room, 1).days.flatMap(
            (day) => day.items
          )
        const longer = at(limit + 60)
        at(limit).forEach((shorter, index) => {
          const { ifAll } = longer[index]!
          expect(ifAll.minutes).toBeGreaterThanOrEqual(shorter.ifAll.minutes - 1e-6)
          if (shorter.item.rules !== 's0') expect(ifAll.minutes).toBe(shorter.ifAll.minutes)
        })
      })
    )
  })
})
