import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LOCALES, type Locale } from '#platform/i18n/locales.ts'
import { rootFolder } from '#platform/settings.ts'

/** A text by language in a data file; English is always there. */
export const localisedText = z
  .partialRecord(z.enum(LOCALES.map(({ id }) => id) as [Locale, ...Locale[]]), z.string().min(1))
  .refine((text) => text.en !== undefined, 'English is missing')

export function dataFilePath(...path: string[]): string {
  return join(rootFolder(), 'samples', ...path)
}

/** A JSON file under samples/, checked. Throws with the name of the file: a broken one is a bug of ours. */
export function readDataFile<Schema extends z.ZodType>(schema: Schema, ...path: string[]): z.output<Schema> {
  const outcome = schema.safeParse(JSON.parse(readFileSync(dataFilePath(...path), 'utf8')))
  if (!outcome.success) throw new Error(`samples/${path.join('/')}: ${z.prettifyError(outcome.error)}`)
  return outcome.data
}
