import { parse } from 'csv-parse/sync'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { decodeText } from './decoding.ts'
import { columnNamed } from './recommendation-rows.ts'
import type { Reading } from './text.ts'

const DELIMITERS = [',', ';', '\t'] as const

/** The delimiter under which the first row names a column of recommendations; null when there is none. */
export function delimiterOf(text: string): string | null {
  const heading = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0]!
  const fitting = DELIMITERS.find((delimiter) => {
    const names = heading.split(delimiter).map((name) => name.replace(/^"|"$/g, ''))
    return names.length > 1 && names.some((name) => columnNamed(name) === 'text')
  })
  return fitting ?? null
}

/** Reads a table of recommendations, one a row. Its first row must name the columns, one of them "recommendation". */
export function readCsv(bytes: Uint8Array): Reading | Refusal {
  const { text } = decodeText(bytes)
  const delimiter = delimiterOf(text)
  if (!delimiter) return refuse('extraction.unreadable_no_columns')
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { columns: true, bom: true, delimiter, skip_empty_lines: true, relax_column_count: true })
  } catch (error) {
    const line = typeof error === 'object' && error && 'lines' in error ? Number(error.lines) : 1
    return refuse('extraction.unreadable_row', { line })
  }
  if (rows.length === 0) return refuse('extraction.unreadable_empty')
  const heading = Object.keys(rows[0]!).find((name) => columnNamed(name) === 'text')!
  const lines = rows.map((row) => ({ text: (row[heading] ?? '').replace(/\s+/g, ' ').trim(), box: null, opens: true }))
  return { kind: 'csv', pages: [{ number: 1, size: null, lines }], rows }
}
