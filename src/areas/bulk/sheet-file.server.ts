import { parse } from 'csv-parse/sync'
import { decodeText, looksBinary } from '#areas/documents/decoding.ts'
import { delimiterOf } from '#areas/publication/correction.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { readWorkbook } from './workbook.server.ts'

export const LARGEST_SHEET_MB = 10
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** A compound file: the Excel of before 2007, and a newer one under a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** A sheet of every recommendation of all sessions has about as many; each is held against the record. */
export const MOST_SHEET_ROWS = 25_000

/**
 * The cells of a file's sheets as text (CSV in any encoding and with any delimiter, or XLSX), days as YYYY-MM-DD. A large
 * file takes seconds: the hall asks `readSheet`, which does it in a thread.
 */
export async function readSheetFile(bytes: Uint8Array): Promise<string[][][] | Refusal> {
  const sheets = await cellsOf(bytes)
  if (isRefusal(sheets) || sheets.every((rows) => rows.length <= MOST_SHEET_ROWS)) return sheets
  return refuse('bulk.file_too_many_rows', { most: MOST_SHEET_ROWS }, 'file')
}

async function cellsOf(bytes: Uint8Array): Promise<string[][][] | Refusal> {
  const begins = (mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte)
  if (begins(COMPOUND)) return refuse('bulk.sheet_old_excel', undefined, 'file')
  if (begins(ZIP)) return (await readWorkbook(bytes)) ?? refuse('bulk.sheet_not_one', undefined, 'file')
  const { text } = decodeText(bytes)
  if (looksBinary(text)) return refuse('bulk.sheet_not_one', undefined, 'file')
  try {
    const cells: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text.replace(/^\ufeff/, '').replace(/^\s+/, '')),
      relax_column_count: true,
      // One more is enough to know that there are too many.
      to: MOST_SHEET_ROWS + 1
    })
    return [cells]
  } catch (error) {
    const line = typeof error === 'object' && error && 'lines' in error ? Number(error.lines) : 1
    return refuse('bulk.file_broken_line', { line }, 'file')
  }
}
