import { expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import { propose } from './propose.server.ts'
import { readDocument } from './read.server.ts'

async function themesIn(csv: string): Promise<(readonly string[])[]> {
  const reading = await readDocument(new TextEncoder().encode(csv), 'rows.csv')
  if (isRefusal(reading)) throw new Error(reading.refused)
  return propose(reading).map(({ themes }) => themes)
}

test('issues that the document gives stand; where it gives none, the model suggests some', async () => {
  const [given, suggested] = await themesIn(
    'recommendation,recommended by,issues\n' +
      'Abolish the death penalty,Chile,Justice\n' +
      'Abolish the death penalty in law and practice,Chile,\n'
  )
  expect(given).toEqual(['Justice'])
  expect(suggested).toContain('Death penalty')
})
