import { sql, type Kysely } from 'kysely'
import { moveClock } from '#platform/clock/clock.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import { connect, holdDatabase } from './connect.server.ts'
import { startEmbedded } from './embedded.server.ts'
import { DatabaseError, migrate } from './migrate.server.ts'
import type { Database } from './schema.ts'

export interface OpenDatabase {
  readonly db: Kysely<Database>
  readonly url: string
  /** names of the migrations that this opening applied */
  readonly applied: readonly string[]
  /** Ends the connections; an embedded PostgreSQL that nobody else uses is stopped. */
  close(): Promise<void>
}

/**
 * Opens the hall's database, migrated: the PostgreSQL of DATABASE_URL, or else the embedded one under the data folder,
 * started or, where another process of this hall has it running, joined.
 * @throws DatabaseError with a sentence for the operator
 */
export async function openDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataFolder' | 'clock'> = readSettings()
): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl ? null : await startEmbedded(settings.dataFolder)
  const url = settings.databaseUrl ?? embedded!.url
  const db = connect(url)
  const close = async () => {
    holdDatabase(undefined)
    await db.destroy()
    await embedded?.stop()
  }
  try {
    await reach(db)
    const applied = await migrate(db)
    if (settings.clock) await startClockAt(db, settings.clock)
    holdDatabase(db)
    return { db, url, applied, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function reach(db: Kysely<Database>): Promise<void> {
  try {
    await sql`select 1`.execute(db)
  } catch (error) {
    throw new DatabaseError(
      `PostgreSQL doesn't let the hall in: ${(error as Error).message || (error as { code?: string }).code}. Check DATABASE_URL, that the server runs, and that the user and the database exist.`
    )
  }
}

/** A real hall's facts carry the days on which they were written down: its clock is never moved. */
async function startClockAt(db: Kysely<Database>, moment: Date): Promise<void> {
  const hall = await db.selectFrom('hall').select('mode').executeTakeFirst()
  if (hall?.mode === 'real') throw new DatabaseError(REAL_HALL_CLOCK)
  moveClock(moment)
}

export const REAL_HALL_CLOCK =
  'BALAI_CLOCK moves the clock of a demonstration. This hall is a real one: start it without BALAI_CLOCK.'
