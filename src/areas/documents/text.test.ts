import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyLines } from './running-lines.ts'
import { boxesOf, linesOf, passageAt, placeOf, runningText, type Reading } from './text.ts'

const WORDS = [
  'ratify',
  'co-',
  'the',
  'Covenant',
  'opera-',
  'tion',
  'cooperation',
  'of',
  '(Chile);',
  'well-being',
  'ข้อเสนอ',
  '12.'
]

const reading: fc.Arbitrary<Reading> = fc
  .array(
    fc.array(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
    { minLength: 1, maxLength: 4 }
  )
  .map((pages) => ({
    kind: 'text',
    pages: pages.map((lines, at) => ({
      number: at + 1,
      size: null,
      lines: lines.map((words) => ({ text: words.join(' '), box: null, opens: false }))
    }))
  }))

function textReading(...pages: string[][]): Reading {
  return {
    kind: 'text',
    pages: pages.map((lines, at) => ({
      number: at + 1,
      size: null,
      lines: lines.map((text) => ({ text, box: null, opens: false }))
    }))
  }
}

describe('anchors', () => {
  test('find every passage again, word for word', () => {
    fc.assert(
      fc.property(
        reading,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (read, a, b) => {
          const running = runningText(linesOf(read))
          const [from, to] = [a, b].map((share) => Math.round(share * running.text.length)).sort((x, y) => x - y) as [
            number,
            number
          ]
          const passage = running.text.slice(from, to)
          // A space that stands only between two lines belongs to neither; a passage begins and ends with a character.
          fc.pre(passage.trim() === passage && passage !== '')
          expect(passageAt(running, placeOf(running, from, to))).toBe(passage)
        }
      )
    )
  })

  test('of another document find nothing', () => {
    const running = runningText(linesOf(textReading(['One line'])))
    const elsewhere = { page: 7, line: 0, character: 0 }
    expect(passageAt(running, { from: elsewhere, to: elsewhere })).toBeNull()
  })
})

describe('lines that are joined', () => {
  test('keep the hyphen of a compound and lose that of a broken word', () => {
    const read = textReading(['capacity-', 'building and recom-', 'mendation; a recommendation on capacity-building'])
    expect(runningText(linesOf(read)).text).toBe(
      'capacity-building and recommendation; a recommendation on capacity-building'
    )
  })
})

describe('the body of a document', () => {
  const pages = (...bodies: string[][]): Reading =>
    textReading(...bodies.map((body, at) => [`A/HRC/99/${at % 2 === 0 ? ' ' : ''}5`, ...body, `Page ${at + 1}`]))

  test('has no heads and feet, also where they divide a sentence', () => {
    const read = pages(['1. Ratify the'], ['Convention (Chile);'], ['2. Adopt a law', 'on water (Peru).'])
    expect(runningText(bodyLines(read)).text).toBe('1. Ratify the Convention (Chile); 2. Adopt a law on water (Peru).')
  })

  test('has no symbol and no page number in a document of two pages', () => {
    const read = textReading(['A/HRC/99/5', '1. Ratify the', '1'], ['A/HRC/ 99/5*', '2', 'Convention (Peru).'])
    expect(runningText(bodyLines(read)).text).toBe('1. Ratify the Convention (Peru).')
  })

  test('keeps an ending that many pages share, because it ends a sentence', () => {
    const read = pages(['a', '(France);'], ['b', '(France);'], ['c', '(France);'])
    expect(runningText(bodyLines(read)).text).toBe('a (France); b (France); c (France);')
  })

  test('has no notes under the text of a page with a layout', () => {
    const box = (y: number, height: number) => ({ x: 70, y, width: 300, height })
    const read: Reading = {
      kind: 'pdf',
      pages: [
        {
          number: 1,
          size: { width: 595, height: 842 },
          lines: [
            { text: '1. Consider ratifying, without more delay, the', box: box(400, 12), opens: true },
            { text: 'Convention', box: box(414, 12), opens: false },
            { text: '2 As read in the room: “Ratify”.', box: box(700, 10), opens: true }
          ]
        }
      ]
    }
    expect(runningText(bodyLines(read)).text).toBe('1. Consider ratifying, without more delay, the Convention')
  })

  test('has no notes that say how a recommendation was read, without a layout too', () => {
    const read = textReading(
      ['1. Ratify the', '3 The recommendation as read during the interactive dialogue: “Sign”.'],
      ['Convention (Peru).']
    )
    expect(runningText(bodyLines(read)).text).toBe('1. Ratify the Convention (Peru).')
  })
})

test('the boxes of a passage cover its share of each line', () => {
  const line = (text: string, y: number) => ({ text, box: { x: 100, y, width: 200, height: 10 }, opens: false })
  const page = {
    number: 3,
    size: { width: 595, height: 842 },
    lines: [line('0123456789', 10), line('0123456789', 22), line('0123456789', 34)]
  }
  const place = { from: { page: 3, line: 0, character: 5 }, to: { page: 3, line: 1, character: 10 } }
  expect(boxesOf(page, place)).toEqual([
    { x: 200, y: 10, width: 100, height: 10 },
    { x: 100, y: 22, width: 200, height: 10 }
  ])
  expect(boxesOf({ ...page, number: 4 }, place)).toEqual([])
})
