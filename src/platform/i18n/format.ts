import type { Locale } from './locales.ts'
import { formattingLocale } from './translator.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(formattingLocale(locale), options)))
  return format
}

/** A day of the record ('YYYY-MM-DD') as people write it: 17 November 2025. */
export function formatDay(day: string, locale: Locale): string {
  return dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`)
  )
}

/** Two days as one range: 17–18 November 2025. */
export function formatDays(from: string, until: string, locale: Locale): string {
  if (from === until) return formatDay(from, locale)
  return dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatRange(
    new Date(`${from}T00:00:00Z`),
    new Date(`${until}T00:00:00Z`)
  )
}

/** A moment, to the minute, in Jakarta time unless told otherwise. */
export function formatMoment(moment: Date, locale: Locale, timeZone = 'Asia/Jakarta'): string {
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short'
  }).format(moment)
}

const numberFormats = new Map<Locale, Intl.NumberFormat>()

export function formatNumber(value: number, locale: Locale): string {
  let format = numberFormats.get(locale)
  if (!format) numberFormats.set(locale, (format = new Intl.NumberFormat(formattingLocale(locale))))
  return format.format(value)
}
