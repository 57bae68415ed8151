import type { Refusal } from '#platform/refusal.ts'
import { countsOf, take, type Counts, type Item, type PersonStep, type Review } from './review.ts'

interface Loaded {
  readonly items: readonly Item[]
  readonly taken: number
  readonly undoable: number
}

const TRY_AGAIN_ms = 2500

/**
 * A review in the browser: each step shows at once and is sent behind it, several in one request when the person is
 * faster than the network. What the hall refuses, or somebody else changed, is shown and loaded anew; what could not be
 * sent is kept and tried again.
 */
export class Reviewing {
  #review = $state.raw<Review>({ items: [], taken: 0, earlier: [] })
  /** steps before those of this page that can be undone too */
  #undoableBefore = $state(0)
  /** steps that the hall has not confirmed yet */
  unsaved = $state(0)
  interrupted = $state(false)
  fault = $state.raw<Refusal | null>(null)
  #confirmed = 0
  #queue: PersonStep[] = []
  #sending = false
  #reloadAfter = false
  #address: string
  #reload: () => Promise<Loaded>

  constructor(loaded: Loaded, address: string, reload: () => Promise<Loaded>) {
    this.#address = address
    this.#reload = reload
    this.#begin(loaded)
  }

  get items(): readonly Item[] {
    return this.#review.items
  }

  get counts(): Counts {
    return countsOf(this.#review.items)
  }

  get canUndo(): boolean {
    return this.#review.earlier.length + this.#undoableBefore > 0
  }

  /** Takes steps together; false when one can't be taken, with the reason in `fault`. */
  take(...steps: readonly PersonStep[]): boolean {
    let state = this.#review
    for (const step of steps) {
      const next = take(state, step)
      if ('refused' in next) {
        this.fault = next
        return false
      }
      state = next
    }
    this.#review = state
    this.#send(steps)
    return true
  }

  undo(): boolean {
    if (this.#review.earlier.length > 0) return this.take({ take: 'undo' })
    if (this.#undoableBefore === 0) return this.take({ take: 'undo' })
    // What stood before this page was opened is known to the hall alone.
    this.#undoableBefore--
    this.#reloadAfter = true
    this.#send([{ take: 'undo' }])
    return true
  }

  #begin({ items, taken, undoable }: Loaded): void {
    this.#review = { items, taken, earlier: [] }
    this.#confirmed = taken
    this.#undoableBefore = undoable
  }

  #send(steps: readonly PersonStep[]): void {
    this.fault = null
    this.#queue.push(...steps)
    this.unsaved += steps.length
    void this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    while (this.#queue.length > 0) {
      const steps = this.#queue.splice(0, 50)
      const outcome = await this.#post(steps)
      if (outcome === null) {
        this.#queue.unshift(...steps)
        this.interrupted = true
        await new Promise((later) => {
          setTimeout(later, TRY_AGAIN_ms)
        })
        continue
      }
      this.interrupted = false
      if ('refused' in outcome) {
        this.#queue = []
        this.#reloadAfter = true
        this.fault = outcome
      } else {
        this.#confirmed = outcome.taken
        this.unsaved -= steps.length
      }
    }
    if (this.#reloadAfter) {
      this.#reloadAfter = false
      this.#begin(await this.#reload())
      this.unsaved = this.#queue.length
    }
    this.#sending = false
  }

  /** Null when the hall could not be reached. */
  async #post(steps: readonly PersonStep[]): Promise<{ taken: number } | Refusal | null> {
    try {
      const answer = await fetch(this.#address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ after: this.#confirmed, steps })
      })
      if (answer.status >= 500) return null
      return (await answer.json()) as { taken: number } | Refusal
    } catch {
      return null
    }
  }
}
