import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

export interface KeptMail {
  readonly id: number
  readonly recipient: string
  readonly locale: string
  readonly subject: string
  readonly text: string
  readonly createdAt: Date
}

/** The newest mail of the outbox, for the page that shows it in a demonstration. */
export async function recentMail(db: Kysely<Database>, most: number): Promise<KeptMail[]> {
  return db
    .selectFrom('mail')
    .select(['id', 'recipient', 'locale', 'subject', 'text', 'created_at as createdAt'])
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}
