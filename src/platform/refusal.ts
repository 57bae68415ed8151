/**
 * An expected "no": what a person asked for can't be done, and why. Returned, never thrown; bugs are thrown.
 * `refused` is a message key, so that the reason can be said in every language; `field` names the form field it
 * belongs to.
 */
export interface Refusal {
  readonly refused: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly field?: string
}

export function refuse(refused: string, values?: Refusal['values'], field?: string): Refusal {
  return { refused, ...(values && { values }), ...(field && { field }) }
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && typeof (outcome as Refusal).refused === 'string'
}
