import { refuse, type Refusal } from '#platform/refusal.ts'
import { isHeld, type Duty, type Mandate, type Role } from './actor.ts'

export const ROLES: readonly Role[] = [
  'secretariat',
  'chair',
  'representative',
  'focal-point',
  'nhri',
  'cso',
  'observer'
]
export const INVITATION_STANDS_days = 14

export const DUTIES: readonly Duty[] = ['main', 'alternate', 'validating']

/** What a mandate is granted for, as the secretariat writes it down. */
export interface Grant extends Mandate {
  /** the letter or decision it rests on */
  readonly reason: string
}

/** The kinds of body for which a role is held; none: it is held for no body. Chair and observer may go without. */
const BODY_KINDS: Readonly<Record<Role, readonly string[]>> = {
  secretariat: [],
  chair: ['commission'],
  representative: ['state'],
  'focal-point': ['state'],
  nhri: ['nhri'],
  cso: ['cso'],
  observer: ['university', 'organisation', 'sectoral-body', 'cso', 'nhri', 'state', 'other']
}
const MAY_LACK_BODY: readonly Role[] = ['secretariat', 'chair', 'observer']

/**
 * Why a mandate can't be granted as written, or null. `bodyKind` is the kind of the body it names (undefined: no such
 * body); `standing` are the mandates that the person has already.
 */
export function grantFault(grant: Grant, bodyKind: string | undefined, standing: readonly Mandate[]): Refusal | null {
  if (
    grant.role === 'secretariat' ? grant.bodyId !== null : grant.bodyId === null && !MAY_LACK_BODY.includes(grant.role)
  ) {
    return refuse(grant.bodyId === null ? 'people.body_missing' : 'people.body_not_wanted', undefined, 'bodyId')
  }
  if (grant.bodyId !== null && !BODY_KINDS[grant.role].includes(bodyKind ?? '')) {
    return refuse('people.body_wrong', undefined, 'bodyId')
  }
  if (grant.role === 'focal-point' && grant.duty === null) return refuse('people.duty_missing', undefined, 'duty')
  if (grant.role !== 'focal-point' && grant.duty !== null) return refuse('people.duty_not_wanted', undefined, 'duty')
  if (grant.until !== null && grant.until <= grant.since) return refuse('people.until_too_early', undefined, 'until')
  if (standing.some((held) => sameOffice(held, grant) && overlap(held, grant))) {
    return refuse('people.mandate_held_already', undefined, 'role')
  }
  return null
}

/** Why a mandate can't be ended on that day (the first on which it is no longer held), or null. */
export function endFault(mandate: Mandate, until: string): Refusal | null {
  if (until <= mandate.since) return refuse('people.end_before_begin', undefined, 'until')
  if (mandate.until !== null && until >= mandate.until) return refuse('people.ended_already', undefined, 'until')
  return null
}

/**
 * A hall must keep somebody who can let others in. `others` are the standing secretariat mandates without the one that
 * would go: one of them must be held on that day and have no end.
 */
export function lastSecretariatFault(others: readonly Mandate[], from: string): Refusal | null {
  const stays = others.some((m) => m.role === 'secretariat' && isHeld(m, from) && m.until === null)
  return stays ? null : refuse('people.last_secretariat')
}

function sameOffice(one: Mandate, other: Mandate): boolean {
  return one.role === other.role && one.bodyId === other.bodyId && one.duty === other.duty
}

function overlap(one: Mandate, other: Mandate): boolean {
  return (other.until === null || one.since < other.until) && (one.until === null || other.since < one.until)
}
