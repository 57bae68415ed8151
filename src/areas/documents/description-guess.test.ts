import { expect, test } from 'vitest'
import { guessDescription } from './description-guess.ts'

test('a report of the Universal Periodic Review says its session, its day and its State', () => {
  const lines = [
    'United Nations A/HRC/99/1',
    'General Assembly Distr.: General 8 December 2011',
    'Report of the Working Group on the Universal Periodic Review*',
    'Utopia',
    '1. The Working Group on the Universal Periodic Review held its twenty-second session from 3 to 14 October 2011.',
    'The review of Utopia was held at the 3rd meeting on 5 October 2011.'
  ]
  expect(guessDescription(lines, 'Utopia')).toEqual({
    title: 'Report of the Working Group on the Universal Periodic Review: Utopia',
    kind: 'upr-report',
    publisher: 'United Nations Human Rights Council',
    mechanism: 'upr',
    publishedOn: '2011-12-08',
    session: 'UPR 22',
    madeOn: '2011-10-05'
  })
})

test.each([
  ['first', 'UPR 1'],
  ['twelfth', 'UPR 12'],
  ['twentieth', 'UPR 20'],
  ['forty-first', 'UPR 41']
])('the %s session is %s', (word, session) => {
  const lines = [
    'Report of the Working Group on the Universal Periodic Review',
    `The Working Group held its ${word} session`
  ]
  expect(guessDescription(lines, null).session).toBe(session)
})

test('a press release is known by its words, its title by its first line with words', () => {
  expect(guessDescription(['—', 'Press Release: the Dialogue ends', 'Jakarta, 17 November 2025'], null)).toEqual({
    title: 'Press Release: the Dialogue ends',
    kind: 'press-release',
    publishedOn: '2025-11-17',
    madeOn: '2025-11-17'
  })
})

test('a day that is not in the calendar is not taken', () => {
  expect(guessDescription(['Minutes of 31 February 2020'], null)).toEqual({ title: 'Minutes of 31 February 2020' })
})
