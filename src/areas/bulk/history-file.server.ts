import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { decodeText, looksBinary } from '#areas/documents/decoding.ts'
import { delimiterOf } from '#areas/publication/correction.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { CODED_COLUMNS, type CodedRow } from './history.ts'

export const LARGEST_HISTORY_MB = 50
/** Unpacked: a small file of zeros must not fill the memory. */
const LARGEST_UNPACKED_bytes = 250_000_000

/** More than twice what the twelve coded sessions have; what is read is afterwards held against the record as a whole. */
export const MOST_HISTORY_ROWS = 50_000

/**
 * The rows of a file of coded recommendations (CSV, also gzip), or a sentence why they can't be read. A large file takes
 * seconds: the hall asks `readHistory`, which does it in a thread.
 */
export function codedRows(bytes: Uint8Array): CodedRow[] | Refusal {
  const plain = unpacked(bytes)
  if (!plain) return refuse('bulk.file_not_gzip', undefined, 'file')
  const { text } = decodeText(plain)
  if (looksBinary(text)) return refuse('bulk.file_not_csv', undefined, 'file')
  let rows: Record<string, string | undefined>[]
  try {
    rows = parse(text, {
      columns: true,
      bom: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      relax_column_count: true,
      // One more is enough to know that there are too many.
      to: MOST_HISTORY_ROWS + 1
    })
  } catch (error) {
    const line = typeof error === 'object' && error && 'lines' in error ? Number(error.lines) : 1
    return refuse('bulk.file_broken_line', { line }, 'file')
  }
  if (rows.length > MOST_HISTORY_ROWS) return refuse('bulk.file_too_many_rows', { most: MOST_HISTORY_ROWS }, 'file')
  const [first] = rows
  if (!first) return refuse('bulk.file_empty', undefined, 'file')
  const missing = CODED_COLUMNS.filter((column) => !(column in first))
  if (missing.length) return refuse('bulk.file_columns', { columns: missing.join(', ') }, 'file')
  // A row that is too short has empty cells, and its fault when it is read.
  const cell = (row: (typeof rows)[number], column: (typeof CODED_COLUMNS)[number]) => row[column] ?? ''
  return rows.map((row) => Object.fromEntries(CODED_COLUMNS.map((column) => [column, cell(row, column)])) as CodedRow)
}

function unpacked(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED_bytes })
  } catch {
    return null
  }
}
