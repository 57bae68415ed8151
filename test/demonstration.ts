// The demonstration's hall, and the people of its cast as those who act in it.
import type { Kysely } from 'kysely'
import type { Actor, Duty, Role } from '#areas/people/actor.ts'
import { cast, loadCast } from '#areas/people/opening.server.ts'
import { openHall, type AfterLoad } from '#areas/publication/open-hall.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal } from '#platform/refusal.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

/** The day on which most tests are held: some months after the 7th Dialogue. */
export const TODAY = '2026-03-02'
export const NOW = new Date(`${TODAY}T03:00:00Z`)

/** The demonstration's hall with its cast in a database of its own, opened on that day. */
export async function demonstrationDatabase(now = NOW, also: readonly AfterLoad[] = []): Promise<FreshDatabase> {
  const fresh = await freshDatabase()
  await openDemonstration(fresh.db, now, also)
  return fresh
}

/** The same in a database that is there. */
export async function openDemonstration(
  db: Kysely<Database>,
  now: Date,
  also: readonly AfterLoad[] = []
): Promise<void> {
  const afterLoad: readonly AfterLoad[] = [(tx, _mode, at) => loadCast(tx, at), ...also]
  await done(openHall({ db, mode: 'demonstration', now, afterLoad }))
}

/** A member of the cast, or one of them in another office. */
export function inOffice(id: string, office?: { role: Role; bodyId: string | null; duty?: Duty | null }): Actor {
  const member = cast().find((one) => one.id === id)!
  const { role, bodyId, duty } = { duty: null, ...(office ?? member) }
  return {
    kind: 'account',
    id,
    name: member.name,
    mandates: [{ role, bodyId, duty, since: '2025-01-01', until: null }]
  }
}

/** What was done; a refusal fails the test by its reason. */
export async function done<T>(outcome: Promise<T>): Promise<Exclude<T, { refused: string }>> {
  const told = await outcome
  if (isRefusal(told)) throw new Error(told.refused)
  return told as Exclude<T, { refused: string }>
}
