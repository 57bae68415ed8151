import type { Counts } from './review.ts'
import type { Stage, Way } from './tables.ts'

/** A document in work, as its rows tell. */
export interface DeskDocument {
  readonly id: number
  readonly title: string
  readonly originalName: string
  readonly size_bytes: number
  readonly receivedAt: Date
  readonly receivedFrom: string | null
  readonly way: Way
  /** how often the same file came in */
  readonly receipts: number
  /** null when nobody asked for a reading */
  readonly request: { readonly id: number; readonly recogniseIn: string | null } | null
  readonly progress: { readonly stage: Stage; readonly done: number; readonly total: number } | null
  readonly reading: DeskReading | null
  /** after the last step of the review; null before the first */
  readonly counts: Counts | null
}

export interface DeskReading {
  readonly refused: string | null
  readonly refusedValues: Readonly<Record<string, string | number>>
  readonly pages: number | null
  readonly proposals: number
  readonly recognised: { readonly language: string; readonly confidence: number } | null
}

/** Where a document stands on its way from its arrival to the record. */
export type DeskState =
  'queued' | 'reading' | 'scanned' | 'refused' | 'nothing-found' | 'to-review' | 'in-review' | 'to-enter' | 'done'

export function stateOf({ request, progress, reading, counts }: DeskDocument): DeskState {
  if (!reading) return request && progress ? 'reading' : 'queued'
  if (reading.refused) return reading.refused === 'extraction.unreadable_scanned' ? 'scanned' : 'refused'
  if (reading.proposals === 0) return 'nothing-found'
  if (!counts) return 'to-review'
  if (counts.waiting > 0) return 'in-review'
  return counts.accepted > 0 ? 'to-enter' : 'done'
}

/** Whether the state changes by itself soon, so that a page that shows it should look again. */
export function isMoving(state: DeskState): boolean {
  return state === 'queued' || state === 'reading'
}

/** What waits for a person comes first, what runs by itself next, what is done last; newest first within each. */
const ORDER: readonly DeskState[] = [
  ...(['queued', 'reading', 'scanned', 'refused', 'in-review', 'to-enter', 'to-review'] as const),
  ...(['nothing-found', 'done'] as const)
]

export function inOrder<Document extends DeskDocument>(documents: readonly Document[]): Document[] {
  return documents.toSorted((a, b) => ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b)) || b.id - a.id)
}
