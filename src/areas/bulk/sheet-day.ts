import { formattingLocale } from '#platform/i18n/translator.ts'

// Days as spreadsheet programs leave them: their own count of days, or the way people write in the region.

/** The first day that the count of days of Excel and LibreOffice can be trusted for is 1 March 1900. */
const SERIAL_ZERO_ms = Date.UTC(1899, 11, 30)
const DAY_ms = 86_400_000
/** 1954 to 2118: other numbers in a column of days are slips. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 80_000]
const BUDDHIST_years = 543
/** No hall has facts of the year 2400, and no Thai of the year 2400 (1857) is in one either. */
const BUDDHIST_FROM = 2400

const monthOf = new Map<string, number>()
for (const locale of ['en', 'id', 'th'] as const) {
  for (const month of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(formattingLocale(locale), { month, timeZone: 'UTC' })
    for (let i = 0; i < 12; i++) monthOf.set(fold(format.format(Date.UTC(2026, i, 15))), i + 1)
  }
}

function fold(month: string): string {
  return month.replaceAll('.', '').replace(/\s/g, '').toLowerCase()
}

/**
 * 'YYYY-MM-DD' from a cell, or null. Day before month, as everywhere in the region, unless only the other order is a
 * day; years of the Buddhist era are taken as such.
 */
export function readDay(cell: string): string | null {
  const text = cell.trim().replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')
  if (/^\d{5}(\.0+)?$/.test(text)) {
    const serial = Number(text)
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null
    return new Date(SERIAL_ZERO_ms + serial * DAY_ms).toISOString().slice(0, 10)
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})$/.exec(text)
  if (numbers) {
    const [first, second, year] = numbers.slice(1).map(Number) as [number, number, number]
    return dayOf(year, second, first) ?? dayOf(year, first, second)
  }
  const named = /^(\d{1,2})[\s-]*([^\d\s-][^\d-]*?)[\s,-]*(\d{4})$/.exec(text)
  const month = named && monthOf.get(fold(named[2]!))
  return month ? dayOf(Number(named[3]), month, Number(named[1])) : null
}

function dayOf(printedYear: number, month: number, day: number): string | null {
  const year = printedYear >= BUDDHIST_FROM ? printedYear - BUDDHIST_years : printedYear
  const date = new Date(Date.UTC(year, month - 1, day))
  const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return date.toISOString().slice(0, 10) === written ? written : null
}
