import { isHeld, isReporting, type Actor, type Mandate } from '#areas/people/actor.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

/** The States and NHRIs in whose name a person shares good practices on a day. */
export function sharesFor(actor: Actor, on: string): string[] {
  if (actor.kind !== 'account') return []
  const bodies = actor.mandates.filter((mandate) => isHeld(mandate, on) && speaks(mandate)).map(({ bodyId }) => bodyId!)
  return [...new Set(bodies)].sort()
}

/** Focal points who report, representatives, NHRIs. A validating focal point signs off and shares nothing. */
function speaks(mandate: Mandate): boolean {
  if (mandate.bodyId === null) return false
  return mandate.role === 'representative' || mandate.role === 'nhri' || isReporting(mandate)
}

/** One wording of a practice, as far as the order of wordings goes. */
export interface Wording {
  readonly id: number
  readonly corrects: number | null
}

/** The wording that stands: the one that no later one takes the place of. */
export function standingWording<W extends Wording>(wordings: readonly W[]): W | undefined {
  const corrected = new Set(wordings.map(({ corrects }) => corrects))
  return wordings.find(({ id }) => !corrected.has(id))
}

/** The newest first, following who took whose place, in whatever order they were read. */
export function history<W extends Wording>(wordings: readonly W[]): W[] {
  const ordered: W[] = []
  for (let at = standingWording(wordings); at; at = wordings.find(({ id }) => id === ordered.at(-1)!.corrects)) {
    ordered.push(at)
  }
  return ordered
}

/** Why a practice can't be put right so, or null. `before` is the wording that the writer had before them. */
export function changeFault(
  wordings: readonly Wording[],
  before: number,
  withdrawn: boolean,
  practiceId: number
): Refusal | null {
  if (withdrawn) return refuse('practices.withdrawn_already')
  const stands = standingWording(wordings)
  if (!stands || !wordings.some(({ id }) => id === before)) return refuse('practices.missing', { practice: practiceId })
  return stands.id === before ? null : refuse('practices.changed_meanwhile', { wording: stands.id })
}
