import { changed, type Change, type Json } from './patch.ts'
import { ServerClock } from './server-clock.ts'

/** How this browser hears of changes: at once, every few seconds, or not at all. */
export type Way = 'stream' | 'polling' | 'offline'

export interface FollowOptions<State> {
  /** addresses of the stream, of the state for asking again and again, and of the time, each without `since` */
  readonly stream: string
  readonly state: string
  readonly time: string
  /** The state as it is now. */
  changed(state: State): void
  way(way: Way): void
  /** The server no longer lets this person follow: the session may have ended. */
  refused(): void
}

export interface Following {
  readonly clock: ServerClock
  stop(): void
}

interface Said {
  readonly at: string
  readonly state?: Json
  readonly from?: string
  readonly change?: Change
}

const TICK_ms = 1_000
/** The server says something every 15 s. A stream that was silent for longer than two of these is none. */
const STALLED_ms = 35_000
/** A stream that says nothing so long after it was asked for is held up by something in between. */
const SILENT_START_ms = 8_000
/** A lost stream mostly is back before this; then nobody need be told. */
const GRACE_ms = 3_000
const POLL_ms = 3_000
const LONGEST_ANSWER_ms = 10_000
/** Between two tries to have a stream where polling works: longer each time. */
const RETRIES_ms = [2_000, 5_000, 15_000, 60_000, 300_000]

/**
 * Follows something on the server and ends, after whatever gap, in exactly its current state. Where a stream doesn't
 * live, it asks every few seconds, and says so.
 */
export function follow<State>(options: FollowOptions<State>): Following {
  const follower = new Follower(options as FollowOptions<unknown>)
  return { clock: follower.clock, stop: () => follower.stop() }
}

class Follower {
  readonly clock: ServerClock
  #options: FollowOptions<unknown>
  #state: Json = null
  /** names the state that is held; empty: none */
  #id = ''
  /** the server's moment of what was taken last */
  #at = ''
  #way: Way | null = null
  #source: EventSource | null = null
  /** when the stream was asked for, when it last said something, and since when there is none; by performance.now() */
  #askedAt = 0
  #heardAt = -Infinity
  #goneAt: number
  #tries = 0
  #retryAt = 0
  #pollAt = 0
  #polling = false
  #timer: ReturnType<typeof setInterval>
  #wake = () => this.#wakeUp()

  constructor(options: FollowOptions<unknown>) {
    this.#options = options
    this.#goneAt = performance.now()
    this.clock = new ServerClock(async () => {
      const response = await fetch(options.time, { cache: 'no-store', signal: AbortSignal.timeout(LONGEST_ANSWER_ms) })
      return (await response.json()) as { at: string }
    })
    this.#timer = setInterval(() => this.#tick(), TICK_ms)
    for (const [target, name] of WAKING) target?.addEventListener(name, this.#wake)
    this.#open()
    void this.clock.keep()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#source?.close()
    this.#source = null
    for (const [target, name] of WAKING) target?.removeEventListener(name, this.#wake)
  }

  #open(): void {
    this.#source?.close()
    const since = this.#id && `${this.#options.stream.includes('?') ? '&' : '?'}since=${this.#id}`
    const source = new EventSource(this.#options.stream + since)
    this.#source = source
    this.#askedAt = performance.now()
    source.onmessage = ({ data, lastEventId }) => {
      if (source !== this.#source) return
      this.#heardAt = performance.now()
      this.#tries = 0
      const said = JSON.parse(data as string) as Said
      this.clock.heard(said.at)
      const takes =
        said.state !== undefined
          ? this.#take(lastEventId, said.at, said.state)
          : said.change === undefined || this.#takeChanges(lastEventId, said.at, said.from!, [said.change])
      // It belongs to another state than the one held: the server says what leads from that one.
      if (takes) this.#say('stream')
      else this.#open()
    }
    source.onerror = () => {
      if (source !== this.#source) return
      if (this.#isUp()) this.#goneAt = performance.now()
      this.#heardAt = -Infinity
      // Otherwise the browser tries again by itself.
      if (source.readyState === EventSource.CLOSED) this.#close()
    }
  }

  #close(): void {
    this.#source?.close()
    this.#source = null
    const retry_ms = RETRIES_ms[Math.min(this.#tries++, RETRIES_ms.length - 1)]!
    // Thousands who lost it in the same moment don't come back in the same moment.
    this.#retryAt = performance.now() + retry_ms * (0.5 + Math.random())
  }

  #isUp(): boolean {
    return this.#heardAt > -Infinity
  }

  #tick(): void {
    const now = performance.now()
    void this.clock.keep()
    if (this.#isUp() && now - this.#heardAt > STALLED_ms) {
      this.#heardAt = -Infinity
      this.#goneAt = now - GRACE_ms
      this.#open()
    } else if (this.#source && !this.#isUp() && now - this.#askedAt > STALLED_ms) this.#close()
    else if (!this.#source && now >= this.#retryAt) this.#open()
    if (this.#isUp()) return
    const patience_ms = this.#way === null ? SILENT_START_ms : GRACE_ms
    if (now - this.#goneAt >= patience_ms && now >= this.#pollAt) void this.#poll()
  }

  /** Back from sleep, from another page, or from no network: nothing that was known before counts. */
  #wakeUp(): void {
    if (typeof document !== 'undefined' && document.visibilityState === 'hidden') return
    void this.clock.measure()
    if (this.#isUp() && performance.now() - this.#heardAt < STALLED_ms / 2) return
    this.#tries = 0
    this.#open()
    void this.#poll()
  }

  async #poll(): Promise<void> {
    if (this.#polling) return
    this.#polling = true
    this.#pollAt = performance.now() + POLL_ms
    try {
      const since = this.#id && `${this.#options.state.includes('?') ? '&' : '?'}since=${this.#id}`
      const signal = AbortSignal.timeout(LONGEST_ANSWER_ms)
      const response = await fetch(this.#options.state + since, { cache: 'no-store', signal })
      if (response.status === 401 || response.status === 403) this.#options.refused()
      else if (response.status >= 400) throw new Error(String(response.status))
      else if (response.status === 200) this.#takeAnswer((await response.json()) as Answer)
      if (!this.#isUp()) this.#say('polling')
    } catch {
      if (!this.#isUp()) this.#say('offline')
    } finally {
      this.#polling = false
    }
  }

  #takeAnswer({ id, at, state, from, changes }: Answer): void {
    this.clock.heard(at)
    const takes = state !== undefined ? this.#take(id, at, state) : this.#takeChanges(id, at, from!, changes!)
    // The stream was faster.
    if (!takes) this.#pollAt = 0
  }

  #take(id: string, at: string, state: Json): boolean {
    // It was overtaken on the way.
    if (at < this.#at) return false
    this.#at = at
    if (id === this.#id) return true
    this.#state = state
    this.#id = id
    this.#options.changed(state)
    return true
  }

  #takeChanges(id: string, at: string, from: string, changes: readonly Change[]): boolean {
    if (id === this.#id) return true
    return from === this.#id && this.#take(id, at, changes.reduce<Json>(changed, this.#state))
  }

  #say(way: Way): void {
    if (way === this.#way) return
    this.#way = way
    this.#options.way(way)
  }
}

interface Answer {
  readonly id: string
  readonly at: string
  readonly state?: Json
  readonly from?: string
  readonly changes?: readonly Change[]
}

const inPage = typeof window !== 'undefined'
const WAKING: readonly (readonly [EventTarget | undefined, string])[] = [
  [inPage ? window : undefined, 'online'],
  [inPage ? window : undefined, 'pageshow'],
  [inPage ? document : undefined, 'visibilitychange']
]
