import { stateAtStart } from '#areas/bodies/state-names.ts'
import type { Introduction } from './items.ts'

/** A body as the document prints it; `id` is its id in the record where a State was recognised. */
export interface PrintedBody {
  readonly id: string | null
  readonly printed: string
}

const NAMED_BY: readonly RegExp[] = [
  // "The review of Myanmar was held", "were made to the Philippines", "enjoy the support of Laos".
  /\breview of (?=(?:the )?\p{Lu})/gu,
  /\brecommendations? (?:were|was) made to (?=(?:the )?\p{Lu})/gu,
  /\b(?:examined by|support of|responses? of|recommendations? to) (?=(?:the )?\p{Lu})/gu
]

/**
 * The State under review: the one that the report names where its own form names it. The first form that names one
 * decides, and among several the State that it names most often.
 */
export function stateUnderReview(text: string, introductions: readonly Introduction[]): PrintedBody | null {
  const said = introductions.map((introduction) => introduction.text).join('\n')
  for (const source of [text.slice(0, 12_000), said]) {
    for (const form of NAMED_BY) {
      const counts = new Map<string, { body: PrintedBody; count: number }>()
      for (const match of source.matchAll(form)) {
        const found = stateAtStart(source.slice(match.index + match[0].length, match.index + match[0].length + 90))
        if (!found) continue
        const entry = counts.get(found.state.code) ?? {
          body: { id: found.state.code, printed: found.printed },
          count: 0
        }
        entry.count++
        counts.set(found.state.code, entry)
      }
      const [most] = [...counts.values()].sort((a, b) => b.count - a.count)
      if (most) return most.body
    }
  }
  return null
}
