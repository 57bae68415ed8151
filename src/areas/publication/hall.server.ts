import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

export interface Hall {
  readonly mode: 'demonstration' | 'real'
  readonly name: Localised
}

let known: Hall | undefined

/** What this hall is. It never changes once opened, so it is read once. */
export async function hall(db: Kysely<Database>): Promise<Hall> {
  known ??= await db.selectFrom('hall').select(['mode', 'name']).executeTakeFirstOrThrow()
  return known
}
