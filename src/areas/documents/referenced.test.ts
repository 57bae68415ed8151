import { expect, test } from 'vitest'
import { referencesIn } from './referenced.ts'

test.each([
  ['in paragraphs 27 (b), 33 (a)–(c), 40 above', ['27:b', '33:a,b,c', '40:']],
  ['in paragraphs 27(b, d and e), 28 (a-c) and 30 (a) and (b) above', ['27:b,d,e', '28:a,b,c', '30:a,b']],
  ['contained in paragraph 41 (a), (c) to (e) did not', ['41:a,c,d,e']],
  ['in paragraphs 12 to 14 above', ['12:', '13:', '14:']],
  ['in paragraphs 27 (Chile), 28 (first recommendation) and paragraph 30 (b) above', ['27:@CL', '28:', '30:b']],
  ['in paras. 5 a) and 6', ['5:a', '6:']],
  ['made to Fiji', []]
])('%s', (sentence, references) => {
  expect(
    referencesIn(sentence).map(
      ({ paragraph, letters, states }) =>
        `${paragraph}:${letters.join(',')}${states.map((code) => `@${code}`).join('')}`
    )
  ).toEqual(references)
})
