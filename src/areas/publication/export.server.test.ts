import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { recommend, smallRecord } from '#test/small-record.ts'
import { exportOf, type Format } from './export.server.ts'
import { readCell, safeCell } from './public-record.ts'
import { reindex } from './reindex.server.ts'
import { readSearchQuery } from './search.ts'

let db: Kysely<Database>
let close: () => Promise<void>

beforeAll(async () => {
  ;({ db, close } = await freshDatabase())
  await smallRecord(db)
  await recommend(db, 'S-11', { en: '=HYPERLINK("x"), said with "quotes"\nand a second line' }, { to: ['TH'] }, false)
  await reindex(db, 'all')
}, 60_000)
afterAll(() => close())

const exported = (format: Format, parameters = '') =>
  new Response(
    exportOf(db, readSearchQuery(new URLSearchParams(parameters)), format, 'https://hall.example')
  ).arrayBuffer()

it('writes a CSV that reads back as it stands in the record, and that no spreadsheet runs', async () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await exported('csv', 'sort=reference'))
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  expect(rows).toHaveLength(11)
  const [last] = rows.filter(({ reference }) => reference === 'S-11')
  expect(last!.text).toMatch(/^'=/)
  expect(readCell(last!.text!)).toBe('=HYPERLINK("x"), said with "quotes"\nand a second line')
  expect(rows.find(({ reference }) => reference === 'S-1')).toMatchObject({
    made_on: '2008-05-30',
    made_by: 'ID',
    addressed_to: 'TH',
    positions: 'TH: supported',
    themes: 'torture',
    language: 'en',
    url: 'https://hall.example/recommendations/S-1'
  })
})

it('writes JSON of what a search finds, and an empty array of nothing', async () => {
  const json = async (parameters: string) => JSON.parse(new TextDecoder().decode(await exported('json', parameters)))
  expect((await json('words=ratify')).map(({ reference }: { reference: string }) => reference).sort()).toEqual([
    'S-1',
    'S-2'
  ])
  expect(await json('addressee=VN')).toEqual([])
})

it('writes an XLSX file', async () => {
  const bytes = new Uint8Array(await exported('xlsx'))
  expect(new TextDecoder().decode(bytes.subarray(0, 2))).toBe('PK')
})

it('gives every cell back as it was', () => {
  fc.assert(
    fc.property(
      fc.string().map((text) => text),
      fc.constantFrom('', '=', "'", "'=", '-', "''@"),
      (text, before) => {
        expect(readCell(safeCell(before + text))).toBe(before + text)
      }
    )
  )
})
