import { expect, it } from 'vitest'
import { adoptedAsOf } from './adoption.ts'

it('asks for the members of the day, of its eve, or of none', () => {
  expect(adoptedAsOf('members', '2012-11-18')).toBe('2012-11-18')
  expect(adoptedAsOf('members-of-the-eve', '2025-10-26')).toBe('2025-10-25')
  expect(adoptedAsOf('members-of-the-eve', '2024-03-01')).toBe('2024-02-29')
  expect(adoptedAsOf('none', '1948-12-10')).toBeNull()
})
