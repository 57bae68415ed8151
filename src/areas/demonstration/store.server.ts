import { sql, type Kysely, type Transaction } from 'kysely'
import { hall } from '#areas/publication/hall.server.ts'
import type { Database } from '#platform/db/schema.ts'

type Db = Kysely<Database>

export const PERMISSION = 'people.invent-demonstration-year'

/** What the story came to. */
export interface Passed {
  readonly acts: number
  /** acts that the hall's rules refused, because of what stood in it already */
  readonly leftOut: number
  readonly since: string
}

/** What was told, and when; null while no year was invented here. The audit row of telling it says so. */
export async function yearPassedOn(db: Db): Promise<(Passed & { readonly at: Date }) | null> {
  const { rows } = await sql<{ at: Date; details: Passed }>`
    select at, details from audit where subject_kind = 'hall' and permission = ${PERMISSION} limit 1`.execute(db)
  const found = rows[0]
  return found ? { ...found.details, at: found.at } : null
}

const invented = new WeakSet<Db>()

/** Whether answers, reports and actions of this hall are invented. Once they are they stay so, and it is asked no more. */
export async function isYearInvented(db: Db): Promise<boolean> {
  if ((await hall(db)).mode !== 'demonstration') return false
  if (!invented.has(db) && (await yearPassedOn(db))) invented.add(db)
  return invented.has(db)
}

/** What kind of hall this is, held until the transaction ends: of two who ask at once the second waits. */
export async function lockHall(tx: Transaction<Database>): Promise<'demonstration' | 'real' | undefined> {
  return (await tx.selectFrom('hall').select('mode').forUpdate().executeTakeFirst())?.mode
}

/** The day of the Dialogue whose recommendations are followed up. */
export async function heldOnDay(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select max(made_on)::text as day from recommendation where reference like 'AHRD7-%'`.execute(db)
  return rows[0]!.day
}
