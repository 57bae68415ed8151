import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { calendarFeed, type CalendarAsked } from './calendar.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Due } from './due.ts'
import { parseCalendar } from '#test/calendar.ts'

const due = (change: Partial<Due> = {}): Due => ({
  kind: 'milestone',
  thing: 'milestone 12',
  dueOn: '2026-02-28',
  body: { id: 'TH', kind: 'state', name: { en: 'Thailand', th: 'ประเทศไทย' } },
  title: { en: 'A draft, with hearings; and more' },
  reference: null,
  path: '/actions/3',
  notBy: null,
  changedAt: new Date('2026-01-10T03:04:05Z'),
  revision: 2,
  ...change
})

const asked = (dues: readonly Due[]): CalendarAsked => ({
  name: 'Thailand: due days',
  origin: 'https://hall.example.org',
  dues: dues.map((one) => ({ due: one, asSecretariat: false })),
  editions: [
    {
      id: 'ahrd-7',
      title: { en: '7th Dialogue' },
      place: { en: 'ASEAN Secretariat, Jakarta' },
      heldFrom: '2025-11-17',
      heldUntil: '2025-11-18'
    }
  ],
  openedAt: new Date('2026-01-02T03:00:00Z')
})
const en = translatorOf('en')

describe('a feed', () => {
  const { properties, events } = parseCalendar(calendarFeed(asked([due()]), en))
  const [milestone, dialogue] = events

  test('is a calendar of version 2.0 with a name and its maker', () => {
    expect(properties.VERSION).toBe('2.0')
    expect(properties.PRODID).toContain('Balai')
    expect(properties['X-WR-CALNAME']).toBe('Thailand: due days')
  })

  test('has an event a thing: all day, its end the day after, under a name that stays', () => {
    expect(milestone).toMatchObject({
      UID: 'milestone-12@hall.example.org',
      'DTSTART;VALUE=DATE': '20260228',
      'DTEND;VALUE=DATE': '20260301',
      DTSTAMP: '20260110T030405Z',
      'LAST-MODIFIED': '20260110T030405Z',
      SEQUENCE: '2',
      CATEGORIES: 'Milestone',
      'URL;VALUE=URI': 'https://hall.example.org/actions/3',
      SUMMARY: 'Reach a milestone for Thailand: A draft, with hearings; and more'
    })
  })

  test('has the editions of the Dialogue, two days long', () => {
    expect(dialogue).toMatchObject({
      UID: 'dialogue-ahrd-7@hall.example.org',
      'DTSTART;VALUE=DATE': '20251117',
      'DTEND;VALUE=DATE': '20251119',
      LOCATION: 'ASEAN Secretariat, Jakarta'
    })
  })

  test('keeps its UID and counts up when a day is put off', () => {
    const [later] = parseCalendar(calendarFeed(asked([due({ dueOn: '2026-04-01', revision: 3 })]), en)).events
    expect([later!.UID, later!.SEQUENCE]).toEqual([milestone!.UID, '3'])
  })

  test('speaks the language of its reader', () => {
    const [event] = parseCalendar(calendarFeed(asked([due()]), translatorOf('th'))).events
    expect(event!.SUMMARY).toContain('ประเทศไทย')
    expect(event!.CATEGORIES).toBe('หมุดหมาย')
  })
})

test('whatever the words and days: strictly RFC 5545, the words come back, and the order of the facts changes nothing', () => {
  const things = fc.uniqueArray(
    fc.record({
      n: fc.integer({ min: 1, max: 10_000 }),
      title: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 60 })),
      offset: fc.integer({ min: -800, max: 800 })
    }),
    { selector: ({ n }) => n, maxLength: 6 }
  )
  fc.assert(
    fc.property(things, (given) => {
      const dues = given.map(({ n, title, offset }) =>
        due({ thing: `milestone ${n}`, title: { en: title }, dueOn: addDays('2026-02-28', offset) })
      )
      const feed = calendarFeed(asked(dues), en)
      expect(calendarFeed(asked([...dues].reverse()), en)).toBe(feed)
      const { events } = parseCalendar(feed)
      expect(events).toHaveLength(dues.length + 1)
      for (const one of dues) {
        const event = events.find(({ UID }) => UID === `${one.thing.replace(' ', '-')}@hall.example.org`)!
        expect(event['DTSTART;VALUE=DATE']).toBe(one.dueOn.replaceAll('-', ''))
        expect(event['DTEND;VALUE=DATE']).toBe(addDays(one.dueOn, 1).replaceAll('-', ''))
        expect(event.SUMMARY).toBe(`Reach a milestone for Thailand: ${one.title.en!.replace(/\p{Cc}+/gu, ' ')}`)
      }
    })
  )
})
