import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { act, type Context } from '#areas/act.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { BASE_LOCALE, isLocale } from '#platform/i18n/locales.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import {
  answerInvitation,
  insertInvitation,
  invitationById,
  invitationBySecret,
  newSecret
} from './invitations.server.ts'
import { invitationFault } from './invitation.ts'
import { mailInvitation } from './mail.server.ts'
import { endFault, grantFault, INVITATION_STANDS_days, lastSecretariatFault, type Grant } from './mandate.ts'
import { passwordFault } from './password.ts'
import {
  accountByEmail,
  accountById,
  bodyKind,
  insertAccount,
  insertPassword,
  mandatesOf,
  mandatesOfRole,
  recordMandate,
  standingMandate,
  updateProfile
} from './store.server.ts'

const A_DAY_ms = 24 * 60 * 60 * 1000

function granter({ actor }: Context): string | null {
  return actor.kind === 'account' ? actor.id : null
}

/** Invites someone by mail to a mandate. Returns the link, which nobody can read again later: the hall keeps a hash. */
export async function invite(
  context: Context,
  origin: string,
  invited: { email: string; name: string; locale: string; grant: Grant }
): Promise<{ id: number; link: string } | Refusal> {
  return act(context, 'people.invite', undefined, async (tx) => {
    const { grant } = invited
    if (await accountByEmail(tx, invited.email)) return refuse('people.email_known', undefined, 'email')
    const fault = grantFault(grant, grant.bodyId === null ? undefined : await bodyKind(tx, grant.bodyId), [])
    if (fault) return fault
    const { secret, hash } = newSecret()
    const expires = new Date(context.now.getTime() + INVITATION_STANDS_days * A_DAY_ms)
    const id = await insertInvitation(tx, hash, { ...invited, by: granter(context), at: context.now, expires })
    const link = `${origin}/invitation/${secret}`
    const locale = isLocale(invited.locale) ? invited.locale : BASE_LOCALE
    await mailInvitation(tx, { recipient: invited.email, name: invited.name, locale, link, expires }, context.now)
    return {
      result: { id, link },
      audit: { subjectKind: 'invitation', subjectId: String(id), details: { email: invited.email, ...officeOf(grant) } }
    }
  })
}

export async function withdrawInvitation(context: Context, id: number): Promise<null | Refusal> {
  return act(context, 'people.withdraw-invitation', undefined, async (tx) => {
    const invitation = await invitationById(tx, id)
    if (!invitation) return refuse('people.invitation_missing')
    if (!(await answerInvitation(tx, id, 'withdrawn', null, context.now))) return refuse('people.invitation_answered')
    return {
      result: null,
      audit: { subjectKind: 'invitation', subjectId: String(id), details: { email: invitation.email ?? '' } }
    }
  })
}

/** Makes the account and its first mandate out of an invitation, once. Returns the account's id. */
export async function acceptInvitation(
  context: Context,
  secret: string,
  person: { name: string; email: string; password: string }
): Promise<{ accountId: string } | Refusal> {
  // The hash takes a good part of a second: made before the transaction, so that no connection waits for it.
  const hash = await hashPassword(person.password)
  return act(context, 'people.accept-invitation', undefined, async (tx) => {
    const invitation = await invitationBySecret(tx, secret)
    const closed = invitationFault(invitation, context.now)
    if (closed || !invitation) return closed ?? refuse('people.invitation_missing')
    const email = (invitation.email ?? person.email).toLowerCase()
    const weak = passwordFault(person.password, [person.name, email])
    if (weak) return weak
    if (await accountByEmail(tx, email)) return refuse('people.email_known', undefined, 'email')
    const accountId = randomUUID()
    await insertAccount(tx, {
      id: accountId,
      name: person.name,
      email,
      locale: invitation.locale,
      // The link came by mail to this address; the first link of a hall didn't.
      verified: invitation.email !== null,
      at: context.now
    })
    await insertPassword(tx, { id: randomUUID(), accountId, hash, at: context.now })
    await recordMandate(tx, accountId, invitation, { grantedBy: null, at: context.now })
    if (!(await answerInvitation(tx, invitation.id, 'accepted', accountId, context.now))) {
      return refuse('people.invitation_answered')
    }
    return {
      result: { accountId },
      audit: { subjectKind: 'account', subjectId: accountId, details: { name: person.name, ...officeOf(invitation) } }
    }
  })
}

export async function grantMandate(
  context: Context,
  accountId: string,
  grant: Grant
): Promise<{ id: number } | Refusal> {
  return act(context, 'people.grant-mandate', undefined, async (tx) => {
    const account = await accountById(tx, accountId)
    if (!account) return refuse('people.account_missing')
    const kind = grant.bodyId === null ? undefined : await bodyKind(tx, grant.bodyId)
    const fault = grantFault(grant, kind, await mandatesOf(tx, accountId))
    if (fault) return fault
    const id = await recordMandate(tx, accountId, grant, { grantedBy: granter(context), at: context.now })
    return {
      result: { id },
      audit: { subjectKind: 'account', subjectId: accountId, details: { name: account.name, ...officeOf(grant) } }
    }
  })
}

/** Ends a mandate: `until` is the first day on which it is no longer held. The first row stays as it was written. */
export async function endMandate(
  context: Context,
  id: number,
  end: { until: string; reason: string }
): Promise<{ accountId: string } | Refusal> {
  return changeMandate(context, 'people.end-mandate', id, end.until, { ...end, withdrawn: false })
}

/** Takes a mandate back as granted by mistake: it counts as never held. */
export async function withdrawMandate(
  context: Context,
  id: number,
  reason: string
): Promise<{ accountId: string } | Refusal> {
  return changeMandate(context, 'people.withdraw-mandate', id, dayOf(context.now), { reason, withdrawn: true })
}

async function changeMandate(
  context: Context,
  permission: string,
  id: number,
  from: string,
  change: { until?: string; reason: string; withdrawn: boolean }
): Promise<{ accountId: string } | Refusal> {
  return act(context, permission, undefined, async (tx) => {
    const mandate = await standingMandate(tx, id)
    if (!mandate) return refuse('people.mandate_missing')
    const fault = change.until === undefined ? null : endFault(mandate, change.until)
    if (fault) return fault
    if (mandate.role === 'secretariat') {
      const last = lastSecretariatFault(
        (await mandatesOfRole(tx, 'secretariat')).filter((m) => m.id !== id),
        from
      )
      if (last) return last
    }
    const account = await accountById(tx, mandate.accountId)
    await recordMandate(
      tx,
      mandate.accountId,
      { ...mandate, until: change.until ?? mandate.until, reason: change.reason },
      { grantedBy: granter(context), corrects: id, withdrawn: change.withdrawn, at: context.now }
    )
    return {
      result: { accountId: mandate.accountId },
      audit: {
        subjectKind: 'account',
        subjectId: mandate.accountId,
        details: {
          name: account?.name ?? '',
          ...officeOf(mandate),
          reason: change.reason,
          ...(change.until && { until: change.until })
        }
      }
    }
  })
}

export async function changeProfile(
  context: Context,
  accountId: string,
  profile: { name: string; locale: string; timeZone: string }
): Promise<null | Refusal> {
  return act(context, 'people.change-own-account', { accountId }, async (tx) => {
    await updateProfile(tx, accountId, { ...profile, at: context.now })
    return { result: null, audit: { subjectKind: 'account', subjectId: accountId, details: { change: 'profile' } } }
  })
}

export type AccountChange =
  | 'password'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'recovery-codes'
  | 'passkey-added'
  | 'passkey-removed'
  | 'signed-out-everywhere'

/**
 * A change that better-auth makes in its own tables (`change` asks it, and returns a refusal or null), with its audit
 * row. The change is asked for inside the row's transaction: no row tells of a change that was refused.
 */
export async function changeOwnAccount(
  context: Context,
  accountId: string,
  what: AccountChange,
  change: () => Promise<Refusal | null>
): Promise<null | Refusal> {
  return act(context, 'people.change-own-account', { accountId }, async () => {
    const refusal = await change()
    if (isRefusal(refusal)) return refusal
    return { result: null, audit: { subjectKind: 'account', subjectId: accountId, details: { change: what } } }
  })
}

export type SignInWay = 'password' | 'second-factor' | 'recovery-code' | 'passkey' | 'oidc'

/** Leaves an audit row for a session that was opened. A password alone opens none where a second step is on. */
export async function recordSignIn(db: Context['db'], accountId: string, way: SignInWay, now: Date): Promise<void> {
  const account = await accountById(db, accountId)
  if (!account || (way === 'password' && account.secondFactor)) return
  const actor = { kind: 'account', id: account.id, name: account.name, mandates: [] } as const
  await act({ db, actor, now }, 'people.sign-in', undefined, async () => ({
    result: null,
    audit: { subjectKind: 'account', subjectId: account.id, details: { way } }
  }))
}

function officeOf({ role, bodyId, duty, since, until }: Omit<Grant, 'reason'>): Record<string, unknown> {
  return { role, ...(bodyId && { body: bodyId }), ...(duty && { duty }), since, ...(until && { until }) }
}
