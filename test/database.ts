import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { connect } from '#platform/db/connect.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { databaseUrl, SERVER_VARIABLE, TEMPLATE } from './scratch.ts'

export interface FreshDatabase {
  readonly db: Kysely<Database>
  readonly url: string
  close(): Promise<void>
}

/** A migrated, empty database of its own on a real PostgreSQL; `close` throws it away. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env[SERVER_VARIABLE]
  if (!server) throw new Error('Run store tests with npm test or npx vitest: they start the PostgreSQL that tests use.')
  const name = `balai_test_${randomBytes(6).toString('hex')}`
  const admin = connect(server, 1)
  await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)}`.execute(admin)
  const url = databaseUrl(server, name)
  const db = connect(url, 5)
  return {
    db,
    url,
    async close() {
      await db.destroy()
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin)
      await admin.destroy()
    }
  }
}
