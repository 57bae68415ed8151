import { follow, type Following, type Way } from '#platform/live/follow.ts'
import { Outbox, type Outgoing } from '#platform/live/outbox.ts'
import type { Command } from './command.ts'
import type { FloorView, Viewer } from './view.ts'

export interface Answered {
  readonly request?: number
  /** a sentence: it was done already */
  readonly already?: string
  /** a sentence: why not */
  readonly refused?: string
}

const TICK_ms = 200

/** A meeting as a page in the browser sees it: drawn by the server, then kept up to date, with the server's clock. */
export class LiveFloor {
  view = $state.raw() as FloorView
  way = $state<Way>('stream')
  /** the moment of the server, in milliseconds since 1970; goes on while the page is open */
  now_ms = $state(0)
  /** the session has ended: the page must be loaded again */
  refused = $state(false)
  /** false until the script runs: what only works with it is not offered before */
  listening = $state(false)
  /** commands that wait for the network */
  waiting = $state(0)
  /** what the server said last, and whether it had come late; null: nothing to tell */
  answered = $state.raw<{ readonly answer: Answered; readonly late: Outgoing | null } | null>(null)
  #meeting: string
  #viewer: Viewer
  #outbox: Outbox | undefined

  constructor({ view, at, viewer }: { view: FloorView; at: string; viewer: Viewer }) {
    this.view = view
    this.now_ms = Date.parse(at)
    this.#meeting = view.meeting
    this.#viewer = viewer
  }

  /** For onMount: follows until the page is left. */
  start(): () => void {
    const base = `/floor/${this.#meeting}`
    const following: Following = follow<FloorView>({
      stream: `${base}/stream?as=${this.#viewer}`,
      state: `${base}/state?as=${this.#viewer}`,
      time: '/floor/time',
      changed: (view) => (this.view = view),
      way: (way) => {
        this.way = way
        if (way !== 'offline') void this.#outbox?.flush()
      },
      refused: () => (this.refused = true)
    })
    this.#outbox = new Outbox({
      url: `${base}/commands`,
      key: `floor:${this.#meeting}`,
      now: () => following.clock.now(),
      answered: (outgoing, _status, answer) =>
        (this.answered = { answer: (answer ?? {}) as Answered, late: outgoing.late ? outgoing : null }),
      waiting: (count) => (this.waiting = count)
    })
    const timer = setInterval(() => (this.now_ms = following.clock.now()), TICK_ms)
    this.listening = true
    return () => {
      clearInterval(timer)
      following.stop()
      this.#outbox?.stop()
      this.#outbox = undefined
    }
  }

  /** Sends a command, at once or when the network is back. What the server says comes in `answered`. */
  send(command: Command): void {
    this.answered = null
    this.#outbox?.send(command)
  }
}
