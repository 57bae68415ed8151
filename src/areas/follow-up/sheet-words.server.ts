import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { LOCALES, localised, type Locale } from '#platform/i18n/locales.ts'
import type { Position } from '#areas/tables.ts'
import { formatDay } from '#platform/i18n/format.ts'
import {
  columnsOf,
  foldWord,
  SHEETS,
  type FilledColumn,
  type SheetColumn,
  type SheetKind,
  type SheetWords
} from './sheet.ts'
import type { Scale } from './store.server.ts'

// What columns and values of a sheet are called: written in the reader's language, understood in every complete one.

const COMPLETE = LOCALES.filter(({ complete }) => complete).map(({ id }) => id)
const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'pending', 'no-reply']

export function headingOf(column: SheetColumn, locale: Locale): string {
  return translatorOf(locale)(`bulk.column_${column}`)
}

export function headings(): ReadonlyMap<string, SheetColumn> {
  const found = new Map<string, SheetColumn>()
  for (const kind of Object.keys(SHEETS) as SheetKind[]) {
    for (const column of columnsOf(kind)) {
      for (const name of [column, ...COMPLETE.map((locale) => headingOf(column, locale))])
        found.set(foldWord(name), column)
    }
  }
  return found
}

export function positionWord(position: Position, locale: Locale): string {
  return translatorOf(locale).dynamic(`shell.position_${position.replace('-', '_')}`)
}

/** How a grade ('scale/code') is written in a cell: by its label, with its scale where two labels are the same. */
export function gradeWords(scales: readonly Scale[], locale: Locale): ReadonlyMap<string, string> {
  const all = scales.flatMap((scale) =>
    scale.grades.map((grade) => ({
      id: `${scale.id}/${grade.code}`,
      scale,
      label: localised(grade.label, locale).text
    }))
  )
  const times = new Map<string, number>()
  for (const { label } of all) times.set(foldWord(label), (times.get(foldWord(label)) ?? 0) + 1)
  return new Map(
    all.map(({ id, scale, label }) => [
      id,
      times.get(foldWord(label)) === 1 ? label : `${label} (${localised(scale.name, locale).text})`
    ])
  )
}

export function sheetWords(scales: readonly Scale[]): SheetWords {
  const grades = new Map<string, string | null>()
  for (const locale of COMPLETE) {
    for (const [id, word] of gradeWords(scales, locale)) {
      const known = grades.get(foldWord(word))
      grades.set(foldWord(word), known === undefined || known === id ? id : null)
    }
  }
  const every = scales.flatMap(({ id, grades: own }) => own.map(({ code, level }) => [`${id}/${code}`, level] as const))
  for (const [id] of every) grades.set(foldWord(id), id)
  const positions = new Map<string, Position>()
  for (const position of POSITIONS) {
    positions.set(position, position)
    for (const locale of COMPLETE) positions.set(foldWord(positionWord(position, locale)), position)
  }
  return {
    grades,
    levelOf: new Map(every),
    positions,
    languages: new Map(LOCALES.flatMap(({ id, name }) => [[id, id] as const, [foldWord(name), id] as const]))
  }
}

/** A value of a sheet as it is shown on a page; the empty one stays empty. */
export function shownValue(
  column: FilledColumn,
  value: string | undefined,
  grades: ReadonlyMap<string, string>,
  locale: Locale
): string {
  if (!value) return ''
  if (column === 'grade') return grades.get(value) ?? value
  if (column === 'position') return positionWord(value as Position, locale)
  if (column === 'observed_on' || column === 'stated_on') return formatDay(value, locale)
  if (column === 'language') return LOCALES.find(({ id }) => id === value)?.name ?? value
  return value
}
