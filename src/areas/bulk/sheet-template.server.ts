import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import { safeCell } from '#areas/publication/public-record.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { LOCALES, type Locale } from '#platform/i18n/locales.ts'
import type { Position } from '#areas/tables.ts'
import {
  columnsOf,
  fingerprintOf,
  plainCell,
  SHEETS,
  type FilledColumn,
  type SheetColumn,
  type SheetKind,
  type SheetRecord
} from './sheet.ts'
import { gradeWords, headingOf, positionWord } from './sheet-words.server.ts'
import type { Scale } from '#areas/follow-up/store.server.ts'

export type SheetFormat = 'csv' | 'xlsx'
export const SHEET_TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
}

export interface Sheet {
  readonly kind: SheetKind
  readonly records: readonly SheetRecord[]
  readonly scales: readonly Scale[]
}

/** A filled sheet: a row for each recommendation with what stands now, ready to be changed and brought back. */
export async function writeSheet(sheet: Sheet, format: SheetFormat, locale: Locale): Promise<Uint8Array> {
  const columns = columnsOf(sheet.kind)
  const rows = cellsOf(sheet, locale)
  const head = columns.map((column) => headingOf(column, locale))
  // The byte order mark tells spreadsheet programs that this is UTF-8.
  if (format === 'csv') return new TextEncoder().encode(stringify([head, ...rows], { bom: true }))
  return writeXlsx(sheet, head, rows, locale)
}

/** The cells below the head, each safe to open: nothing in them runs as a formula. */
export function cellsOf({ kind, records, scales }: Sheet, locale: Locale): string[][] {
  const grades = gradeWords(scales, locale)
  const written = (column: FilledColumn, value: string) =>
    column === 'grade'
      ? (grades.get(value) ?? value)
      : column === 'position'
        ? positionWord(value as Position, locale)
        : value
  return records.map((record) => {
    const cells: Partial<Record<SheetColumn, string>> = {
      reference: record.reference,
      state: record.state,
      recommendation: plainCell(record.text),
      fingerprint: fingerprintOf(kind, record.standing)
    }
    for (const column of SHEETS[kind]) {
      const value = plainCell(record.standing?.cells[column])
      cells[column] = value && written(column, value)
    }
    return columnsOf(kind).map((column) => safeCell(cells[column] ?? ''))
  })
}

const WIDTHS: Partial<Record<SheetColumn, number>> = {
  recommendation: 60,
  text: 60,
  evidence: 30,
  evidence_url: 30,
  grade: 26,
  source: 36,
  source_url: 30
}
/** Paper for what is read, white for what is filled in. */
const READ_ONLY = '#f2efe8'

async function writeXlsx(
  { kind, scales }: Sheet,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  locale: Locale
): Promise<Uint8Array> {
  const t = translatorOf(locale)
  const columns = columnsOf(kind)
  const filled = columns.map((column) => (SHEETS[kind] as readonly SheetColumn[]).includes(column))
  const cell = (value: string, i: number) => ({
    value,
    type: String,
    wrap: true,
    alignVertical: 'top' as const,
    ...(!filled[i] && { backgroundColor: READ_ONLY })
  })
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })
  const values = [
    ...(kind === 'progress'
      ? [headingOf('grade', locale), ...gradeWords(scales, locale).values(), '', headingOf('language', locale)]
      : [headingOf('position', locale)]),
    ...(kind === 'progress'
      ? LOCALES.map(({ id, name }) => `${id}: ${name}`)
      : (['supported', 'partly', 'noted', 'pending', 'no-reply'] as const).map((one) => positionWord(one, locale)))
  ]
  const buffer = await writeExcelFile([
    {
      sheet: t('bulk.sheet_tab'),
      data: [head.map(bold), ...rows.map((row) => row.map(cell))],
      columns: columns.map((column) => ({ width: WIDTHS[column] ?? 16 })),
      stickyRowsCount: 1
    },
    {
      sheet: t('bulk.values_tab'),
      data: [...t('bulk.sheet_help').split('\n'), '', ...values].map((value) => [{ value, type: String, wrap: true }]),
      columns: [{ width: 90 }]
    }
  ]).toBuffer()
  return new Uint8Array(buffer)
}
