import { expect, test } from 'vitest'
import { idAt } from '#platform/http/address.ts'
import { idIn, listIn } from './typed.ts'

test('a number is one that a row can have', () => {
  expect(idIn('12')).toBe(12)
  for (const none of ['0', '012', '-1', '1.5', '1e3', '', 'x', '1'.repeat(16)]) {
    expect(idIn(none)).toBeNull()
    expect(() => idAt(none)).toThrow(expect.objectContaining({ status: 404 }))
  }
})

test('a list holds each once, in the order typed', () => {
  expect(listIn(' AHRD7-R3,AHRD7-R5  AHRD7-R3 ;UPR1-TH-2\nAHRD7-R1 ')).toEqual([
    'AHRD7-R3',
    'AHRD7-R5',
    'UPR1-TH-2',
    'AHRD7-R1'
  ])
  expect(listIn('')).toEqual([])
})
