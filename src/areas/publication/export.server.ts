import { stringify } from 'csv-stringify/sync'
import type { Kysely } from 'kysely'
import writeExcelFile from 'write-excel-file/node'
import type { Database } from '#platform/db/schema.ts'
import { streamed, type Parts } from '#platform/files/streamed.ts'
import { readRows } from './hits.server.ts'
import { COLUMNS, publicRecommendation, safeCell, spreadsheetRow, type PublicRecommendation } from './public-record.ts'
import type { SearchQuery } from './search.ts'
import { everyMatch } from './search.server.ts'

export const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const
export type Format = keyof typeof FORMATS

export function isFormat(value: string): value is Format {
  return Object.hasOwn(FORMATS, value)
}

/** Everything a query finds, written as it is read: memory does not grow with the record (XLSX excepted). */
export function exportOf(
  db: Kysely<Database>,
  query: SearchQuery,
  format: Format,
  origin: string
): ReadableStream<Uint8Array> {
  const recommendations = everyRecommendation(db, query, origin)
  return streamed({ csv: csvParts, json: jsonParts, xlsx: xlsxParts }[format](recommendations))
}

async function* everyRecommendation(
  db: Kysely<Database>,
  query: SearchQuery,
  origin: string
): AsyncGenerator<readonly PublicRecommendation[]> {
  for await (const ids of everyMatch(db, query)) {
    yield (await readRows(db, ids)).map((row) => publicRecommendation(row, origin))
  }
}

const encoder = new TextEncoder()

async function* csvParts(recommendations: AsyncIterable<readonly PublicRecommendation[]>): Parts {
  // The byte order mark tells spreadsheet programs that this is UTF-8: without it Thai opens as noise.
  yield encoder.encode(`\ufeff${stringify([COLUMNS as unknown as string[]])}`)
  for await (const some of recommendations) {
    const rows = some.map(spreadsheetRow).map((row) => COLUMNS.map((column) => safeCell(row[column])))
    yield encoder.encode(stringify(rows))
  }
}

async function* jsonParts(recommendations: AsyncIterable<readonly PublicRecommendation[]>): Parts {
  let between = '[\n'
  for await (const some of recommendations) {
    for (const one of some) {
      yield encoder.encode(between + JSON.stringify(one))
      between = ',\n'
    }
  }
  yield encoder.encode(between === '[\n' ? '[]\n' : '\n]\n')
}

const WIDTHS: Partial<Record<(typeof COLUMNS)[number], number>> = { text: 80, title: 40, themes: 30, url: 40 }

async function* xlsxParts(recommendations: AsyncIterable<readonly PublicRecommendation[]>): Parts {
  const header = COLUMNS.map((column) => ({ value: column, type: String, fontWeight: 'bold' as const }))
  const rows: { value: string; type: StringConstructor; wrap: boolean }[][] = []
  for await (const some of recommendations) {
    for (const row of some.map(spreadsheetRow)) {
      rows.push(COLUMNS.map((column) => ({ value: row[column], type: String, wrap: column === 'text' })))
    }
  }
  const columns = COLUMNS.map((column) => ({ width: WIDTHS[column] ?? 16 }))
  yield await writeExcelFile([header, ...rows], { columns, stickyRowsCount: 1, sheet: 'Recommendations' }).toBuffer()
}
