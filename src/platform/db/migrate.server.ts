import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { rootFolder } from '#platform/settings.ts'
import type { Database } from './schema.ts'

/** The oldest PostgreSQL whose SQL the hall uses. */
export const OLDEST_POSTGRESQL = 15

/** A database that can't be used as it is. The message says why and what to do. */
export class DatabaseError extends Error {}

const LOCK = 7100_0001

interface Migration {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

function migrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings the schema forward: every file of db/migrations that was not applied yet, in order, all of them in one
 * transaction. Two processes that start at once apply them once. Returns the names of those applied.
 * @throws DatabaseError where the database is too old, or holds a migration that this program doesn't have.
 */
export async function migrate(
  db: Kysely<Database>,
  folder = join(rootFolder(), 'db', 'migrations')
): Promise<string[]> {
  await checkVersion(db)
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx)
    await sql`
      create table if not exists migration (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`.execute(tx)
    const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from migration`.execute(tx)
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
    const known = migrations(folder)
    checkHistory(applied, known)
    const missing = known.filter(({ name }) => !applied.has(name))
    for (const { name, text, sha256 } of missing) {
      await sql.raw(text).execute(tx)
      await sql`insert into migration (name, sha256) values (${name}, ${sha256})`.execute(tx)
    }
    return missing.map(({ name }) => name)
  })
}

async function checkVersion(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select current_setting('server_version_num')::int / 10000 as version`.execute(db)
  const version = rows[0]!.version
  if (version < OLDEST_POSTGRESQL) {
    throw new DatabaseError(
      `This PostgreSQL is version ${version}; the hall needs ${OLDEST_POSTGRESQL} or later. Upgrade it, or take DATABASE_URL away to use the PostgreSQL that comes with Balai.`
    )
  }
}

function checkHistory(applied: ReadonlyMap<string, string>, known: readonly Migration[]): void {
  const names = new Set(known.map(({ name }) => name))
  const later = [...applied.keys()].filter((name) => !names.has(name))
  if (later.length > 0) {
    throw new DatabaseError(
      `This database was opened by a later Balai (it has ${later.join(', ')}). Start that version, or use another database. Nothing was changed.`
    )
  }
  const changed = known.filter(({ name, sha256 }) => applied.has(name) && applied.get(name) !== sha256)
  if (changed.length > 0) {
    throw new DatabaseError(
      `${changed.map(({ name }) => name).join(', ')} is not the file that this database was made with. Migrations are never edited: take the released file back. Nothing was changed.`
    )
  }
}
