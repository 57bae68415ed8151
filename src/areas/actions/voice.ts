import { holds, isHeld, isReporting, type Actor } from '#areas/people/actor.ts'
import type { BodyKind } from '#areas/tables.ts'

export interface OwnBody {
  readonly id: string
  readonly kind: BodyKind
}

/** Bodies that have no focal point of their own in the hall: the secretariat writes for them. */
export const SECRETARIAT_WRITES_FOR: readonly BodyKind[] = ['commission', 'sectoral-body']

/**
 * Whether this person says on that day what a body does: a main or alternate focal point for their own State, the people
 * of an NHRI or a CSO for theirs (its accreditation is asked for apart), the secretariat for ASEAN's commission and
 * sectoral bodies.
 */
export function speaksFor(actor: Actor, on: string, body: OwnBody): boolean {
  if (actor.kind !== 'account') return false
  if (SECRETARIAT_WRITES_FOR.includes(body.kind)) return holds(actor, 'secretariat', on)
  return actor.mandates.some(
    (mandate) =>
      mandate.bodyId === body.id &&
      isHeld(mandate, on) &&
      ((body.kind === 'state' && isReporting(mandate)) ||
        (body.kind === 'nhri' && mandate.role === 'nhri') ||
        (body.kind === 'cso' && mandate.role === 'cso'))
  )
}
