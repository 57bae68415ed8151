import { expect, test } from 'vitest'
import { readCommand } from './command.ts'

test('what is missing, too long or no command at all is told apart', () => {
  const question = { do: 'put-question', from: 'ID', to: 'TH' }
  expect(readCommand({ ...question, text: ' Who? ' })).toEqual({ ...question, text: 'Who?' })
  expect(readCommand(question)).toEqual({ refused: 'floor.question_missing' })
  expect(readCommand({ ...question, text: '  ' })).toEqual({ refused: 'floor.question_missing' })
  expect(readCommand({ ...question, text: 'q'.repeat(2001) })).toEqual({
    refused: 'floor.too_long',
    values: { longest: 2000 }
  })
  for (const given of [null, undefined, 'ask', {}, { do: 'fly' }]) {
    expect(readCommand(given)).toEqual({ refused: 'floor.unreadable' })
  }
})

test('a form says numbers and lists as text', () => {
  expect(readCommand({ do: 'ask', delegation: 'ID', joint: 'TH,MY', question: '3' })).toMatchObject({
    kind: 'speech',
    joint: ['TH', 'MY'],
    question: 3
  })
})
