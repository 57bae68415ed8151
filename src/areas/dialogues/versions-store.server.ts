import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Modality } from './modality.ts'
import type { Programme } from './programme.ts'

export interface Version<What> {
  readonly id: number
  readonly recordedAt: Date
  readonly what: What
}

/** The modality of an edition as it stands; undefined where none was written yet. */
export const modalityOf = (db: Kysely<Database>, dialogueId: string) => newest<Modality>(db, 'modality', dialogueId)

/** The programme of an edition as it stands; undefined where none was written yet. */
export const programmeOf = (db: Kysely<Database>, dialogueId: string) => newest<Programme>(db, 'programme', dialogueId)

async function newest<What>(
  db: Kysely<Database>,
  of: 'modality' | 'programme',
  dialogueId: string
): Promise<Version<What> | undefined> {
  const { rows } = await sql<Version<What>>`
    select id, recorded_at as "recordedAt", ${sql.ref(of)} as what from ${sql.table(`${of}_version`)}
    where dialogue_id = ${dialogueId} order by id desc limit 1`.execute(db)
  return rows[0]
}
