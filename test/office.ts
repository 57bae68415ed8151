import type { Actor, Duty, Role } from '#areas/people/actor.ts'
import { cast } from '#areas/people/opening.server.ts'

/** A member of the cast, or one of them in another office. */
export function inOffice(id: string, office?: { role: Role; bodyId: string | null; duty?: Duty }): Actor {
  const member = cast().find((one) => one.id === id)!
  const { role, bodyId, duty } = { duty: null, ...(office ?? member) }
  return {
    kind: 'account',
    id,
    name: member.name,
    mandates: [{ role, bodyId, duty, since: '2025-01-01', until: null }]
  }
}

/** What was done; a refusal is an error here. */
export async function done<T>(outcome: Promise<T>): Promise<Exclude<T, { refused: string }>> {
  const told = await outcome
  if (told && typeof told === 'object' && 'refused' in told) throw new Error(String(told.refused))
  return told as Exclude<T, { refused: string }>
}
