import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

// Counts are far below 2^53; a calendar day stays the day it is written as, whatever the zone of the machine.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (day: string) => day)

/** At most so many connections: PostgreSQL's own default leaves room for ten such processes. */
const CONNECTIONS = 10

/** A pool of connections to the PostgreSQL at this address. The caller ends it with `destroy()`. */
export function connect(url: string, connections = CONNECTIONS): Kysely<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'balai' })
  // A connection that breaks while nobody uses it is replaced at the next query; without this, it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Kysely<Database>, pg.Pool>()

/** The connections below a database, for a library that sends several statements at once and reads every answer. */
export function poolOf(db: Kysely<Database>): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('this database was not opened with connect()')
  return pool
}

// The server's shell and the built pages each load this module: they share one pool.
const KEY = Symbol.for('balai.database')
const held = globalThis as { [KEY]?: Kysely<Database> }

/** The database of the hall that is open in this process. */
export function database(): Kysely<Database> {
  if (!held[KEY]) throw new Error('holdDatabase(db) was not called before a page asked for the database')
  return held[KEY]
}

/** Says which database the pages of this process use; undefined when it is closed. */
export function holdDatabase(db: Kysely<Database> | undefined): void {
  held[KEY] = db
}
