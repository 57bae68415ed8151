import ical from 'ical-generator'
import { localised, type Locale } from '#platform/i18n/locales.ts'
import type { Programme } from './programme.ts'
import { spanOf } from './timetable.ts'

/**
 * A programme as a calendar (RFC 5545): an item keeps its UID from version to version, and SEQUENCE grows with every
 * version, so that a calendar that holds the older one moves its events. Times are written in UTC.
 */
export function programmeCalendar(
  asked: {
    readonly dialogueId: string
    readonly name: string
    readonly origin: string
    readonly version: { readonly id: number; readonly recordedAt: Date; readonly what: Programme }
  },
  locale: Locale
): string {
  const { dialogueId, origin, version } = asked
  const calendar = ical({ name: asked.name, prodId: `//Balai//Programme//${locale.toUpperCase()}` })
  for (const item of version.what.items) {
    const { from, until } = spanOf(item)
    calendar.createEvent({
      id: `${dialogueId}-${item.id}@${new URL(origin).hostname}`,
      start: new Date(from),
      end: new Date(until),
      stamp: version.recordedAt,
      lastModified: version.recordedAt,
      sequence: version.id,
      // Control characters have no place in a calendar's text (3.1).
      summary: localised(item.title, locale).text.replace(/\p{Cc}+/gu, ' '),
      location: item.place.replace(/\p{Cc}+/gu, ' ') || null,
      description: version.what.note ? localised(version.what.note, locale).text.replace(/\p{Cc}+/gu, ' ') : null,
      url: `${origin}/dialogues/${dialogueId}/programme`
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}
