import { expect, test } from 'vitest'
import { issuesWithoutSubject, uprIssueById, uprIssueByName, uprIssues } from './upr-issues.ts'

test('there are 54 subjects beside the two classes without one, in alphabetical order', () => {
  expect(uprIssues.length - issuesWithoutSubject.length).toBe(54)
  const names = uprIssues.map((issue) => issue.name.toLowerCase())
  expect(names).toEqual(names.toSorted())
})

test('ids are unique and safe in an address', () => {
  expect(new Set(uprIssues.map((issue) => issue.id)).size).toBe(uprIssues.length)
  for (const issue of uprIssues) expect(issue.id).toMatch(/^[a-z]+(-[a-z]+)*$/)
})

test('an issue is found by its id and by its name in any letter case', () => {
  expect(uprIssueById('rights-of-the-child')?.name).toBe('Rights of the Child')
  expect(uprIssueByName('  rights of the child ')?.id).toBe('rights-of-the-child')
  expect(uprIssueById('unicorns')).toBeUndefined()
  expect(uprIssueByName('')).toBeUndefined()
})
