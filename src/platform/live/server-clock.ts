/** How long a measured clock is trusted: quartz drifts by less than 100 ms in this time. */
const TRUSTED_ms = 10 * 60_000
const MEASURES = 5
const BETWEEN_MEASURES_ms = 150
/** Answers that took longer say little about the time. */
const LONGEST_ANSWER_ms = 5_000
/** By so much a heard moment may differ from the measured clock before it is measured again. */
const SUSPICIOUS_ms = 100
const LATE_ms = 3_000
const BETWEEN_SERIES_ms = 10_000

/**
 * The server's clock, as this device can know it. It counts on from performance.now(), which doesn't jump when somebody sets
 * the device's clock; where the device slept and that stood still, the next moment heard from the server shows it.
 */
export class ServerClock {
  /** what is added to performance.now() */
  #offset_ms = Date.now() - performance.now()
  #measuredAt: number | null = null
  #seriesAt = -Infinity
  /** how far the device's own clock was from performance.now() */
  #wall_ms = Date.now() - performance.now()
  #ask: () => Promise<{ at: string }>

  /** `ask` gets the time from the server. */
  constructor(ask: () => Promise<{ at: string }>) {
    this.#ask = ask
  }

  /** The time on the server, in milliseconds since 1970. */
  now(): number {
    return performance.now() + this.#offset_ms
  }

  /**
   * A moment that the server said, heard just now. It lies in the past, nobody knows how far: a clock that is before it
   * is wrong for certain.
   */
  heard(at: string): void {
    const least_ms = Date.parse(at) - performance.now()
    if (this.#measuredAt === null || least_ms > this.#offset_ms) {
      const suspicious = least_ms > this.#offset_ms + SUSPICIOUS_ms
      this.#offset_ms = least_ms
      if (suspicious) void this.measure()
    } else if (least_ms < this.#offset_ms - LATE_ms) void this.measure()
  }

  /** To be called every second or so: measures where it is time to, or where the device slept or its clock was set. */
  async keep(): Promise<void> {
    const wall_ms = Date.now() - performance.now()
    const jumped = Math.abs(wall_ms - this.#wall_ms) > 1_000
    this.#wall_ms = wall_ms
    if (jumped) this.#seriesAt = -Infinity
    const old = this.#measuredAt === null || performance.now() - this.#measuredAt > TRUSTED_ms
    if (jumped || old) await this.measure()
  }

  /** Asks several times, and believes the answer that came back fastest: it is wrong by half its way at most. */
  async measure(): Promise<void> {
    if (performance.now() - this.#seriesAt < BETWEEN_SERIES_ms) return
    this.#seriesAt = performance.now()
    let best_ms = LONGEST_ANSWER_ms
    for (let i = 0; i < MEASURES; i++) {
      if (i) await wait(BETWEEN_MEASURES_ms)
      const sent = performance.now()
      try {
        const { at } = await this.#ask()
        const received = performance.now()
        if (received - sent >= best_ms) continue
        best_ms = received - sent
        this.#offset_ms = Date.parse(at) - (sent + received) / 2
        this.#measuredAt = received
      } catch {
        // Away from the network: the clock goes on as it was, and is measured on return.
        return
      }
    }
  }
}

function wait(time_ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, time_ms)
  })
}
