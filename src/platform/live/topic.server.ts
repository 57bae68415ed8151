import { setTimeout as wait } from 'node:timers/promises'
import { Audience } from './audience.server.ts'
import { Channel } from './channel.ts'
import { stepFrame } from './frames.ts'

/** Where states come from. */
export interface LiveSource {
  /** kinds of viewers: all of a kind see the same, and get the same bytes */
  readonly kinds: readonly string[]
  /**
   * What each kind sees now, with all that was committed before the call; null where there is no such thing. Called at every
   * occasion: it should cost little where nothing changed, and may then return the same object.
   */
  load(key: string): Promise<States | null>
}

export type States = Readonly<Record<string, unknown>>

/** Between two looks at the source: what comes closer together is told in one message. */
const PAUSE_ms = 20

/** One thing that is watched: per kind of viewer, what it sees and who listens. */
export class Topic {
  readonly key: string
  /** when somebody last asked, by performance.now() */
  usedAt = performance.now()
  #source: LiveSource
  #clock: () => Date
  #kinds = new Map<string, { channel: Channel; audience: Audience; telling: boolean }>()
  #states: States | null = null
  #touched = false
  #looking = false
  #failed: (error: unknown) => void
  /** the first look: whether there is such a thing; rejects where the source couldn't say */
  readonly opened: Promise<boolean>

  constructor(key: string, source: LiveSource, clock: () => Date, failed: (error: unknown) => void) {
    this.key = key
    this.#source = source
    this.#clock = clock
    this.#failed = failed
    for (const kind of source.kinds) {
      this.#kinds.set(kind, { channel: new Channel(), audience: new Audience(), telling: false })
    }
    this.#looking = true
    this.opened = this.#look().then(() => this.#states !== null)
    // Whoever waits for it hears of it.
    this.opened.catch(() => undefined)
    void this.opened.then(
      () => this.#goOn(),
      () => (this.#looking = false)
    )
  }

  get listeners(): number {
    return this.audiences().reduce((sum, { size }) => sum + size, 0)
  }

  audiences(): Audience[] {
    return [...this.#kinds.values()].map(({ audience }) => audience)
  }

  of(kind: string): { channel: Channel; audience: Audience } {
    return this.#kinds.get(kind)!
  }

  /** Something may have changed. */
  touch(): void {
    this.#touched = true
    if (this.#looking) return
    this.#looking = true
    void this.#goOn()
  }

  async #goOn(): Promise<void> {
    try {
      while (this.#touched) {
        await this.#look()
        await wait(PAUSE_ms)
      }
    } catch (error) {
      // The next occasion looks again: there is one every few seconds.
      this.#failed(error)
    } finally {
      this.#looking = false
    }
  }

  async #look(): Promise<void> {
    this.#touched = false
    const states = await this.#source.load(this.key)
    if (!states || states === this.#states) return
    this.#states = states
    for (const kind of this.#kinds.keys()) this.#tell(kind).catch(this.#failed)
  }

  /**
   * Each kind at its own pace: a few at their desks don't wait for thousands who follow. While a message is on its way
   * states may come and go; the next message leads to the newest.
   */
  async #tell(kind: string): Promise<void> {
    const own = this.#kinds.get(kind)!
    if (own.telling) return
    own.telling = true
    try {
      let told: States | null = null
      while (told !== this.#states) {
        told = this.#states
        const step = own.channel.advance(told![kind])
        if (step) await own.audience.tell(Buffer.from(stepFrame(step, this.#clock())))
      }
    } finally {
      own.telling = false
    }
  }
}
