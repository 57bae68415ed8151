import type { Localised } from '#platform/i18n/locales.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import type { ReadableRow } from './hits.server.ts'
import {
  COLUMNS,
  LIST_SEPARATOR,
  publicRecommendation,
  readCell,
  spreadsheetRow,
  type Column
} from './public-record.ts'

/** What a corrected spreadsheet asks to change in one recommendation. Absent: stays as it is. */
export interface Correction {
  readonly id: number
  readonly reference: string
  /** the state on which it was made; saving it on another one is refused */
  readonly revision: string
  readonly locale: string
  readonly changes: readonly Change[]
}

export interface Change {
  readonly field: 'text' | 'title' | 'themes'
  readonly from: string
  readonly to: string
}

export interface RowFault {
  /** of the file, from 1 */
  readonly line: number
  readonly reason: Refusal
}

export type SpreadsheetRow = Readonly<Record<string, string | undefined>>

const CORRECTABLE = ['text', 'title', 'themes'] as const
/** Columns that identify a row or are made anew by each export. */
const NOT_COMPARED: readonly Column[] = ['reference', 'revision', 'url']

/** What rows of a brought-back file would change, and which of them can't be taken. */
export function planCorrections(
  rows: readonly SpreadsheetRow[],
  recordByReference: ReadonlyMap<string, ReadableRow>,
  themes: ReadonlySet<string>
): { corrections: Correction[]; faults: RowFault[] } {
  const corrections: Correction[] = []
  const faults: RowFault[] = []
  const seen = new Set<string>()
  rows.forEach((row, i) => {
    const reference = (row.reference ?? '').trim()
    const record = recordByReference.get(reference)
    const outcome = seen.has(reference)
      ? refuse('search.fault_twice', { reference })
      : record
        ? correctionOf(row, record, themes)
        : refuse('search.fault_unknown_reference', { reference })
    seen.add(reference)
    if ('refused' in outcome) faults.push({ line: i + 2, reason: outcome })
    else if (outcome.changes.length) corrections.push(outcome)
  })
  return { corrections, faults }
}

function correctionOf(row: SpreadsheetRow, record: ReadableRow, themes: ReadonlySet<string>): Correction | Refusal {
  const { reference } = record
  const now = spreadsheetRow(publicRecommendation(record, ''))
  const said = (column: Column) => (row[column] === undefined ? now[column] : readCell(row[column]).trim())
  const fixed = COLUMNS.find(
    (column) =>
      !NOT_COMPARED.includes(column) &&
      !CORRECTABLE.some((correctable) => correctable === column) &&
      said(column) !== now[column].trim()
  )
  if (fixed) return refuse('search.fault_fixed_column', { reference, column: fixed })
  const changes = CORRECTABLE.map((field) => ({
    field,
    from: now[field],
    to: field === 'themes' ? themesOf(said(field)).join(LIST_SEPARATOR) : said(field)
  })).filter(({ from, to }) => from.trim() !== to)
  if (changes.length && said('revision') !== record.revision) return refuse('search.fault_changed', { reference })
  for (const { field, to } of changes) {
    if (field === 'text' && !to) return refuse('search.fault_no_text', { reference })
    if (field === 'title' && !to) return refuse('search.fault_no_title', { reference })
    const unknown = field === 'themes' ? themesOf(to).find((theme) => !themes.has(theme)) : undefined
    if (unknown) return refuse('search.fault_unknown_theme', { reference, theme: unknown })
  }
  return {
    id: record.id,
    reference,
    revision: record.revision,
    locale: record.originalLanguage as keyof Localised,
    changes
  }
}

/** Ids of themes in a cell, each once, in order. */
export function themesOf(cell: string): string[] {
  const ids = cell.split(';').map((id) => id.trim())
  return [...new Set(ids.filter(Boolean))].sort()
}

/** Spreadsheet programs write semicolons or tabs where the comma is the decimal sign. */
export function delimiterOf(csv: string): string {
  const header = csv.split('\n', 1)[0]!
  return [',', ';', '\t'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best))
}
