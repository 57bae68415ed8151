import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Modality } from './modality.ts'
import type { Programme } from './programme.ts'

export interface Version<What> {
  readonly id: number
  readonly recordedAt: Date
  readonly what: What
}

/** The modality of an edition as it stands; undefined where none was written yet. */
export async function modalityOf(db: Kysely<Database>, dialogueId: string): Promise<Version<Modality> | undefined> {
  const row = await db
    .selectFrom('modality_version')
    .select(['id', 'recorded_at', 'modality'])
    .where('dialogue_id', '=', dialogueId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, recordedAt: row.recorded_at, what: row.modality }
}

/** The programme of an edition as it stands; undefined where none was written yet. */
export async function programmeOf(db: Kysely<Database>, dialogueId: string): Promise<Version<Programme> | undefined> {
  const row = await db
    .selectFrom('programme_version')
    .select(['id', 'recorded_at', 'programme'])
    .where('dialogue_id', '=', dialogueId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, recordedAt: row.recorded_at, what: row.programme }
}
