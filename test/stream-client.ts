import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { changed, type Change, type Json } from '#platform/live/patch.ts'

/** A client of a stream on a bare socket: it can stop reading, be cut off, and say which state it holds. */
export class StreamClient {
  state: Json = null
  id: string | null = null
  /** how many events brought a whole state, and how many a change */
  readonly brought = { states: 0, changes: 0, beats: 0 }
  head = ''
  #socket: Socket | null = null
  #url: URL
  #headers: Readonly<Record<string, string>>
  #rest = ''
  #waiting: { holds: () => boolean; found: () => void }[] = []

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = new URL(url)
    this.#headers = headers
  }

  get status(): number {
    return Number(this.head.split(' ')[1] ?? 0)
  }

  get connected(): boolean {
    return this.#socket !== null && !this.#socket.destroyed
  }

  /** Connects, or connects again with what it holds, and waits for the head of the answer. */
  async open(): Promise<this> {
    this.head = this.#rest = ''
    const socket = connect(Number(this.#url.port), '127.0.0.1')
    this.#socket = socket
    // Cut off by the other side: `connected` says so.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#look())
    socket.on('data', (data: Buffer) => this.#hear(data.toString()))
    await once(socket, 'connect')
    const headers = { host: this.#url.host, ...this.#headers, ...(this.id && { 'last-event-id': this.id }) }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET ${this.#url.pathname}${this.#url.search} HTTP/1.1\r\n${lines.join('')}\r\n`)
    await this.until(() => this.head !== '')
    return this
  }

  /** Goes without a word. */
  leave(): void {
    this.#socket?.resetAndDestroy()
  }

  fallAsleep(): void {
    this.#socket?.pause()
  }

  wake(): void {
    this.#socket?.resume()
  }

  async until(holds: () => boolean): Promise<void> {
    if (holds()) return
    await new Promise<void>((found) => {
      this.#waiting.push({ holds, found })
    })
  }

  #hear(text: string): void {
    this.#rest += text
    if (!this.head) {
      const end = this.#rest.indexOf('\r\n\r\n')
      if (end < 0) return
      this.head = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + 4)
    }
    for (let end = this.#rest.indexOf('\n\n'); end >= 0; end = this.#rest.indexOf('\n\n')) {
      this.#event(this.#rest.slice(0, end))
      this.#rest = this.#rest.slice(end + 2)
    }
    this.#look()
  }

  #event(text: string): void {
    const field = (name: string) =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2)
    const data = field('data')
    if (!data) return
    const said = JSON.parse(data) as { state?: Json; from?: string; change?: Change }
    if (said.state !== undefined) {
      this.state = said.state
      this.brought.states += 1
    } else if (said.change) {
      if (said.from !== this.id) throw new Error('a change that belongs to another state')
      this.state = changed(this.state, said.change)
      this.brought.changes += 1
    } else this.brought.beats += 1
    this.id = field('id') ?? this.id
  }

  #look(): void {
    const found = this.#waiting.filter(({ holds }) => holds())
    this.#waiting = this.#waiting.filter((one) => !found.includes(one))
    for (const one of found) one.found()
  }
}
