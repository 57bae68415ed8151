import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { programmeCalendar } from './programme-calendar.ts'
import { programmeSchema } from './programme.ts'

const what = programmeSchema.parse(JSON.parse(readFileSync('samples/dialogue-7/programme.json', 'utf8')))
const feed = (id: number) =>
  programmeCalendar(
    {
      dialogueId: 'ahrd-7',
      name: 'The 7th Dialogue',
      origin: 'https://balai.example',
      version: { id, recordedAt: new Date('2025-11-01T00:00:00Z'), what }
    },
    'en'
  )
const lines = (text: string, start: string) => text.split('\r\n').filter((line) => line.startsWith(start))

test('every item is an event at its moment, and a newer version keeps the UIDs and raises SEQUENCE', () => {
  const older = feed(3)
  const newer = feed(4)
  expect(lines(older, 'UID:')).toHaveLength(what.items.length)
  expect(lines(newer, 'UID:')).toEqual(lines(older, 'UID:'))
  expect(new Set(lines(newer, 'SEQUENCE:'))).toEqual(new Set(['SEQUENCE:4']))
  expect(lines(older, 'DTSTART:')[0]).toBe('DTSTART:20251117T013000Z')
})
