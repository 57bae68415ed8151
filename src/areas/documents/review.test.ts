import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import {
  beginReview,
  countsOf,
  nextWaiting,
  review,
  take,
  type PersonStep,
  type Review,
  type ReviewProposal
} from './review.ts'

const place = (line: number) => ({ from: { page: 1, line, character: 0 }, to: { page: 1, line, character: 9 } })

function proposal(text: string, line: number, over: Partial<ReviewProposal> = {}): ReviewProposal {
  return {
    text,
    makers: [{ id: 'FR', printed: 'France' }],
    addressees: [{ id: 'TH', printed: 'Thailand' }],
    position: 'supported',
    themes: [],
    instruments: [],
    doubts: [],
    passages: [{ page: 1, paragraph: `88.${line}`, passage: text, place: place(line) }],
    ...over
  }
}

const three = [proposal('Ratify OPCAT', 1), proposal('Abolish it;', 2), proposal('Train the police', 3)]

function taken(steps: readonly PersonStep[], from = beginReview(three)): Review {
  return steps.reduce((state, step) => {
    const next = take(state, step)
    if (isRefusal(next)) throw new Error(next.refused)
    return next
  }, from)
}

describe('a review', () => {
  test('begins with every proposal waiting', () => {
    expect(beginReview(three).items.map(({ id, standing }) => [id, standing])).toEqual([
      ['1', 'waiting'],
      ['2', 'waiting'],
      ['3', 'waiting']
    ])
  })

  test('accepts, rejects and says where to go on', () => {
    const { items } = taken([
      { take: 'accept', item: '1' },
      { take: 'reject', item: '3' }
    ])
    expect(countsOf(items)).toEqual({ waiting: 1, accepted: 1, rejected: 1, entered: 0 })
    expect(nextWaiting(items, 0)).toBe(1)
    expect(nextWaiting(items, 2)).toBe(1)
    expect(nextWaiting(taken([{ take: 'reject', item: '2' }], taken([{ take: 'accept', item: '1' }])).items, 2)).toBe(2)
  })

  test('an edited item waits to be accepted', () => {
    const change = { text: ' Ratify it now ', makers: [], addressees: [], position: null, themes: ['torture'] }
    const { items } = taken([
      { take: 'accept', item: '1' },
      { take: 'edit', item: '1', change }
    ])
    expect(items[0]).toMatchObject({ text: 'Ratify it now', themes: ['torture'], standing: 'waiting' })
    expect(items[0]!.passages).toEqual(three[0]!.passages)
  })

  test('does not accept a name that is no body of the record', () => {
    const state = beginReview([proposal('Ratify', 1, { makers: [{ id: null, printed: 'Utopia' }] })])
    expect(take(state, { take: 'accept', item: '1' })).toMatchObject({
      refused: 'documents.step_unknown_body',
      values: { name: 'Utopia' }
    })
  })

  test('parts of a split item share its passage, and merging them has it once', () => {
    const parts = taken([{ take: 'split', item: '2', texts: ['Abolish', ' ', 'it'] }])
    expect(parts.items.map(({ id, text }) => [id, text])).toEqual([
      ['1', 'Ratify OPCAT'],
      ['2.1', 'Abolish'],
      ['2.2', 'it'],
      ['3', 'Train the police']
    ])
    expect(parts.items[2]!.passages).toEqual(three[1]!.passages)
    const back = taken([{ take: 'merge', item: '2.1' }], parts)
    expect(back.items[1]).toMatchObject({ id: '2.1+2.2', text: 'Abolish; it', passages: three[1]!.passages })
  })

  test('a merged item has the makers, themes and passages of both', () => {
    const two = [
      proposal('Abolish it;', 1, { themes: ['a'] }),
      proposal('Train', 2, { makers: [{ id: 'ES', printed: 'Spain' }], position: 'noted', themes: ['a', 'b'] })
    ]
    const { items } = taken([{ take: 'merge', item: '1' }], beginReview(two))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ id: '1+2', text: 'Abolish it; Train', position: null, themes: ['a', 'b'] })
    expect(items[0]!.makers.map(({ id }) => id)).toEqual(['FR', 'ES'])
    expect(items[0]!.passages.map(({ passage }) => passage)).toEqual(['Abolish it;', 'Train'])
  })

  test.each<[PersonStep, string]>([
    [{ take: 'accept', item: '9' }, 'documents.step_item_gone'],
    [{ take: 'undo' }, 'documents.step_nothing_to_undo'],
    [{ take: 'merge', item: '3' }, 'documents.step_merge_last'],
    [{ take: 'split', item: '1', texts: ['one', ' '] }, 'documents.step_split_one'],
    [
      { take: 'edit', item: '1', change: { text: ' ', makers: [], addressees: [], position: null, themes: [] } },
      'documents.step_no_text'
    ]
  ])('refuses %j', (step, refused) => {
    expect(take(beginReview(three), step)).toMatchObject({ refused })
  })

  test('what entered the record is neither changed nor undone', () => {
    const accepted = taken([{ take: 'accept', item: '1' }])
    const state = take(accepted, { take: 'enter', entries: [{ item: '1', reference: 'D4-1' }] }) as Review
    expect(state.items[0]).toMatchObject({ standing: 'entered', reference: 'D4-1' })
    expect(take(state, { take: 'undo' })).toMatchObject({ refused: 'documents.step_nothing_to_undo' })
    expect(take(state, { take: 'reject', item: '1' })).toMatchObject({ refused: 'documents.step_item_entered' })
    const later = taken([{ take: 'accept', item: '2' }, { take: 'undo' }], state)
    expect(later.items[0]!.standing).toBe('entered')
    expect(later.items[1]!.standing).toBe('waiting')
  })

  test('only accepted items enter', () => {
    const state = beginReview(three)
    expect(isRefusal(take(state, { take: 'enter', entries: [{ item: '1', reference: 'D4-1' }] }))).toBe(true)
  })
})

const anyStep: fc.Arbitrary<PersonStep> = fc.oneof(
  fc.record({
    take: fc.constantFrom('accept' as const, 'reject' as const),
    item: fc.constantFrom('1', '2', '3', '1.1')
  }),
  fc.record({ take: fc.constant('merge' as const), item: fc.constantFrom('1', '2', '1.1', '1+2') }),
  fc.record({
    take: fc.constant('split' as const),
    item: fc.constantFrom('1', '2', '1+2'),
    texts: fc.constant(['x', 'y'])
  })
)

test('as many undos as steps lead back to the beginning, and kept steps give the same review again', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (wanted) => {
      const kept: PersonStep[] = []
      let state = beginReview(three)
      for (const step of wanted) {
        const next = take(state, step)
        if (isRefusal(next)) continue
        kept.push(step)
        state = next
      }
      expect(review(three, kept)).toEqual(state)
      expect(new Set(state.items.map(({ id }) => id)).size).toBe(state.items.length)
      const back = taken(
        kept.map(() => ({ take: 'undo' as const })),
        state
      )
      expect(back.items).toEqual(beginReview(three).items)
      expect(back.taken).toBe(kept.length * 2)
    })
  )
})
