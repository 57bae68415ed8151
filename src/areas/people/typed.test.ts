import { expect, test } from 'vitest'
import { keepingWords, typedIn } from './typed.ts'

const formOf = (...pairs: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  return form
}

test('what somebody typed is kept to be sent again, choices and words alike, but never a password', () => {
  const typed = typedIn(
    formOf(
      ['grade', 'balai/partly'],
      ['themes', 'elections'],
      ['themes', 'privacy'],
      ['text', 'The law is there.\nThe office is not.\0'],
      ['password', 'correct horse battery'],
      ['newPassword', 'correct horse battery'],
      ['files', new File([], '')]
    )
  )
  expect(typed).toEqual({
    fields: [
      ['grade', 'balai/partly'],
      ['themes', 'elections'],
      ['themes', 'privacy'],
      ['text', 'The law is there.\nThe office is not.']
    ],
    words: ['The law is there.\nThe office is not.'],
    files: false
  })
})

test('a file that was chosen is told of, and words of a script without spaces count as words', () => {
  const thai = 'กฎหมายมีผลใช้บังคับแล้วแต่ยังไม่มีสำนักงานในต่างจังหวัด'
  const { words, files } = typedIn(formOf(['text', thai], ['files', new File(['figures'], 'figures.csv')]))
  expect([words, files]).toEqual([[thai], true])
})

test('only a form whose sender is shown to the sign-in goes there with its words', () => {
  const here = new URL('http://hall.example/practices/new?recommendation=AHRD7-R1')
  const answer = (status: number, location?: string) => ({
    status,
    headers: new Headers(location ? { location } : {})
  })
  const signIn = answer(303, '/sign-in?next=%2Fpractices%2Fnew')
  expect(keepingWords('POST', here, signIn)).toBe('/sign-in/again?next=%2Fpractices%2Fnew%3Frecommendation%3DAHRD7-R1')
  expect(keepingWords('GET', here, signIn)).toBeNull()
  expect(keepingWords('POST', here, answer(303, '/practices/1'))).toBeNull()
  expect(keepingWords('POST', here, answer(303, '/sign-in?said=out'))).toBeNull()
  expect(keepingWords('POST', here, answer(400))).toBeNull()
})
