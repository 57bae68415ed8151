import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'

const scalesFile = z.array(
  z.object({
    id: z.string(),
    name: localisedText,
    source: z.string().min(1),
    grades: z.array(
      z.object({
        code: z.string(),
        label: localisedText,
        level: z.enum(['not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken'])
      })
    )
  })
)

/** The scales on which progress can be told, each grade with the level that it amounts to. */
export async function loadScales(tx: Transaction<Database>): Promise<void> {
  for (const { id, name, source, grades } of readDataFile(scalesFile, 'reference', 'scales.json')) {
    await tx
      .insertInto('assessment_scale')
      .values({ id, name: JSON.stringify(name), source })
      .execute()
    await tx
      .insertInto('assessment_grade')
      .values(
        grades.map(({ code, label, level }, i) => ({
          scale_id: id,
          code,
          ordinal: i + 1,
          label: JSON.stringify(label),
          level
        }))
      )
      .execute()
  }
}
