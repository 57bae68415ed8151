import { describe, expect, test } from 'vitest'
import { articlesIn, type TextLine } from './article-texts.ts'

/** An empty line parts paragraphs, as in plain text. */
function lines(text: string): TextLine[] {
  const all = text.split('\n')
  return all
    .map((line, i) => ({ text: line, opens: i === 0 || all[i - 1] === '' }))
    .filter(({ text: words }) => words !== '')
}

describe('articles in a text', () => {
  test('headed by a word: numbered paragraphs stay within their article', () => {
    const text =
      'Preamble\n\nArticle 1\nPurpose\n\n1. The first.\n\n2. The second\ngoes on.\n\nArticle 2\n\n1. Another.'
    expect(articlesIn(lines(text))).toEqual([
      { number: '1', text: 'Purpose\n1. The first.\n2. The second goes on.' },
      { number: '2', text: '1. Another.' }
    ])
  })

  test('numbered without a word, as declarations are', () => {
    const text =
      'GENERAL PRINCIPLES\n\n1. All are born equal.\n\n2. Everyone has\nrights.\n\n2. not again\n\n3. The third.'
    expect(articlesIn(lines(text))).toEqual([
      { number: '1', text: 'All are born equal.' },
      { number: '2', text: 'Everyone has rights.\n2. not again' },
      { number: '3', text: 'The third.' }
    ])
  })

  test.each([
    ['Indonesian', 'Pasal 1\nSatu.\nPasal 2\nDua.'],
    ['Thai', 'ข้อ ๑\nSatu.\nข้อ ๒\nDua.'],
    ['Khmer', 'មាត្រា ១\nSatu.\nមាត្រា ២\nDua.'],
    ['Lao', 'ມາດຕາ ໑\nSatu.\nມາດຕາ ໒\nDua.'],
    ['Vietnamese', 'Điều 1. Satu.\nĐiều 2. Dua.'],
    ['Portuguese', 'ARTIGO 1\nSatu.\nARTIGO 2\nDua.']
  ])('in %s', (_language, text) => {
    expect(articlesIn(lines(text))).toEqual([
      { number: '1', text: 'Satu.' },
      { number: '2', text: 'Dua.' }
    ])
  })

  test('a reference to an article at the start of a line begins none, and a text without articles has none', () => {
    const text = 'Article 1\nAs said in\nArticle 9 of the Charter.\nArticle 2\nEnd.'
    expect(articlesIn(lines(text)).map(({ number }) => number)).toEqual(['1', '2'])
    expect(articlesIn(lines('Nothing here.\nThe end.'))).toEqual([])
    expect(articlesIn([])).toEqual([])
  })

  test('numbers with two and three digits are read to the end', () => {
    const text = Array.from({ length: 120 }, (_, i) => `Article ${i + 1}\nWords ${i + 1}.`).join('\n')
    expect(articlesIn(lines(text))).toHaveLength(120)
  })
})
