import { expect, test } from 'vitest'
import { busyAnswer } from './busy.ts'

test('says in the reader’s language what is the matter and when to come again, and takes words as words', async () => {
  const answer = busyAnswer({
    lang: 'id',
    title: 'Sedang sibuk',
    text: 'Datang <lagi> nanti',
    links: [{ href: '/a?b="c"&d', text: 'Coba lagi' }],
    retryAfter_s: 15
  })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('15')
  const page = await answer.text()
  expect(page).toContain('<html lang="id">')
  expect(page).toContain('Datang &#60;lagi&#62; nanti')
  expect(page).toContain('<a href="/a?b=&#34;c&#34;&#38;d">Coba lagi</a>')
})
