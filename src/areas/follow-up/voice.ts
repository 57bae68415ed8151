import { isHeld, type Actor, type Duty } from '#areas/people/actor.ts'
import type { Track } from './tracks.ts'

/** In whose name somebody speaks about how a recommendation is carried out. */
export interface Voice {
  readonly track: Track
  readonly by: string
}

const REPORTING: readonly (Duty | null)[] = ['main', 'alternate']

/**
 * The voices that a person has about one addressee on a day. A main or alternate focal point reports for their own
 * State; an NHRI assesses its own State, a CSO any (its accreditation is asked for apart), the chair speaks for the body.
 * `stateOf` tells the State of an NHRI.
 */
export function voicesAbout(
  actor: Actor,
  on: string,
  aboutBodyId: string,
  stateOf: ReadonlyMap<string, string>
): readonly Voice[] {
  if (actor.kind !== 'account') return []
  return actor.mandates.flatMap((mandate): Voice[] => {
    const by = mandate.bodyId
    if (by === null || !isHeld(mandate, on)) return []
    if (mandate.role === 'focal-point') {
      return by === aboutBodyId && REPORTING.includes(mandate.duty) ? [{ track: 'state', by }] : []
    }
    if (mandate.role === 'nhri') return stateOf.get(by) === aboutBodyId ? [{ track: 'stakeholder', by }] : []
    if (mandate.role === 'cso') return [{ track: 'stakeholder', by }]
    return mandate.role === 'chair' && by !== aboutBodyId ? [{ track: 'body', by }] : []
  })
}

/** Whether this person signs off what is reported for that body. Nobody signs off their own report. */
export function maySignOff(actor: Actor, on: string, aboutBodyId: string, reportedBy: string): boolean {
  return (
    actor.kind === 'account' &&
    actor.id !== reportedBy &&
    actor.mandates.some(
      (m) => m.role === 'focal-point' && m.duty === 'validating' && m.bodyId === aboutBodyId && isHeld(m, on)
    )
  )
}
