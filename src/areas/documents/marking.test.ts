import { expect, test } from 'vitest'
import { firstSeen, paragraphsOf } from './marking.ts'
import type { Page } from './text.ts'

const line = (text: string, opens = false) => ({ text, opens, box: null })
const page: Page = {
  number: 2,
  size: null,
  lines: [line('rest of it;', false), line('88.2 Train the po-', true), line('lice in law.', false), line('End.', true)]
}
const place = (from: [number, number, number], to: [number, number, number]) => ({
  from: { page: from[0], line: from[1], character: from[2] },
  to: { page: to[0], line: to[1], character: to[2] }
})

test('a page without marks is its paragraphs, lines joined', () => {
  expect(paragraphsOf(page, []).map((runs) => runs.map(({ text }) => text))).toEqual([
    ['rest of it;'],
    ['88.2 Train the po-lice in law.'],
    ['End.']
  ])
})

test('a passage is marked over its lines, and one from the page before as far as it stands here', () => {
  const marked = [
    { id: 7, place: place([1, 40, 3], [2, 0, 10]) },
    { id: 8, place: place([2, 1, 5], [2, 2, 11]) }
  ]
  const paragraphs = paragraphsOf(page, marked)
  expect(paragraphs).toEqual([
    [
      { text: 'rest of it', marks: [7] },
      { text: ';', marks: [] }
    ],
    [
      { text: '88.2 ', marks: [] },
      { text: 'Train the po-lice in law', marks: [8] },
      { text: '.', marks: [] }
    ],
    [{ text: 'End.', marks: [] }]
  ])
})

test('two passages over the same words are both found at their beginning', () => {
  const marked = [
    { id: 1, place: place([2, 1, 5], [2, 1, 17]) },
    { id: 2, place: place([2, 1, 5], [2, 2, 4]) }
  ]
  const paragraphs = paragraphsOf(page, marked)
  const first = firstSeen(paragraphs)
  expect([...first].filter(([, ids]) => ids.length).map(([{ text }, ids]) => [text, ids])).toEqual([
    ['Train the po', [1, 2]]
  ])
})

test('a place that is not on the page marks nothing', () => {
  const marked = [{ id: 1, place: place([3, 0, 0], [3, 0, 4]) }]
  expect(
    paragraphsOf(page, marked)
      .flat()
      .every(({ marks }) => marks.length === 0)
  ).toBe(true)
})
