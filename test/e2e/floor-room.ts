import type { Kysely } from 'kysely'
import type { DelegationCapacity } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { TestHall, Visitor } from './hall.ts'

// The room of the 7th Dialogue as the press release tells of it: eleven States, the commission and the permanent
// representatives are in the sample; institutions, organisations and observers are named here, invented where they must be.

const CSOS = ['open-river', 'lantern-network', 'quiet-harbour', 'terrace-farmers', 'young-voices']
const OBSERVERS = ['campus-one', 'campus-two']

/** Seats three NHRIs, five CSOs in a consultative relationship and two universities in the 7th Dialogue. */
export async function seatTheRoom(db: Kysely<Database>): Promise<void> {
  const { id: source_id } = await db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
  const invented = [...CSOS.filter((id) => id !== 'lantern-network'), ...OBSERVERS]
  await db
    .insertInto('body')
    .values(
      invented.map((id) => ({
        id,
        kind: OBSERVERS.includes(id) ? ('university' as const) : ('cso' as const),
        name: JSON.stringify({ en: `${id.replace('-', ' ').replace(/^./, (first) => first.toUpperCase())} (invented)` })
      }))
    )
    .execute()
  await db
    .insertInto('accreditation')
    .values(
      invented
        .filter((id) => CSOS.includes(id))
        .map((body_id) => ({
          body_id,
          by_body_id: 'aichr',
          scheme: 'consultative-relationship' as const,
          status: 'granted' as const,
          effective_on: '2024-11-05',
          source_id
        }))
    )
    .execute()
  const seats: readonly (readonly [string, DelegationCapacity])[] = [
    ...['komnas-ham', 'suhakam', 'chrp'].map((id) => [id, 'nhri'] as const),
    ...CSOS.map((id) => [id, 'cso'] as const),
    ...OBSERVERS.map((id) => [id, 'university'] as const)
  ]
  await db
    .insertInto('delegation')
    .values(seats.map(([body_id, capacity]) => ({ dialogue_id: 'ahrd-7', body_id, capacity, source_id })))
    .execute()
}

/** Opens the meeting of the 7th Dialogue, as the secretariat would. */
export async function openTheMeeting(hall: TestHall): Promise<void> {
  await hall.db
    .insertInto('meeting')
    .values({ id: 'ahrd-7', dialogue_id: 'ahrd-7' })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Sends a command as the page of this person does. */
export async function command(
  visitor: Visitor,
  command: Record<string, unknown>
): Promise<{ status: number; answer: Record<string, unknown> }> {
  return visitor.page.evaluate(async (command) => {
    const response = await fetch('/floor/ahrd-7/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command, commandId: `t${Math.random()}${Date.now()}` })
    })
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
  }, command)
}
