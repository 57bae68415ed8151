import { describe, expect, test } from 'vitest'
import { smallDocx } from '#test/small-docx.ts'
import { evidenceType, filesFault, LARGEST_EVIDENCE_bytes, MOST_FILES } from './evidence.ts'

const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content
})
const bytes = (...head: number[]) => new Uint8Array([...head, ...new Array<number>(40).fill(0)])
const ZIP = 'PK\u0003\u0004 xl/workbook.xml PK\u0005\u0006'

describe('a file as evidence is what its content is', () => {
  test.each([
    ['report.pdf', '%PDF-1.7 and more', 'application/pdf'],
    ['report.csv', '%PDF-1.7 and more', 'application/pdf'],
    ['figures.csv', 'year,offices\n2026,3\n', 'text/csv'],
    ['note.txt', 'An office was opened.', 'text/plain'],
    ['photo.pdf', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['photo.png', bytes(0x89, 0x50, 0x4e, 0x47), 'image/png'],
    ['photo.webp', 'RIFF\u0001\u0002\u0003\u0004WEBPVP8 ', 'image/webp'],
    ['figures.xlsx', ZIP, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']
  ])('%s', (name, content, type) => {
    expect(evidenceType(file(name, content))).toBe(type)
  })

  test('a Word document', () => {
    expect(evidenceType(file('law.docx', smallDocx(['Law 3 of 2026'])))).toContain('wordprocessingml')
  })

  test.each([
    ['law.pdf', '', 'positions.file_empty'],
    ['law.pdf', '   \n', 'positions.file_empty'],
    ['law.pdf', '<!doctype html><html><body>Not found</body></html>', 'positions.file_kind'],
    ['law.pdf', bytes(0x7f, 0x45, 0x4c, 0x46, 0x00, 0x01), 'positions.file_kind'],
    ['law.docx', 'PK\u0003\u0004 word/document.xml', 'positions.file_truncated'],
    ['law.docx', 'PK\u0003\u0004 word/document.xml word/vbaProject.bin PK\u0005\u0006', 'positions.file_macros'],
    ['law.xlsx', `${ZIP} xl/vbaProject.bin`, 'positions.file_kind'],
    ['law.doc', bytes(0xd0, 0xcf, 0x11, 0xe0), 'positions.file_old_office']
  ])('%s is refused by name', (name, content, refused) => {
    expect(evidenceType(file(name, content))).toEqual({ refused, values: { name }, field: 'files' })
  })

  test('one byte too large is too large', () => {
    const large = new Uint8Array(LARGEST_EVIDENCE_bytes + 1).fill(65)
    expect(evidenceType(file('a.txt', large))).toMatchObject({ refused: 'positions.file_too_large' })
    expect(evidenceType(file('a.txt', large.subarray(1)))).toBe('text/plain')
  })
})

test('so many files go with one entry, those that stay from the one before counted', () => {
  const files = Array.from({ length: MOST_FILES }, (_, i) => file(`${i}.txt`, 'words'))
  expect(filesFault(files, 0)).toBeNull()
  expect(filesFault(files, 1)).toMatchObject({ refused: 'positions.files_many' })
  expect(filesFault([file('a.txt', 'words'), file('b.bin', bytes(1, 2, 3))], 0)).toMatchObject({
    refused: 'positions.file_kind',
    values: { name: 'b.bin' }
  })
})
