import { z } from 'zod'
import type { Modality } from './modality.ts'

// What is tried differs from what is written by the address alone: nothing is saved, and it can be sent to a colleague.

export interface TrialQuery {
  /** of a hundred who may speak, so many are expected to */
  readonly percent: number
  /** seconds, by the key of a segment */
  readonly limits: ReadonlyMap<string, number>
}

/** Without an answer of an earlier edition to go by, half is as good a guess as any: the page says so. */
export const USUAL_PERCENT = 50

const percent = z.string().min(1).pipe(z.coerce.number()).pipe(z.int().min(0).max(100))
const minutes = z
  .string()
  .min(1)
  .pipe(z.coerce.number())
  .pipe(
    z
      .number()
      .min(0.5)
      .max(24 * 60)
  )

/** What can't be read counts as not asked. */
export function readTrialQuery(params: URLSearchParams, modality: Modality): TrialQuery {
  const expected = percent.safeParse(params.get('taking'))
  return {
    percent: expected.success ? expected.data : USUAL_PERCENT,
    limits: new Map(
      modality.segments.flatMap(({ key }): [string, number][] => {
        const limit = minutes.safeParse(params.get(`limit-${key}`))
        return limit.success ? [[key, Math.round(limit.data * 60)]] : []
      })
    )
  }
}
