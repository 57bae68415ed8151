import { parse } from 'csv-parse/sync'
import { decodeText, looksBinary } from '#areas/documents/decoding.ts'
import { delimiterOf } from '#areas/publication/correction.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { readWorkbook } from './workbook.server.ts'

export const LARGEST_SHEET_MB = 10
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** A compound file: the Excel of before 2007, and a newer one under a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** The cells of a file's sheets as text (CSV in any encoding and with any delimiter, or XLSX), days as YYYY-MM-DD. */
export async function readSheetFile(bytes: Uint8Array): Promise<string[][][] | Refusal> {
  const begins = (mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte)
  if (begins(COMPOUND)) return refuse('bulk.sheet_old_excel', undefined, 'file')
  if (begins(ZIP)) return (await readWorkbook(bytes)) ?? refuse('bulk.sheet_not_one', undefined, 'file')
  const { text } = decodeText(bytes)
  if (looksBinary(text)) return refuse('bulk.sheet_not_one', undefined, 'file')
  try {
    const cells: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text.replace(/^\ufeff/, '').replace(/^\s+/, '')),
      relax_column_count: true
    })
    return [cells]
  } catch (error) {
    const line = typeof error === 'object' && error && 'lines' in error ? Number(error.lines) : 1
    return refuse('bulk.file_broken_line', { line }, 'file')
  }
}
