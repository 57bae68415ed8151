import { namesOfBodies } from '#areas/bodies/public-store.server.ts'
import { stringify } from 'csv-stringify/sync'
import type { Kysely } from 'kysely'
import writeExcelFile from 'write-excel-file/node'
import { safeCell } from '#areas/publication/public-record.ts'
import type { Database } from '#platform/db/schema.ts'
import { streamed, type Parts } from '#platform/files/streamed.ts'
import { localised } from '#platform/i18n/locales.ts'
import { stepsOf } from './flow.ts'
import { wordsOf } from './overview-store.server.ts'
import { silenceOf_days, type Pair } from './pair-query.ts'

export const ROW_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const
export type RowFormat = keyof typeof ROW_FORMATS

export function isRowFormat(value: string): value is RowFormat {
  return Object.hasOwn(ROW_FORMATS, value)
}

export const ROW_COLUMNS = [
  'reference',
  'mechanism',
  'session',
  'made_on',
  'addressee',
  'addressee_name',
  'position',
  'outcome',
  'taken_up',
  'reported',
  'done',
  'last_report_on',
  'silence_days',
  'themes',
  'title',
  'text',
  'url'
] as const

const BATCH = 2_000

type Cells = (string | number)[]

async function* rowsOf(
  db: Kysely<Database>,
  pairs: readonly Pair[],
  day: string,
  origin: string
): AsyncGenerator<Cells[]> {
  const names = await namesOfBodies(
    db,
    pairs.map(({ bodyId }) => bodyId)
  )
  const nameOf = new Map(names.map(({ id, name }) => [id, localised(name, 'en').text]))
  for (let from = 0; from < pairs.length; from += BATCH) {
    const batch = pairs.slice(from, from + BATCH)
    const words = await wordsOf(db, [...new Set(batch.map(({ recommendationId }) => recommendationId))])
    yield batch.map((pair) => {
      const { takenUp, reported, done } = stepsOf(pair.outcome, pair.spoke)
      const told = words.get(pair.recommendationId)
      const yes = (holds: boolean) => (holds ? 'yes' : 'no')
      return [
        pair.reference,
        pair.mechanism,
        pair.session,
        pair.madeOn,
        pair.bodyId,
        nameOf.get(pair.bodyId) ?? '',
        pair.position,
        pair.outcome,
        yes(takenUp),
        yes(reported),
        yes(done),
        pair.reportedOn ?? '',
        silenceOf_days(pair, day),
        pair.themes.join('; '),
        localised(told?.title, 'en').text,
        localised(told?.words, 'en').text,
        `${origin}/recommendations/${pair.reference}/progress/${pair.bodyId}`
      ]
    })
  }
}

const encoder = new TextEncoder()

/** These pairs as a spreadsheet, one line each, written as it is read (XLSX excepted). */
export function exportRows(
  db: Kysely<Database>,
  pairs: readonly Pair[],
  format: RowFormat,
  day: string,
  origin: string
): ReadableStream<Uint8Array> {
  const rows = rowsOf(db, pairs, day, origin)
  return streamed(format === 'csv' ? csvParts(rows) : xlsxParts(rows))
}

async function* csvParts(rows: AsyncIterable<Cells[]>): Parts {
  // The byte order mark tells spreadsheet programs that this is UTF-8.
  yield encoder.encode(`\ufeff${stringify([[...ROW_COLUMNS]])}`)
  for await (const some of rows) {
    yield encoder.encode(stringify(some.map((row) => row.map((cell) => safeCell(String(cell))))))
  }
}

async function* xlsxParts(rows: AsyncIterable<Cells[]>): Parts {
  const header = ROW_COLUMNS.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const body: { value: string | number; type: StringConstructor | NumberConstructor }[][] = []
  for await (const some of rows) {
    for (const row of some)
      body.push(row.map((value) => ({ value, type: typeof value === 'number' ? Number : String })))
  }
  const columns = ROW_COLUMNS.map((column) => ({ width: column === 'text' ? 80 : 16 }))
  yield await writeExcelFile([header, ...body] as never, { columns, stickyRowsCount: 1, sheet: 'Rows' }).toBuffer()
}
