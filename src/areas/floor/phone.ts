import { wait_s } from './clock.ts'
import type { FloorView, WaitingView } from './view.ts'

export interface Place {
  readonly request: WaitingView
  /** from 1 */
  readonly place: number
  /** seconds until it has the floor, if everybody before uses their time */
  readonly wait_s: number
}

/** Where this delegation's requests stand on the list. */
export function placesOf(view: FloorView, delegation: string, now_ms: number): Place[] {
  return view.waiting.flatMap((request, i) =>
    request.delegation === delegation
      ? [{ request, place: i + 1, wait_s: wait_s(view.waiting.slice(0, i), view.speaking, now_ms) }]
      : []
  )
}

/** Whether this delegation has the floor, alone or with others. */
export function hasTheFloor(view: FloorView, delegation: string): boolean {
  const speech = view.speaking.at(-1)
  return speech !== undefined && (speech.delegation === delegation || speech.joint.includes(delegation))
}
