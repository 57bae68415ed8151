import { sql, type Kysely } from 'kysely'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'

/**
 * The delegations of an edition for which this account may ask for the floor at that moment: those of the bodies for
 * which it holds a mandate that stands on that day. A chair sits with the commission.
 */
export async function seatsOf(
  db: Kysely<Database>,
  dialogueId: string,
  accountId: string,
  at: Date
): Promise<string[]> {
  const day = dayOf(at)
  const { rows } = await sql<{ bodyId: string }>`
    select distinct g.body_id as "bodyId"
    from standing_mandate m join delegation g on g.body_id = m.body_id
    where m.account_id = ${accountId} and g.dialogue_id = ${dialogueId} and m.since <= ${day}::date
      and (m.until is null or ${day}::date < m.until)
    order by 1`.execute(db)
  return rows.map(({ bodyId }) => bodyId)
}
