import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isReplyAwaited,
  newestReplyDay,
  overallOf,
  PART_POSITIONS,
  positionOn,
  POSITIONS,
  replyDayOf,
  saysTheSame,
  standingStatements,
  statementFault,
  type Answer,
  type Limits,
  type Part,
  type PartPosition,
  type Statement
} from './positions.ts'
import { splitFault, suggestedSplit } from './split.ts'

const DAY = '2026-03-01'
const dayNumber = (n: number) => `2026-02-${String(n).padStart(2, '0')}`
const said = <P extends Statement['position']>(
  id: number,
  position: P,
  day: number,
  corrects: number | null = null
) => ({
  id,
  position,
  statedOn: dayNumber(day),
  corrects,
  withdrawn: false
})
const answer = (id: number, position: Answer['position'], day: number, parts: readonly Part[] = []): Answer => ({
  ...said(id, position, day),
  parts
})

describe('the position of an addressee', () => {
  test('is pending until it answers, and then its newest answer of that day', () => {
    const answers = [answer(1, 'noted', 3), answer(2, 'supported', 9)]
    expect([2, 3, 8, 9].map((day) => positionOn(answers, dayNumber(day)))).toEqual([
      'pending',
      'noted',
      'noted',
      'supported'
    ])
  })

  test('in parts comes from the parts, and changes with each of them', () => {
    const parts = [
      { id: 1, statements: [said(1, 'supported', 3)] },
      { id: 2, statements: [said(2, 'pending', 3), said(3, 'supported', 9)] }
    ]
    const answers = [answer(1, 'partly', 3, parts)]
    expect([3, 8, 9].map((day) => positionOn(answers, dayNumber(day)))).toEqual(['partly', 'partly', 'supported'])
  })

  test('a newer answer to the whole takes the place of the parts; withdrawn, it gives them back', () => {
    const parts = [1, 2].map((id) => ({ id, statements: [said(id, 'noted', 3)] }))
    const answers = [answer(1, 'partly', 3, parts), answer(2, 'supported', 9)]
    expect(positionOn(answers, DAY)).toBe('supported')
    const withdrawn = { ...answer(3, 'supported', 9), corrects: 2, withdrawn: true }
    expect(positionOn([...answers, withdrawn], DAY)).toBe('noted')
  })

  test('in parts that nobody named, as older records have it, it stays partly', () => {
    expect(positionOn([answer(1, 'partly', 3)], DAY)).toBe('partly')
  })
})

describe('a reply is awaited', () => {
  const awaited = (answers: readonly Answer[], ...days: number[]) =>
    days.map((day) => isReplyAwaited(answers, dayNumber(day)))

  test('until the addressee answers; that it will answer is no answer, that it didn’t ends the waiting', () => {
    expect(awaited([], 9)).toEqual([true])
    expect(awaited([answer(1, 'noted', 3)], 2, 3)).toEqual([true, false])
    expect(awaited([answer(1, 'pending', 3), answer(2, 'no-reply', 9)], 3, 9)).toEqual([true, false])
    expect(awaited([{ ...answer(1, 'noted', 3), withdrawn: true }], 9)).toEqual([true])
  })

  test('while a part of it waits, whatever the others say and the whole comes to', () => {
    const parts = [
      { id: 1, statements: [said(1, 'supported', 3)] },
      { id: 2, statements: [said(2, 'pending', 3), said(3, 'noted', 9)] }
    ]
    expect(awaited([answer(1, 'partly', 3, parts)], 3, 8, 9)).toEqual([true, true, false])
    expect(awaited([answer(1, 'partly', 3, [{ id: 1, statements: [] }, parts[0]!])], 9)).toEqual([true])
    // A newer answer to the whole takes the place of the parts.
    expect(awaited([answer(1, 'partly', 3, parts), answer(2, 'noted', 5)], 5)).toEqual([false])
    // As older records have it: nobody named the parts.
    expect(awaited([answer(1, 'partly', 3)], 9)).toEqual([false])
  })
})

test.each([
  [['supported', 'supported'], 'supported'],
  [['supported', 'noted'], 'partly'],
  [['supported', 'no-reply'], 'partly'],
  [['noted', 'pending'], 'pending'],
  [['noted', 'no-reply'], 'noted'],
  [['no-reply', 'no-reply'], 'no-reply']
] as [PartPosition[], string][])('%s comes to %s', (parts, whole) => {
  expect(overallOf(parts)).toBe(whole)
})

test('the whole depends on which words its parts have, not on their order or number; only support makes support', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PART_POSITIONS), { minLength: 2, maxLength: 9 }), (parts) => {
      expect(overallOf(parts.toReversed())).toBe(overallOf(parts))
      expect(overallOf([...new Set(parts)])).toBe(overallOf(parts))
      expect(overallOf(parts) === 'supported').toBe(parts.every((position) => position === 'supported'))
      expect(['supported', 'partly'].includes(overallOf(parts))).toBe(parts.includes('supported'))
    })
  )
})

/** Statements as they could be on record: each corrects or withdraws an earlier one at most, none is corrected twice. */
function statements<P extends Statement['position']>(words: readonly P[]): fc.Arbitrary<Statement<P>[]> {
  const one = fc.record({
    position: fc.constantFrom(...words),
    day: fc.integer({ min: 1, max: 28 }),
    corrects: fc.option(fc.nat(9), { freq: 2 }),
    withdrawn: fc.boolean()
  })
  return fc.array(one, { maxLength: 8 }).map((given) => {
    const corrected = new Set<number>()
    return given.map(({ position, day, corrects, withdrawn }, i) => {
      const target = corrects !== null && corrects < i && !corrected.has(corrects + 1) ? corrects + 1 : null
      if (target) corrected.add(target)
      return { ...said(i + 1, position, day, target), withdrawn: target !== null && withdrawn }
    })
  })
}

const parts = fc.array(statements(PART_POSITIONS), { minLength: 2, maxLength: 4 })
const record = statements(POSITIONS).chain((whole) =>
  fc.array(parts, { minLength: whole.length, maxLength: whole.length }).map((all) =>
    whole.map((one, i): Answer => ({
      ...one,
      parts: one.position === 'partly' ? all[i]!.map((own, at) => ({ id: at, statements: own })) : []
    }))
  )
)

test('the position is the same in whatever order the facts arrived, on every day', () => {
  const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length })
  const both = record.chain((answers) =>
    fc.tuple(
      fc.constant(answers),
      shuffled(answers).chain((mixed) =>
        fc.tuple(
          ...mixed.map((one) =>
            fc
              .tuple(...one.parts.map((part) => shuffled(part.statements).map((own) => ({ ...part, statements: own }))))
              .chain((all) => shuffled(all as Part[]).map((own): Answer => ({ ...one, parts: own })))
          )
        )
      )
    )
  )
  fc.assert(
    fc.property(both, fc.integer({ min: 1, max: 28 }), ([answers, mixed], day) => {
      // Two for one day, one of them in parts, can't be told apart by their word alone: the rule refuses the second.
      const days = standingStatements(answers, DAY).map(({ statedOn }) => statedOn)
      fc.pre(new Set(days).size === days.length)
      expect(positionOn(mixed as Answer[], dayNumber(day))).toBe(positionOn(answers, dayNumber(day)))
    })
  )
})

test('who is pending owes a reply, and so does who left a part; nobody else, in whatever order the facts arrived', () => {
  fc.assert(
    fc.property(record, fc.integer({ min: 1, max: 28 }), (answers, n) => {
      const day = dayNumber(n)
      const awaited = isReplyAwaited(answers, day)
      expect(isReplyAwaited([...answers].reverse(), day)).toBe(awaited)
      const position = positionOn(answers, day)
      if (position === 'pending') expect(awaited).toBe(true)
      // Only what is answered in parts can be more than pending and still wait.
      else if (awaited) expect(position).toBe('partly')
    })
  )
})

describe('what can be stated', () => {
  const limits: Limits = {
    standing: [],
    corrects: null,
    from: '2025-11-17',
    beforeFrom: 'follow-up.day_before_made',
    today: DAY,
    replyDay: null
  }
  test.each([
    ['a day to come', { statedOn: '2026-03-02' }, {}, 'follow-up.day_in_future'],
    ['a day before it was made', { statedOn: '2025-11-16' }, {}, 'follow-up.day_before_made'],
    ['a second one for a day', {}, { standing: [said(7, 'noted', 10)] }, 'positions.stands_already'],
    ['no reply where none was asked for', { position: 'no-reply' }, {}, 'positions.no_reply_day'],
    [
      'no reply on the last day for replies',
      { position: 'no-reply' },
      { replyDay: dayNumber(10) },
      'positions.no_reply_early'
    ],
    ['no reply the day after', { position: 'no-reply' }, { replyDay: dayNumber(9) }, undefined],
    [
      'no reply of who replied',
      { position: 'no-reply' },
      { replyDay: dayNumber(9), standing: [said(1, 'noted', 8)] },
      'positions.answered'
    ],
    ['a reply after silence', {}, { standing: [said(1, 'no-reply', 8)] }, undefined]
  ] as const)('%s', (_name, given, more, refused) => {
    const all = { position: 'supported', statedOn: dayNumber(10), ...given } as const
    expect(statementFault(all, { ...limits, ...more })?.refused).toBe(refused)
  })

  test('the statement that it corrects leaves its day free', () => {
    const standing = [said(7, 'noted', 10)]
    const given = { position: 'supported', statedOn: dayNumber(10) } as const
    expect(statementFault(given, { ...limits, standing, corrects: 7 })).toBeNull()
  })
})

test('the day for replies is what the newest of its chain says', () => {
  const first = { id: 1, dueOn: '2026-03-01', corrects: null, withdrawn: false }
  const moved = { id: 2, dueOn: '2026-04-01', corrects: 1, withdrawn: false }
  expect(replyDayOf([])).toBeNull()
  expect(replyDayOf([first, moved])).toBe('2026-04-01')
  expect(newestReplyDay([moved, first])?.id).toBe(2)
  expect(replyDayOf([first, moved, { ...moved, id: 3, corrects: 2, withdrawn: true }])).toBeNull()
})

describe('a division', () => {
  const part = (text: string) => ({ text, position: 'noted' as const })
  test('is suggested where the words divide, as sentences', () => {
    expect(suggestedSplit('Ratify the Convention against Torture; and establish a national mechanism.')).toEqual([
      'Ratify the Convention against Torture',
      'Establish a national mechanism.'
    ])
    expect(suggestedSplit('Make a formal mechanism.')).toEqual(['Make a formal mechanism.'])
  })
  test.each([
    ['one part', [part('All')], { refused: 'positions.parts_few', field: 'part1' }],
    ['ten parts', Array.from({ length: 10 }, (_, i) => part(`No. ${i}`)), { refused: 'positions.parts_many' }],
    ['one part twice', [part('Make  it'), part('make it')], { refused: 'positions.parts_twice', field: 'part2' }]
  ])('%s is none', (_name, given, fault) => {
    expect(splitFault(given)).toMatchObject(fault)
  })
})

test('two answers are the same where every word and every part of them is', () => {
  const answer = {
    position: 'partly' as const,
    statedOn: DAY,
    text: null,
    parts: [{ text: 'Make a law', position: 'noted' as const }]
  }
  expect(saysTheSame(answer, { ...answer, text: '' })).toBe(true)
  for (const change of [
    { position: 'supported' as const },
    { statedOn: '2026-03-02' },
    { text: 'If funds allow' },
    { parts: [] },
    { parts: [{ text: 'Make a law', position: 'supported' as const }] }
  ]) {
    expect(saysTheSame(answer, { ...answer, ...change }), JSON.stringify(change)).toBe(false)
  }
})
