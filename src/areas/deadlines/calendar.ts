import ical from 'ical-generator'
import { localised, type Localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Due } from './due.ts'
import { kindName, taskOf } from './words.ts'

/** An edition of the Dialogue as a calendar shows it. */
export interface Edition {
  readonly id: string
  readonly title: Localised
  readonly place: Localised
  readonly heldFrom: string
  readonly heldUntil: string
}

export interface CalendarAsked {
  readonly name: string
  readonly origin: string
  readonly dues: readonly { readonly due: Due; readonly asSecretariat: boolean }[]
  readonly editions: readonly Edition[]
  /** when the hall was opened: editions of the sample carry no time of their own */
  readonly openedAt: Date
}

/**
 * A calendar feed (RFC 5545): one event a thing that is due, all day, under a UID that stays the same when its day is put
 * off; SEQUENCE counts how often it changed. DTSTAMP is when it last changed (3.8.7.2: there is no METHOD), so that a
 * feed in which nothing changed is the same to the byte.
 */
export function calendarFeed({ name, origin, dues, editions, openedAt }: CalendarAsked, t: Translator): string {
  const host = new URL(origin).hostname
  const calendar = ical({ name, prodId: `//Balai//Deadlines//${t.locale.toUpperCase()}`, ttl: 6 * 60 * 60 })
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  for (const { due, asSecretariat } of [...dues].sort((a, b) => (a.due.thing < b.due.thing ? -1 : 1))) {
    const title = plain(localised(due.title, t.locale).text)
    calendar.createEvent({
      id: `${due.thing.replaceAll(' ', '-')}@${host}`,
      start: at(due.dueOn),
      end: at(addDays(due.dueOn, 1)),
      allDay: true,
      stamp: due.changedAt,
      lastModified: due.changedAt,
      sequence: due.revision,
      summary: [taskOf(due, t, asSecretariat), due.reference ?? title].join(': '),
      description: [due.reference, title].filter(Boolean).join(' '),
      categories: [{ name: kindName(due.kind, t) }],
      url: origin + due.path
    })
  }
  for (const { id, title, place, heldFrom, heldUntil } of editions) {
    calendar.createEvent({
      id: `dialogue-${id}@${host}`,
      start: at(heldFrom),
      end: at(addDays(heldUntil, 1)),
      allDay: true,
      stamp: openedAt,
      lastModified: openedAt,
      summary: localised(title, t.locale).text,
      location: localised(place, t.locale).text || null,
      categories: [{ name: t('deadlines.kind_dialogue') }],
      url: `${origin}/dialogues/${id}`
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}

/** Control characters have no place in a calendar's text (RFC 5545, 3.1). */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
