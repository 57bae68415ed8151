import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Grant } from './mandate.ts'

type Reader = Kysely<Database> | Transaction<Database>

export interface Invitation extends Grant {
  readonly id: number
  readonly email: string | null
  readonly name: string | null
  readonly locale: string
  readonly bodyName: Localised | null
  readonly invitedAt: Date
  readonly expiresAt: Date
  readonly answer: 'accepted' | 'withdrawn' | null
}

/** The secret part of an invitation's link: 256 bits, of which the hall keeps the hash alone. */
export function newSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export async function insertInvitation(
  tx: Transaction<Database>,
  hash: string,
  given: {
    email: string | null
    name: string | null
    locale: string
    grant: Grant
    by: string | null
    at: Date
    expires: Date
  }
): Promise<number> {
  const { grant } = given
  const { id } = await tx
    .insertInto('invitation')
    .values({
      token_hash: hash,
      email: given.email?.toLowerCase() ?? null,
      name: given.name,
      role: grant.role,
      body_id: grant.bodyId,
      duty: grant.duty,
      since: grant.since,
      until: grant.until,
      reason: grant.reason,
      locale: given.locale,
      invited_by: given.by,
      invited_at: given.at,
      expires_at: given.expires
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function invitations(db: Reader) {
  return db
    .selectFrom('invitation as i')
    .leftJoin('invitation_answer as a', 'a.invitation_id', 'i.id')
    .leftJoin('body', 'body.id', 'i.body_id')
    .select([
      'i.id',
      'i.email',
      'i.name',
      'i.locale',
      'i.role',
      'i.body_id as bodyId',
      'i.duty',
      'i.since',
      'i.until',
      'i.reason',
      'i.invited_at as invitedAt',
      'i.expires_at as expiresAt',
      'body.name as bodyName',
      'a.answer'
    ])
}

export async function invitationBySecret(db: Reader, secret: string): Promise<Invitation | undefined> {
  return invitations(db).where('i.token_hash', '=', hashOf(secret)).executeTakeFirst()
}

export async function invitationById(db: Reader, id: number): Promise<Invitation | undefined> {
  return invitations(db).where('i.id', '=', id).executeTakeFirst()
}

/** Those that wait for an answer, newest first. */
export async function openInvitations(db: Reader, now: Date): Promise<Invitation[]> {
  return invitations(db).where('a.answer', 'is', null).where('i.expires_at', '>', now).orderBy('i.id', 'desc').execute()
}

/** Writes the answer down once; false when there was one already (two windows, one link). */
export async function answerInvitation(
  tx: Transaction<Database>,
  id: number,
  answer: 'accepted' | 'withdrawn',
  accountId: string | null,
  at: Date
): Promise<boolean> {
  const written = await tx
    .insertInto('invitation_answer')
    .values({ invitation_id: id, answer, account_id: accountId, answered_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(written.numInsertedOrUpdatedRows) === 1
}
