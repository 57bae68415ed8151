/** Who acts. Roles are held by dated mandates: every question about a role is asked as of a day. */
export type Role = 'secretariat' | 'chair' | 'representative' | 'focal-point' | 'nhri' | 'cso' | 'observer'

/** SIMORE Plus: the main focal point reports, the alternate stands in, the validating one signs off. */
export type Duty = 'main' | 'alternate' | 'validating'

export interface Mandate {
  readonly role: Role
  /** the State, NHRI, CSO or body it is held for; null for the secretariat */
  readonly bodyId: string | null
  readonly duty: Duty | null
  readonly since: string
  /** first day on which it is no longer held; null while it is */
  readonly until: string | null
}

export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'account'; readonly id: string; readonly name: string; readonly mandates: readonly Mandate[] }
  /** the hall itself: jobs, the command line */
  | { readonly kind: 'system'; readonly name: string }

export const VISITOR: Actor = { kind: 'visitor' }

export function isHeld(mandate: Mandate, on: string): boolean {
  return mandate.since <= on && (mandate.until === null || on < mandate.until)
}

/** Whether this actor holds the role on that day, for that body if one is named. */
export function holds(actor: Actor, role: Role, on: string, bodyId?: string): boolean {
  return (
    actor.kind === 'account' &&
    actor.mandates.some((m) => m.role === role && isHeld(m, on) && (bodyId === undefined || m.bodyId === bodyId))
  )
}

/** The main focal point and the alternate report; the validating one signs off, and says nothing else. */
export function isReporting({ role, duty }: Pick<Mandate, 'role' | 'duty'>): boolean {
  return role === 'focal-point' && (duty === 'main' || duty === 'alternate')
}

/** Whether this person reports and answers for that State, or other addressee, on that day. */
export function reportsFor(actor: Actor, on: string, bodyId: string): boolean {
  return (
    actor.kind === 'account' &&
    actor.mandates.some((mandate) => isReporting(mandate) && mandate.bodyId === bodyId && isHeld(mandate, on))
  )
}

export function actorName(actor: Actor): string {
  return actor.kind === 'visitor' ? 'visitor' : actor.name
}
