import { expect, test } from 'vitest'
import { positionIn } from './positions.ts'

test.each([
  ['The recommendations listed below have been examined by Fiji and enjoy its support:', 'supported'],
  [
    'The following recommendations enjoy the support of Fiji, which considers that they are already implemented:',
    'supported'
  ],
  ['Fiji accepts the following recommendations:', 'supported'],
  ['The recommendations below have been accepted by Fiji:', 'supported'],
  ['The recommendations below did not enjoy the support of Fiji:', 'noted'],
  ['The following recommendations do not enjoy the support of Fiji and would thus be noted:', 'noted'],
  ['The recommendations below could not be supported by Fiji:', 'noted'],
  ['Fiji is unable to accept these recommendations:', 'noted'],
  ['The recommendations below were rejected by Fiji:', 'noted'],
  ['The following recommendations have been noted by Fiji:', 'noted'],
  ['Fiji takes note of the following recommendations:', 'noted'],
  ['Fiji considers that the following recommendations cannot be accepted:', 'noted'],
  ['The following recommendations will be examined by Fiji, which will provide responses in due time:', 'pending'],
  ['Fiji notes the following recommendations and will provide appropriate responses in due time.', 'pending'],
  ['The response of Fiji to these recommendations will be included in the outcome report.', 'pending'],
  ['In the course of the discussion, the following recommendations were made to Fiji:', null]
])('%s', (words, position) => {
  expect(positionIn(words)).toBe(position)
})
