/** What a person told the server to do, and the server hasn't answered yet. */
export interface Outgoing {
  /** the server knows by it a command that comes twice */
  readonly commandId: string
  readonly command: object
  /** when it was made, by the server's clock, ISO */
  readonly madeAt: string
  /** Whether it had to wait: then it says when it was made. */
  readonly late: boolean
}

export interface OutboxOptions {
  /** where commands go */
  readonly url: string
  /** names the kept commands in this browser */
  readonly key: string
  /** the server's time, in milliseconds */
  now(): number
  /** What the server said to a command; also to one that a page before this one left behind. */
  answered(outgoing: Outgoing, status: number, answer: unknown): void
  /** How many wait for the network. */
  waiting(count: number): void
}

const LONGEST_ANSWER_ms = 15_000
const RETRY_ms = 3_000

/**
 * Commands on their way, in the order in which they were made. What can't be sent is kept, through a reload of the page
 * too, and sent when the server can be reached again. The server hears when it was made.
 */
export class Outbox {
  #options: OutboxOptions
  #queue: Outgoing[]
  #sending = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#queue = this.#kept()
    this.#tell()
    void this.flush()
  }

  send(command: object): void {
    const madeAt = new Date(this.#options.now()).toISOString()
    this.#queue.push({ commandId: newId(), command, madeAt, late: false })
    this.#keep()
    void this.flush()
  }

  /** Sends what waits: call it when the server is known to be there. */
  async flush(): Promise<void> {
    if (this.#sending || this.#stopped) return
    this.#sending = true
    clearTimeout(this.#timer)
    try {
      for (let next = this.#queue[0]; next; next = this.#queue[0]) {
        if (await this.#post(next)) this.#queue.shift()
        else {
          this.#queue = this.#queue.map((outgoing) => ({ ...outgoing, late: true }))
          this.#timer = setTimeout(() => void this.flush(), RETRY_ms)
          break
        }
        this.#keep()
      }
    } finally {
      this.#sending = false
      this.#keep()
      this.#tell()
    }
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  /** Whether the server has answered: a refusal is an answer, a busy or broken server isn't. */
  async #post(outgoing: Outgoing): Promise<boolean> {
    const { command, commandId, madeAt, late } = outgoing
    try {
      const response = await fetch(this.#options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ command: late ? { ...command, madeAt } : command, commandId }),
        signal: AbortSignal.timeout(LONGEST_ANSWER_ms)
      })
      if (response.status >= 500 || response.status === 429) return false
      const answer: unknown = await response.json().catch(() => null)
      this.#options.answered(outgoing, response.status, answer)
      return true
    } catch {
      return false
    }
  }

  #tell(): void {
    this.#options.waiting(this.#queue.length)
  }

  #kept(): Outgoing[] {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#options.key) ?? '[]') as Outgoing[]
      return kept.map((outgoing) => ({ ...outgoing, late: true }))
    } catch {
      return []
    }
  }

  #keep(): void {
    try {
      if (this.#queue.length) sessionStorage.setItem(this.#options.key, JSON.stringify(this.#queue))
      else sessionStorage.removeItem(this.#options.key)
    } catch {
      // A browser that keeps nothing: they wait in memory.
    }
  }
}

/** crypto.randomUUID is there under https alone; a room's own network may have none. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
