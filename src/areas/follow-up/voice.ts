import { isHeld, isReporting, type Actor, type Mandate } from '#areas/people/actor.ts'
import type { Track } from './tracks.ts'

/** In whose name somebody speaks about how a recommendation is carried out. */
export interface Voice {
  readonly track: Track
  readonly by: string
}

/** The voice that a mandate gives its holder about one State or another; null where it gives none. */
export function voiceOf(mandate: Mandate): Voice | null {
  const by = mandate.bodyId
  if (by === null) return null
  if (isReporting(mandate)) return { track: 'state', by }
  if (mandate.role === 'nhri' || mandate.role === 'cso') return { track: 'stakeholder', by }
  return mandate.role === 'chair' ? { track: 'body', by } : null
}

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
  return actor.mandates.flatMap((mandate) => {
    const voice = isHeld(mandate, on) ? voiceOf(mandate) : null
    if (!voice) return []
    const about = {
      state: voice.by === aboutBodyId,
      stakeholder: mandate.role === 'cso' || stateOf.get(voice.by) === aboutBodyId,
      body: voice.by !== aboutBodyId
    }
    return about[voice.track] ? [voice] : []
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
