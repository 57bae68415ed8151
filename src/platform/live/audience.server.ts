import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** What one turn of the event loop gives to writing; everything else the process does waits at most so long. */
const TURN_ms = 8
/** The clock is looked at each time after so many writes. */
const WRITES_BETWEEN_LOOKS = 32
/** A client that leaves so much unread is dropped. It comes back and gets what it lacks in one piece. */
const MOST_UNREAD_bytes = 256 * 1024
/** One that takes nothing at all for so many beats is dropped too: a telephone that fell asleep. */
const MOST_STUCK_beats = 4

interface Listener {
  readonly socket: Socket
  /** the last round whose bytes it has, or had when it came */
  round: number
  /** how much had gone to it at the last beat, and for how many beats nothing more went while something was waiting */
  gone: number
  stuck: number
  readonly until_ms: number
}

/** Those who hear the same: each message is one Buffer, written to one socket after the other. */
export class Audience {
  #listeners = new Set<Listener>()
  #round = 0

  get size(): number {
    return this.#listeners.size
  }

  /** From now on this socket hears every message; `first` is all that it lacks at this moment. */
  join(socket: Socket, first: Buffer, until_ms: number): void {
    const listener: Listener = { socket, round: this.#round, gone: 0, stuck: 0, until_ms }
    this.#listeners.add(listener)
    socket.once('close', () => this.#listeners.delete(listener))
    socket.write(first)
  }

  /**
   * Writes a message to all who are there as it is called. Call it again only when it is done, so that nobody gets two
   * messages in the wrong order.
   */
  async tell(message: Buffer): Promise<void> {
    const round = ++this.#round
    await this.#each((listener) => {
      if (listener.round >= round) return
      listener.round = round
      if (listener.socket.writableLength > MOST_UNREAD_bytes) drop(listener.socket)
      else listener.socket.write(message)
    })
  }

  /** A message without a place in the order. At this occasion those are let go whose time is over, or who are stuck. */
  async beat(message: Buffer, now_ms: number): Promise<void> {
    await this.#each((listener) => {
      const { socket } = listener
      const gone = socket.bytesWritten - socket.writableLength
      listener.stuck = socket.writableLength > 0 && gone === listener.gone ? listener.stuck + 1 : 0
      listener.gone = gone
      if (listener.stuck >= MOST_STUCK_beats) drop(socket)
      else if (now_ms >= listener.until_ms) socket.destroySoon()
      else if (socket.writableLength === 0) socket.write(message)
    })
  }

  /** Lets all of them go: they come back, here or to another process. */
  async leave(): Promise<void> {
    await this.#each(({ socket }) => socket.destroySoon())
  }

  async #each(act: (listener: Listener) => void): Promise<void> {
    let [began, acts] = [performance.now(), 0]
    // A set may grow and shrink while it is gone through.
    for (const listener of this.#listeners) {
      act(listener)
      if (++acts % WRITES_BETWEEN_LOOKS || performance.now() - began < TURN_ms) continue
      await nextTurn()
      began = performance.now()
    }
  }
}

function drop(socket: Socket): void {
  socket.resetAndDestroy()
}
