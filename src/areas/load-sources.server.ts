import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/db/schema.ts'
import { readDataFile } from '#platform/files/data-file.server.ts'

const sourcesFile = z.record(
  z.string(),
  z.object({
    title: z.string().min(1),
    publisher: z.string().min(1),
    url: z.url().optional(),
    publishedOn: z.iso.date().optional(),
    note: z.string().min(1).optional()
  })
)

/** The id of a source by its word in the data files. Throws for a word that no file of sources has. */
export type SourceOf = (word: string) => number

/** Puts the sources of a folder of data files into the record. */
export async function loadSources(tx: Transaction<Database>, folder: string): Promise<SourceOf> {
  const ids = new Map<string, number>()
  for (const [word, source] of Object.entries(readDataFile(sourcesFile, folder, 'sources.json'))) {
    const { id } = await tx
      .insertInto('source')
      .values({
        title: source.title,
        publisher: source.publisher,
        url: source.url ?? null,
        published_on: source.publishedOn ?? null,
        note: source.note ?? null
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.set(word, id)
  }
  return (word) => {
    const id = ids.get(word)
    if (id === undefined) throw new Error(`samples/${folder}: no source is called ${word}`)
    return id
  }
}
