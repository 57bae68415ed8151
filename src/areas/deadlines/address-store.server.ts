import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'

/** The secret part of a calendar's address: 256 bits, of which the hall keeps the hash alone. */
const SECRET_bytes = 32
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

export async function newAddress(tx: Transaction<Database>, accountId: string, at: Date): Promise<string> {
  const token = randomBytes(SECRET_bytes).toString('base64url')
  await tx
    .insertInto('calendar_address')
    .values({ account_id: accountId, token_hash: hashOf(token), made_at: at })
    .execute()
  return token
}

/** Ends every address of a person that stands; false where none did. */
export async function endAddress(tx: Transaction<Database>, accountId: string, at: Date): Promise<boolean> {
  // Two windows that make an address at once: the second waits here, and ends what the first made.
  await sql`select from account where id = ${accountId} for no key update`.execute(tx)
  const { rows } = await sql`
    insert into calendar_address_end (address_id, ended_at)
    select a.id, ${at} from calendar_address a where a.account_id = ${accountId}
      and not exists (select from calendar_address_end e where e.address_id = a.id)
    returning address_id`.execute(tx)
  return rows.length > 0
}

/** When the address that stands was made; undefined where a person has none. */
export async function addressMadeAt(db: Kysely<Database>, accountId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ made_at: Date }>`
    select a.made_at from calendar_address a where a.account_id = ${accountId}
      and not exists (select from calendar_address_end e where e.address_id = a.id)`.execute(db)
  return rows[0]?.made_at
}

/** Whose calendar a token opens, while its address stands. */
export async function accountOfToken(db: Kysely<Database>, token: string): Promise<string | undefined> {
  const { rows } = await sql<{ account_id: string }>`
    select a.account_id from calendar_address a where a.token_hash = ${hashOf(token)}
      and not exists (select from calendar_address_end e where e.address_id = a.id)`.execute(db)
  return rows[0]?.account_id
}
