import { createHash } from 'node:crypto'
import { changeBetween, type Json } from './patch.ts'

/** From one state to the next that was told. */
export interface Step {
  /** the state that the change belongs to; empty where there was none */
  readonly from: string
  readonly id: string
  /** a Change (patch.ts), as JSON */
  readonly change: string
}

/** What a client lacks: the steps from its own state to the current one (none where it has that), or all of it. */
export type Missing = { readonly steps: readonly Step[] } | { readonly state: string }

/** How many steps are kept for those who come back. */
const STEPS_KEPT = 200

/**
 * What one kind of viewer sees now, and how it came to that.
 *
 * A state is named by what it says, a digest, and by nothing else: not by a number, which another process, or this one
 * after a restart or under another version of the program, may have given to something different. Whoever names a state gets
 * steps exactly when it holds, to the letter, one that is known here; otherwise all of it. So a client ends in the
 * current state whatever it missed and whoever it asks.
 */
export class Channel {
  #state: Json = null
  #text = ''
  #id = ''
  #steps: Step[] = []
  #kept: number

  constructor(kept = STEPS_KEPT) {
    this.#kept = kept
  }

  /** names the current state; empty before the first */
  get id(): string {
    return this.#id
  }

  /** Takes the next state. Null where it says the same as the current one: then there is nothing to tell. */
  advance(next: unknown): Step | null {
    const text = JSON.stringify(next)
    if (text === this.#text) return null
    // As a client reads it: without what JSON leaves out, and held by nobody else.
    const state = JSON.parse(text) as Json
    const change = this.#id ? changeBetween(this.#state, state) : ([state] as const)
    if (!change) return null
    const from = this.#id
    this.#state = state
    this.#text = text
    this.#id = createHash('sha256').update(text).digest('base64url').slice(0, 16)
    const step = { from, id: this.#id, change: JSON.stringify(change) }
    if (from) this.#steps.push(step)
    if (this.#steps.length > this.#kept) this.#steps.shift()
    return step
  }

  /** What a client lacks that holds the state of that name; without a name, it holds nothing. */
  since(id: string | null): Missing {
    if (id && id === this.#id) return { steps: [] }
    const first = id ? this.#steps.findLastIndex(({ from }) => from === id) : -1
    if (first < 0) return { state: this.#text }
    const steps = this.#steps.slice(first)
    const length = steps.reduce((sum, { change }) => sum + change.length, 0)
    return length < this.#text.length ? { steps } : { state: this.#text }
  }
}
