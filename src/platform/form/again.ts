import { fail, type ActionFailure } from '@sveltejs/kit'
import type { Refusal } from '#platform/refusal.ts'
import type { Given } from './form.ts'

// What a page gets when its form couldn't be saved: what was typed is in it, always.

interface Again {
  readonly given: Given
  readonly faults: readonly Refusal[]
  readonly stands?: undefined
}

interface Merge<Stands> {
  readonly given: Given
  readonly faults: readonly Refusal[]
  /** what somebody else made of the same thing meanwhile */
  readonly stands: Stands | undefined
}

/** The form once more, with what is wrong with it. */
export function again(given: Given, faults: readonly Refusal[]): ActionFailure<Again> {
  return fail(400, { given, faults })
}

/** The form once more, below what stands now. Saving it puts that right: `corrects` is its number. */
export function merge<Stands>(
  given: Given,
  stands: Stands | undefined,
  corrects: string | number
): ActionFailure<Merge<Stands>> {
  return fail(409, { given: { ...given, corrects: String(corrects) }, faults: [], stands })
}
