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
import type { Scale } from '#areas/follow-up/store.server.ts'

// What columns and values of a sheet are called: written in the reader's language, understood in every complete one.

const COMPLETE = LOCALES.filter(({ complete }) => complete).map(({ id }) => id)
const POSITIONS: readonly Position[] = ['supported', 'partly', 'noted', 'pending', 'no-reply']

export function headingOf(column: SheetColumn, locale: Locale): string {
  return translatorOf(locale)(`bulk.column_${column}`)
}

/** Every name by which a head can call a column, in any language, folded. */
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

/** The language whose names of columns a head has most of. */
export function languageOfHead(kind: SheetKind, head: readonly string[]): Locale {
  const matches = (locale: Locale) =>
    columnsOf(kind).filter((column) => head.includes(foldWord(headingOf(column, locale)))).length
  return COMPLETE.reduce<Locale>((best, one) => (matches(one) > matches(best) ? one : best), 'en')
}

export function positionWord(position: Position, locale: Locale): string {
  return translatorOf(locale).dynamic(`shell.position_${position.replace('-', '_')}`)
}

/** The grades ('scale/code') that each label names, over all languages of sheets. */
function labelled(scales: readonly Scale[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { id, grades } of scales) {
    for (const { code, label } of grades) {
      for (const locale of COMPLETE) {
        const word = foldWord(localised(label, locale).text)
        found.set(word, (found.get(word) ?? new Set()).add(`${id}/${code}`))
      }
    }
  }
  return found
}

/** How a grade is written in a cell: by its label, with its scale where another grade is called so in any language. */
export function gradeWords(scales: readonly Scale[], locale: Locale): ReadonlyMap<string, string> {
  const named = labelled(scales)
  return new Map(
    scales.flatMap(({ id, name, grades }) =>
      grades.map(({ code, label }) => {
        const word = localised(label, locale).text
        const alone = named.get(foldWord(word))!.size === 1
        return [`${id}/${code}`, alone ? word : `${word} (${localised(name, locale).text})`] as const
      })
    )
  )
}

/** Every word by which a cell can name a grade or a position, folded. A word that two scales use names no grade. */
export function sheetWords(scales: readonly Scale[]): SheetWords {
  const grades = new Map<string, string | null>()
  for (const [word, ids] of labelled(scales)) grades.set(word, ids.size === 1 ? [...ids][0]! : null)
  for (const locale of COMPLETE) {
    for (const [id, word] of gradeWords(scales, locale)) {
      if (!grades.has(foldWord(word))) grades.set(foldWord(word), id)
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
