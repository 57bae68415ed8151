import { follow, type Following, type Way } from '#platform/live/follow.ts'
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
  #meeting: string
  #viewer: Viewer

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
      way: (way) => (this.way = way),
      refused: () => (this.refused = true)
    })
    const timer = setInterval(() => (this.now_ms = following.clock.now()), TICK_ms)
    this.listening = true
    return () => {
      clearInterval(timer)
      following.stop()
    }
  }

  /** Sends a command. @throws where nothing answers: it may have been carried out, and sending it again is safe. */
  async send(command: Command, commandId = newId()): Promise<Answered> {
    const response = await fetch(`/floor/${this.#meeting}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command, commandId })
    })
    if (response.status >= 500) throw new Error(String(response.status))
    return (await response.json()) as Answered
  }
}

/** Not crypto.randomUUID(): browsers lend that to https alone, and a room's own network may have none. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
