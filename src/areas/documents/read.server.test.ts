import { describe, expect, test } from 'vitest'
import { smallDocx } from '#test/small-docx.ts'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { messagesOf, translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { readDocument } from './read.server.ts'
import type { Reading } from './text.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function read(bytes: Uint8Array, name: string): Promise<Reading> {
  const reading = await readDocument(bytes, name)
  if (isRefusal(reading)) throw new Error(reading.refused)
  return reading
}

async function refusal(bytes: Uint8Array, name: string): Promise<Refusal> {
  const reading = await readDocument(bytes, name)
  if (!isRefusal(reading)) throw new Error('it was read')
  return reading
}

const textsOf = (reading: Reading): string[][] => reading.pages.map((page) => page.lines.map(({ text }) => text))

describe('what can be read', () => {
  test('a PDF gives its lines with their boxes, page by page', async () => {
    const reading = await read(
      smallPdf([setLines(['The Dialogue met.', 'It recommended much.']), setLines(['Second page'])]),
      'a.pdf'
    )
    expect(textsOf(reading)).toEqual([['The Dialogue met.', 'It recommended much.'], ['Second page']])
    const [first, second] = reading.pages[0]!.lines
    expect(reading.pages[0]!.size).toEqual({ width: 595, height: 842 })
    expect(first!.box).toMatchObject({ x: 70, y: 90 })
    expect(first!.box!.width).toBeGreaterThan(60)
    expect(second!.box!.y - first!.box!.y).toBeCloseTo(14)
  })

  test('a raised mark of a note is not part of the sentence', async () => {
    const page = [
      { text: 'Ratify the Convention (Norway)', y: 100 },
      { text: '2', x: 215, y: 96, size: 6 },
      { text: 'It has article 2', y: 114 }
    ]
    expect(textsOf(await read(smallPdf([page]), 'a.pdf'))[0]).toEqual([
      'Ratify the Convention (Norway)',
      'It has article 2'
    ])
  })

  test('a Word document gives a line for each paragraph, and pages where its writer broke them', async () => {
    const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    const reading = await read(smallDocx(['The first.', 'The second.', pageBreak, 'On page two.']), 'note.docx')
    expect(reading.kind).toBe('docx')
    expect(textsOf(reading)).toEqual([['The first.', 'The second.'], ['On page two.']])
  })

  test('a web page gives its paragraphs and the numbers of its lists, not its menu', async () => {
    const page = `<!doctype html><title>No</title><nav>Menu</nav><script>no()</script>
      <main><h1>Press release</h1><p>One <b>bold</b>&nbsp;word<sup>3</sup>.</p><ol start="4"><li>Fourth<li>Fifth</ol><ul><li>Point</ul></main><footer>Site</footer>`
    const reading = await read(bytesOf(page), 'page.html')
    expect(textsOf(reading)).toEqual([['Press release', 'One bold word.', '4. Fourth', '5. Fifth', '• Point']])
  })

  test('plain text keeps its pages and knows where paragraphs begin', async () => {
    const reading = await read(bytesOf('One\ntwo\n\nthree\fPage two\n'), 'a.txt')
    expect(textsOf(reading)).toEqual([['One', 'two', 'three'], ['Page two']])
    expect(reading.pages[0]!.lines.map(({ opens }) => opens)).toEqual([true, false, true])
  })

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffCôte d’Ivoire', 'utf8')],
    ['UTF-16, little end first', Buffer.from('\ufeffCôte d’Ivoire', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffCôte d’Ivoire', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('Côte d’Ivoire', 'utf16le')],
    ['Windows-1252', Buffer.from([0x43, 0xf4, 0x74, 0x65, 0x20, 0x64, 0x92, 0x49, 0x76, 0x6f, 0x69, 0x72, 0x65])]
  ])('text in %s', async (_, bytes) => {
    expect(textsOf(await read(bytes, 'a.txt'))).toEqual([['Côte d’Ivoire']])
  })

  test('a table keeps its rows under their headings, whatever divides its cells', async () => {
    const reading = await read(bytesOf('State under review;Recommendation\nThailand;"Ratify; and soon"\n'), 'rows.csv')
    expect(reading.rows).toEqual([{ 'State under review': 'Thailand', Recommendation: 'Ratify; and soon' }])
    expect(textsOf(reading)).toEqual([['Ratify; and soon']])
  })

  test('content decides where a name says nothing', async () => {
    expect((await read(smallPdf([setLines(['Words'])]), 'upload')).kind).toBe('pdf')
    expect((await read(bytesOf('recommendation,position\nRatify,noted'), 'upload')).kind).toBe('csv')
  })
})

describe('what cannot be read says why', () => {
  const whole = smallPdf([setLines(['Words'])])
  const docx = smallDocx(['Words'])
  test.each<[string, Uint8Array, string, string]>([
    ['no bytes', new Uint8Array(), 'a.pdf', 'unreadable_empty'],
    ['only spaces', bytesOf(' \n \n'), 'a.txt', 'unreadable_empty'],
    ['a Word document without words', smallDocx([]), 'a.docx', 'unreadable_empty'],
    ['a PDF with a password', smallPdf([setLines(['Words'])], { encrypted: true }), 'a.pdf', 'unreadable_encrypted'],
    ['a PDF cut short', whole.slice(0, whole.length - 60), 'a.pdf', 'unreadable_truncated'],
    ['a Word document cut short', docx.slice(0, docx.length - 60), 'a.docx', 'unreadable_truncated'],
    ['a PDF of pictures', smallPdf([[], []]), 'a.pdf', 'unreadable_scanned'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'scan.png', 'unreadable_scanned'],
    ['a web page called PDF', bytesOf('<html><body>404</body></html>'), 'report.pdf', 'unreadable_misnamed'],
    ['a PDF called Word', whole, 'report.docx', 'unreadable_misnamed'],
    ['old Word', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'a.doc', 'unreadable_old_office'],
    [
      'a password on Word',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'a.docx',
      'unreadable_encrypted'
    ],
    ['a programme', Uint8Array.from({ length: 500 }, (_, at) => (at * 7) % 32), 'a.exe', 'unreadable_kind'],
    ['a table without headings', bytesOf('a,b\n1,2\n'), 'a.csv', 'unreadable_no_columns'],
    ['a table with an open quotation', bytesOf('recommendation,b\n"Ratify,2\n'), 'a.csv', 'unreadable_row'],
    ['more than can be read', new Uint8Array(100 * 1024 * 1024 + 1), 'a.txt', 'unreadable_too_large']
  ])('%s', async (_, bytes, name, reason) => {
    const refused = await refusal(bytes, name)
    expect(refused.refused).toBe(`extraction.${reason}`)
    for (const locale of ['en', 'id', 'th'] as const) {
      const sentence = translatorOf(locale).dynamic(refused.refused, refused.values)
      expect(sentence).not.toContain('extraction.')
      expect(sentence).not.toMatch(/[{}]/)
    }
  })

  test('Indonesian and Thai have every sentence', () => {
    const english = messagesOf('en', ['extraction'])
    for (const locale of ['id', 'th'] as const) {
      const own = messagesOf(locale, ['extraction'])
      expect(Object.keys(own).filter((key) => own[key] === english[key])).toEqual([])
    }
  })
})
