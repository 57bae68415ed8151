import { expect, test } from 'vitest'
import { suggestedParts } from './splitting.ts'

test.each([
  ['Ratify the Convention; abolish the death penalty', ['Ratify the Convention', 'abolish the death penalty']],
  ['Ratify OPCAT in full and ensure its application', ['Ratify OPCAT in full', 'ensure its application']],
  ['Protect women and children from violence', ['Protect women and children from violence']],
  ['Adopt it; now', ['Adopt it; now']]
])('%s', (text, parts) => {
  expect(suggestedParts(text)).toEqual(parts)
})
