import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Mandate, Role } from './actor.ts'
import type { Grant } from './mandate.ts'

type Reader = Kysely<Database> | Transaction<Database>

export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly locale: string
  readonly timeZone: string
  readonly secondFactor: boolean
}

export interface MandateRow extends Mandate {
  readonly id: number
  readonly accountId: string
  readonly reason: string
  readonly bodyName: Localised | null
}

/** One row of a mandate's history, as it was written, whether it still stands or not. */
export interface MandateFact extends MandateRow {
  readonly corrects: number | null
  readonly withdrawn: boolean
  readonly standing: boolean
  readonly grantedBy: string | null
  readonly recordedAt: Date
}

export async function mandatesOf(db: Reader, accountId: string): Promise<MandateRow[]> {
  return standingMandates(db).where('m.account_id', '=', accountId).orderBy('m.since').orderBy('m.id').execute()
}

export async function mandatesOfRole(db: Reader, role: Role): Promise<MandateRow[]> {
  return standingMandates(db).where('m.role', '=', role).execute()
}

export async function standingMandate(db: Reader, id: number): Promise<MandateRow | undefined> {
  return standingMandates(db).where('m.id', '=', id).executeTakeFirst()
}

function standingMandates(db: Reader) {
  return db
    .selectFrom('standing_mandate as m')
    .leftJoin('body', 'body.id', 'm.body_id')
    .select([
      'm.id',
      'm.account_id as accountId',
      'm.role',
      'm.body_id as bodyId',
      'm.duty',
      'm.since',
      'm.until',
      'm.reason',
      'body.name as bodyName'
    ])
}

export async function mandateFacts(db: Reader, accountId: string): Promise<MandateFact[]> {
  return db
    .selectFrom('mandate as m')
    .leftJoin('body', 'body.id', 'm.body_id')
    .leftJoin('account as by', 'by.id', 'm.granted_by')
    .select((eb) => [
      'm.id',
      'm.account_id as accountId',
      'm.role',
      'm.body_id as bodyId',
      'm.duty',
      'm.since',
      'm.until',
      'm.reason',
      'm.corrects',
      'm.withdrawn',
      'm.recorded_at as recordedAt',
      'by.name as grantedBy',
      'body.name as bodyName',
      eb
        .exists(eb.selectFrom('standing_mandate as s').select('s.id').whereRef('s.id', '=', 'm.id'))
        .$castTo<boolean>()
        .as('standing')
    ])
    .where('m.account_id', '=', accountId)
    .orderBy('m.id', 'desc')
    .execute()
}

export async function recordMandate(
  tx: Transaction<Database>,
  accountId: string,
  grant: Grant,
  by: { readonly grantedBy: string | null; readonly corrects?: number; readonly withdrawn?: boolean; readonly at: Date }
): Promise<number> {
  const { id } = await tx
    .insertInto('mandate')
    .values({
      account_id: accountId,
      role: grant.role,
      body_id: grant.bodyId,
      duty: grant.duty,
      since: grant.since,
      until: grant.until,
      reason: grant.reason,
      granted_by: by.grantedBy,
      corrects: by.corrects ?? null,
      withdrawn: by.withdrawn ?? false,
      recorded_at: by.at
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const ACCOUNT = [
  'account.id',
  'account.name',
  'account.email',
  'account.locale',
  'account.time_zone as timeZone',
  'account.two_factor_enabled as secondFactor'
] as const

export async function accountById(db: Reader, id: string): Promise<Account | undefined> {
  return db.selectFrom('account').select(ACCOUNT).where('id', '=', id).executeTakeFirst()
}

export async function accountByEmail(db: Reader, email: string): Promise<Account | undefined> {
  return db.selectFrom('account').select(ACCOUNT).where('email', '=', email.toLowerCase()).executeTakeFirst()
}

export const PEOPLE_ON_A_PAGE = 50

/** People by name, with what they were looked for: words of name or address, a role held on that day. */
export async function listAccounts(
  db: Reader,
  asked: { readonly words: string; readonly role: Role | null; readonly on: string; readonly page: number }
): Promise<{ people: Account[]; total: number }> {
  let found = db.selectFrom('account')
  if (asked.words) {
    const like = `%${asked.words.replace(/[\\%_]/g, '\\$&')}%`
    found = found.where((eb) => eb.or([eb('account.name', 'ilike', like), eb('account.email', 'ilike', like)]))
  }
  if (asked.role) {
    found = found.where('account.id', 'in', (eb) =>
      eb
        .selectFrom('standing_mandate as m')
        .select('m.account_id')
        .where('m.role', '=', asked.role!)
        .where('m.since', '<=', asked.on)
        .where((held) => held.or([held('m.until', 'is', null), held('m.until', '>', asked.on)]))
    )
  }
  const { total } = await found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  const people = await found
    .select(ACCOUNT)
    .orderBy('account.name')
    .orderBy('account.id')
    .limit(PEOPLE_ON_A_PAGE)
    .offset((asked.page - 1) * PEOPLE_ON_A_PAGE)
    .execute()
  return { people, total }
}

export async function mandatesOfMany(db: Reader, accountIds: readonly string[]): Promise<MandateRow[]> {
  if (accountIds.length === 0) return []
  return standingMandates(db).where('m.account_id', 'in', accountIds).orderBy('m.since').execute()
}

export async function bodyKind(db: Reader, id: string): Promise<string | undefined> {
  return (await db.selectFrom('body').select('kind').where('id', '=', id).executeTakeFirst())?.kind
}

/** Every body a mandate can be held for. */
export async function listBodies(db: Reader): Promise<{ id: string; kind: string; name: Localised }[]> {
  return db
    .selectFrom('body')
    .select(['id', 'kind', 'name'])
    .orderBy(sql`name ->> 'en'`)
    .execute()
}

export async function insertAccount(
  tx: Transaction<Database>,
  account: { id: string; name: string; email: string; locale: string; timeZone?: string; verified: boolean; at: Date }
): Promise<void> {
  await tx
    .insertInto('account')
    .values({
      id: account.id,
      name: account.name,
      email: account.email.toLowerCase(),
      email_verified: account.verified,
      locale: account.locale,
      ...(account.timeZone && { time_zone: account.timeZone }),
      created_at: account.at,
      updated_at: account.at
    })
    .execute()
}

export async function insertPassword(
  tx: Transaction<Database>,
  credential: { id: string; accountId: string; hash: string; at: Date }
): Promise<void> {
  await tx
    .insertInto('account_credential')
    .values({
      id: credential.id,
      account_id: credential.accountId,
      provider_id: 'credential',
      provider_account_id: credential.accountId,
      password: credential.hash,
      created_at: credential.at,
      updated_at: credential.at
    })
    .execute()
}

export async function updateProfile(
  tx: Transaction<Database>,
  accountId: string,
  profile: { name: string; locale: string; timeZone: string; at: Date }
): Promise<void> {
  await tx
    .updateTable('account')
    .set({ name: profile.name, locale: profile.locale, time_zone: profile.timeZone, updated_at: profile.at })
    .where('id', '=', accountId)
    .execute()
}
