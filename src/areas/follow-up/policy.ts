import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { secretariatOrHall } from '#areas/people/rules.ts'
import { refuse } from '#platform/refusal.ts'
import { positionsPolicy } from './positions-policy.ts'
import { maySignOff, voicesAbout, type Voice } from './voice.ts'

/** What is asked about somebody who would speak on a track. */
export interface Speaking extends Voice {
  readonly aboutBodyId: string
  /** the State of each NHRI */
  readonly stateOf: ReadonlyMap<string, string>
  /** false where the voice is of a CSO whose accreditation doesn't stand on that day */
  readonly accredited: boolean
}

/** What is asked about somebody who would sign a State's report off. */
export interface SigningOff {
  readonly aboutBodyId: string
  readonly reportedBy: string
}

export const inOwnName: Rule = ({ actor, on, subject }) => {
  const asked = subject as Speaking | undefined
  if (!asked) return false
  const voices = voicesAbout(actor, on, asked.aboutBodyId, asked.stateOf)
  if (!voices.some(({ track, by }) => track === asked.track && by === asked.by)) return false
  return asked.accredited ? true : refuse('follow-up.accreditation_missing')
}

export const policy: Policy = {
  ...positionsPolicy,
  // The consultation itself is the States' own; the secretariat writes down what came of it, with its source.
  'follow-up.record-stage': secretariatOrHall,
  'follow-up.report': inOwnName,
  'follow-up.assess': inOwnName,
  'follow-up.retract': inOwnName,
  'follow-up.sign-off': ({ actor, on, subject }) => {
    const asked = subject as SigningOff | undefined
    return asked !== undefined && maySignOff(actor, on, asked.aboutBodyId, asked.reportedBy)
  }
}
