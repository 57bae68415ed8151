import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { zipOf } from '#platform/files/zip.server.ts'
import { readSheetFile } from './sheet-file.server.ts'
import { readSheet } from './tables-apart.server.ts'
import { unpackedSize } from './workbook.server.ts'

async function* parts(text: string, times = 1): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < times; i++) yield Buffer.from(text)
}

async function zipped(entries: Readonly<Record<string, AsyncIterable<Uint8Array>>>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const named = Object.entries(entries).map(([name, content]) => ({ name, content }))
  for await (const chunk of zipOf(named, new Date('2026-03-02T00:00:00Z'))) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet whose rows are written as given. */
async function workbook(rows: string, more: Readonly<Record<string, AsyncIterable<Uint8Array>>> = {}): Promise<Buffer> {
  return zipped({
    '[Content_Types].xml': parts(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
    ),
    'xl/workbook.xml': parts(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ),
    'xl/_rels/workbook.xml.rels': parts(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
    ),
    'xl/worksheets/sheet1.xml': parts(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`),
    ...more
  })
}

const said = (text: string, at: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('a workbook', () => {
  test('is read as the cells that it holds, whoever wrote it', async () => {
    expect(await readSheetFile(await workbook(`<row r="2">${said('here', 'B2')}</row>`))).toEqual([
      [
        ['', ''],
        ['', 'here']
      ]
    ])
    const written = await writeExcelFile([[{ value: 'here', type: String }]]).toBuffer()
    expect(await readSheetFile(new Uint8Array(written))).toEqual([[['here']]])
  })

  test('of a row far below all others is refused, and the hall goes on', { timeout: 40_000 }, async () => {
    const bomb = await workbook(
      `<row r="1">${said('a', 'A1')}</row><row r="4000000000">${said('b', 'A4000000000')}</row>`
    )
    expect(bomb.length).toBeLessThan(2000)
    expect(await readSheet(bomb, new Map())).toMatchObject({ refused: 'bulk.file_takes_too_much', field: 'file' })
  })

  test('that unpacks to more than a sheet ever does is refused', async () => {
    const bomb = await workbook('', { 'xl/media.xml': parts(' '.repeat(1_000_000), 101) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(unpackedSize(bomb)).toBeGreaterThan(100_000_000)
    expect(await readSheetFile(bomb)).toMatchObject({ refused: 'bulk.sheet_not_one' })
  })

  test('cut short, or with a table of contents that leads nowhere, is refused', async () => {
    const whole = await workbook(`<row r="1">${said('a', 'A1')}</row>`)
    const astray = Buffer.from(whole)
    astray.writeUInt32LE(0xfffffff0, astray.length - 6)
    for (const bytes of [whole.subarray(0, -30), whole.subarray(0, 4), astray]) {
      expect(unpackedSize(bytes)).toBeNull()
      expect(await readSheetFile(bytes)).toMatchObject({ refused: 'bulk.sheet_not_one' })
    }
  })
})
