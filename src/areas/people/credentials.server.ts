import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

export interface Passkey {
  readonly id: string
  readonly name: string | null
  readonly createdAt: Date | null
}

export interface OpenSession {
  readonly id: string
  readonly userAgent: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export async function passkeysOf(db: Kysely<Database>, accountId: string): Promise<Passkey[]> {
  return db
    .selectFrom('account_passkey')
    .select(['id', 'name', 'created_at as createdAt'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
}

export async function sessionsOf(db: Kysely<Database>, accountId: string, now: Date): Promise<OpenSession[]> {
  return db
    .selectFrom('account_session')
    .select(['id', 'user_agent as userAgent', 'created_at as createdAt', 'updated_at as updatedAt'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .execute()
}

/** Whether the account has a password at all: the demonstration's cast and OpenID Connect accounts have none. */
export async function hasPassword(db: Kysely<Database>, accountId: string): Promise<boolean> {
  const found = await db
    .selectFrom('account_credential')
    .select('id')
    .where('account_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return found !== undefined
}
