import { expect, test } from 'vitest'
import { wordingOf, type RecordedText } from './wording.ts'

function row(
  kind: RecordedText['kind'],
  locale: string,
  text: string,
  day = '2025-11-18',
  reason: string | null = null
): RecordedText {
  return { kind, locale, text, reason, recordedAt: new Date(`${day}T00:00:00Z`) }
}

test('a correction replaces the words and keeps what they were, with the reason', () => {
  const wording = wordingOf([
    row('original', 'en', 'Encourge new institutions.'),
    row('translation', 'id', 'Dorong lembaga baru.'),
    row('correction', 'en', 'Encourage new institutions.', '2025-12-01', 'a letter was missing')
  ])
  expect(wording.words).toEqual({ en: 'Encourage new institutions.', id: 'Dorong lembaga baru.' })
  expect(wording.earlier).toEqual([
    {
      text: 'Encourge new institutions.',
      locale: 'en',
      until: new Date('2025-12-01T00:00:00Z'),
      reason: 'a letter was missing'
    }
  ])
})

test('the original keeps its language although a translation stands beside it', () => {
  const wording = wordingOf([row('original', 'pt', 'Recomenda-se.'), row('translation', 'en', 'It is recommended.')])
  expect(wording.original).toBe('pt')
  expect(wording.words).toEqual({ pt: 'Recomenda-se.', en: 'It is recommended.' })
})

test('the latest title of a language is the title', () => {
  const wording = wordingOf([
    row('original', 'en', 'x'),
    row('title', 'en', 'Old'),
    row('title', 'th', 'ชื่อ'),
    row('title', 'en', 'New')
  ])
  expect(wording.title).toEqual({ en: 'New', th: 'ชื่อ' })
})
