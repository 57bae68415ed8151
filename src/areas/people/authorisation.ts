import { refuse, type Refusal } from '#platform/refusal.ts'
import type { Actor } from './actor.ts'

export interface Asked {
  readonly actor: Actor
  /** the day as of which mandates count, 'YYYY-MM-DD' */
  readonly on: string
  readonly subject?: unknown
}

/** True allows; a refusal says why not in the person's language; false denies without more. */
export type Rule = (asked: Asked) => boolean | Refusal

/** Permission ('documents.receive') to rule. What no rule names is denied. */
export type Policy = Readonly<Record<string, Rule>>

/** The one authorisation call. Returns null when allowed. */
export function authorise(policy: Policy, permission: string, asked: Asked): Refusal | null {
  const rule = Object.hasOwn(policy, permission) ? policy[permission] : undefined
  const answer = rule ? rule(asked) : false
  if (answer === true) return null
  if (answer !== false) return answer
  return refuse(asked.actor.kind === 'visitor' ? 'shell.refused_visitor' : 'shell.refused_role')
}
