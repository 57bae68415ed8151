import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

/** How many of each thing the hall holds, for its entrance. */
export interface Contents {
  readonly dialogues: number
  readonly recommendations: number
  readonly documents: number
  readonly bodies: number
  readonly instruments: number
  readonly themes: number
}

export async function contentsOf(db: Kysely<Database>): Promise<Contents> {
  const { rows } = await sql<Contents>`
    select (select count(*)::int from dialogue) as dialogues, (select count(*)::int from recommendation) as recommendations,
      (select count(*)::int from public_document) as documents, (select count(*)::int from body) as bodies,
      (select count(*)::int from instrument) as instruments, (select count(*)::int from theme) as themes`.execute(db)
  return rows[0]!
}
