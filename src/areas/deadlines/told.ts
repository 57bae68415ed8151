import type { Due } from './due.ts'
import type { Level, Why } from './recipients.ts'

/** Something that is due, as one person is told of it: in which place, and why. */
export interface Told {
  readonly due: Due
  readonly level: Level
  readonly why: Why
}

/** Several things that are told as one; never empty. */
export type Bundle = readonly [Told, ...Told[]]

/**
 * What belongs together in a mail or on a desk, in the order in which it came: for the secretariat, the addressees that
 * owe a report, or a reply, on one recommendation by one day. Everything else stands alone.
 */
export function bundles(told: readonly Told[]): Bundle[] {
  const found = new Map<string, [Told, ...Told[]]>()
  for (const one of told) {
    const { kind, reference, dueOn, thing } = one.due
    const together = one.level === 'secretariat' && (kind === 'report' || kind === 'reply')
    const key = together ? `${kind} ${reference} ${dueOn} ${one.why}` : thing
    const known = found.get(key)
    if (known) known.push(one)
    else found.set(key, [one])
  }
  return [...found.values()]
}
