import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'
import { uprIssues, type UprIssueId } from './upr-issues.ts'

const themesFile = z.array(
  z.object({
    id: z.string(),
    parent: z.string().optional(),
    label: localisedText,
    scope: localisedText.optional(),
    upr: z.array(z.enum(uprIssues.map(({ id }) => id) as [UprIssueId, ...UprIssueId[]])),
    ahrd: z.array(z.string()),
    sdg: z.array(z.string().regex(/^(1[0-7]|[1-9])$/))
  })
)

/** The thesaurus: a broader theme stands before its narrower ones in the file. */
export async function loadThemes(tx: Transaction<Database>): Promise<void> {
  const themes = readDataFile(themesFile, 'reference', 'themes.json')
  await tx
    .insertInto('theme')
    .values(
      themes.map(({ id, parent, label, scope }, i) => ({
        id,
        parent_id: parent ?? null,
        ordinal: i + 1,
        label: JSON.stringify(label),
        scope: JSON.stringify(scope ?? {})
      }))
    )
    .execute()
  await tx
    .insertInto('theme_mapping')
    .values(
      themes.flatMap(({ id: theme_id, upr, ahrd, sdg }) => [
        ...upr.map((code) => ({ theme_id, scheme: 'upr-issue' as const, code })),
        ...ahrd.map((code) => ({ theme_id, scheme: 'ahrd-article' as const, code })),
        ...sdg.map((code) => ({ theme_id, scheme: 'sdg' as const, code }))
      ])
    )
    .execute()
}
