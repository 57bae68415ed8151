import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { recommend, smallRecord } from '#test/small-record.ts'
import { inOrder, silenceOf_days } from './pair-query.ts'
import { pairsOn } from './overview.server.ts'
import { exportRows, isRowFormat, ROW_COLUMNS, type RowFormat } from './rows-export.server.ts'

const DAY = '2026-03-02'
let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await smallRecord(fresh.db)
  await recommend(fresh.db, 'S-11', { en: '=HYPERLINK("a")' }, { to: ['MY'], position: 'noted' }, false)
})
afterAll(() => fresh.close())

async function written(format: RowFormat): Promise<Buffer> {
  const pairs = inOrder(await pairsOn(fresh.db, DAY), 'silence')
  return Buffer.from(await new Response(exportRows(fresh.db, pairs, format, DAY, 'http://hall')).arrayBuffer())
}

test('as CSV: a line for each answer in their order, nothing that a spreadsheet would run', async () => {
  const pairs = inOrder(await pairsOn(fresh.db, DAY), 'silence')
  const text = (await written('csv')).toString()
  expect(text.startsWith('\ufeff')).toBe(true)
  const rows = parse(text, { bom: true, columns: true }) as Record<(typeof ROW_COLUMNS)[number], string>[]
  expect(rows.map(({ reference, addressee }) => [reference, addressee])).toEqual(
    pairs.map(({ reference, bodyId }) => [reference, bodyId])
  )
  expect(rows.find(({ reference }) => reference === 'S-11')).toMatchObject({
    text: '\'=HYPERLINK("a")',
    position: 'noted',
    outcome: 'not-accepted',
    taken_up: 'no',
    url: 'http://hall/recommendations/S-11/progress/MY'
  })
  expect(rows.find(({ reference }) => reference === 'S-1')).toMatchObject({
    outcome: 'silent',
    silence_days: String(
      silenceOf_days(
        pairs.find(({ reference }) => reference === 'S-1')!,
        DAY
      )
    ),
    themes: 'torture; justice'
  })
})

test('as XLSX: the same lines, numbers as numbers', async () => {
  const pairs = await pairsOn(fresh.db, DAY)
  const sheets = await readXlsxFile(await written('xlsx'))
  const rows = (sheets[0] as unknown as { data?: unknown[][] }).data ?? (sheets as unknown as unknown[][])
  expect(rows).toHaveLength(pairs.length + 1)
  expect(rows[0]).toEqual([...ROW_COLUMNS])
  expect(typeof rows[1]![ROW_COLUMNS.indexOf('silence_days')]).toBe('number')
})

test('no other format is one', () => {
  expect([isRowFormat('csv'), isRowFormat('xlsx'), isRowFormat('json'), isRowFormat('toString')]).toEqual([
    true,
    true,
    false,
    false
  ])
})
