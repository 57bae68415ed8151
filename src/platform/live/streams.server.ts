import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isKnown } from '#platform/http/http.ts'
import { beatFrame, missingAnswer, missingFrames, openingFrame } from './frames.ts'
import { Topic, type LiveSource } from './topic.server.ts'

/** What an address asks for. */
export type LiveAddress =
  { readonly what: 'time' } | { readonly what: 'stream' | 'state'; readonly key: string; readonly kind: string }

export interface StreamsOptions {
  readonly source: LiveSource
  /** the time that clients show */
  readonly clock: () => Date
  /** What this address asks for; null where it is none of ours. */
  address(url: URL): LiveAddress | null
  /** Whether who sent these headers may follow as a viewer of that kind. Asked once, when they come. */
  allowed(request: IncomingMessage, key: string, kind: string): Promise<boolean>
  /** the address that a request comes from */
  visitor(request: IncomingMessage): string
  /** kinds whose viewers are asked again who they are: their streams end after a quarter of an hour, and come back */
  readonly asksAgain: ReadonlySet<string>
  /** streams at once: from one address, behind which a whole conference may sit, and altogether */
  readonly limits: { readonly perAddress: number; readonly total: number }
  failed(error: unknown): void
}

const BEAT_ms = 15_000
/** Clients hold what they were told to be current; this finds out where nobody said that something changed. */
const LOOK_ms = 5_000
/** What nobody watches is forgotten. */
const FORGET_ms = 60_000
const ASK_AGAIN_ms = 12 * 60_000
const ASK_AGAIN_SPREAD_ms = 3 * 60_000
const COME_AGAIN_s = 5

const OPENING = openingFrame()
const HEADERS = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }

/** Serves who follows: by a stream, or where streams don't come through, by asking again and again. */
export class Streams {
  #options: StreamsOptions
  #topics = new Map<string, Topic>()
  #perAddress = new Map<string, number>()
  #total = 0
  #timers: NodeJS.Timeout[]
  #closed = false

  constructor(options: StreamsOptions) {
    this.#options = options
    this.#timers = [setInterval(() => this.#beat(), BEAT_ms), setInterval(() => this.touchAll(), LOOK_ms)]
    for (const timer of this.#timers) timer.unref()
  }

  get count(): number {
    return this.#total
  }

  /** Something may have changed there. */
  touch(key: string): void {
    this.#topics.get(key)?.touch()
  }

  /** Something may have changed anywhere. */
  touchAll(): void {
    const now = performance.now()
    for (const [key, topic] of this.#topics) {
      if (topic.listeners || now - topic.usedAt < FORGET_ms) topic.touch()
      else this.#topics.delete(key)
    }
  }

  /** Takes a request that is for one of its addresses. False: it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const asked = this.#options.address(url)
    if (!asked) return false
    if (request.method !== 'GET') refuse(response, 405, { allow: 'GET' })
    else if (asked.what === 'time') this.#time(response)
    else {
      this.#serve(request, response, url, asked).catch((error: unknown) => {
        // The source can't say now: PostgreSQL is away, perhaps. Nobody is turned away for good.
        this.#options.failed(error)
        refuse(response, 503, { 'retry-after': String(COME_AGAIN_s) })
      })
    }
    return true
  }

  /** Lets everybody go. */
  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await Promise.all([...this.#topics.values()].flatMap((topic) => topic.audiences().map((one) => one.leave())))
  }

  #time(response: ServerResponse): void {
    const body = JSON.stringify({ at: this.#options.clock().toISOString() })
    response.writeHead(200, { ...HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(body)
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    { what, key, kind }: Exclude<LiveAddress, { what: 'time' }>
  ): Promise<void> {
    if (this.#closed) return refuse(response, 503, { 'retry-after': String(COME_AGAIN_s) })
    if (!this.#options.source.kinds.includes(kind)) return refuse(response, 404)
    if (!(await this.#options.allowed(request, key, kind))) return refuse(response, 403)
    const topic = await this.#topicOf(key)
    if (!topic) return refuse(response, 404)
    const since = one(request.headers['last-event-id']) ?? url.searchParams.get('since')
    if (what === 'state') this.#answer(request, response, topic, kind, since)
    else this.#stream(request, response, topic, kind, since)
  }

  async #topicOf(key: string): Promise<Topic | null> {
    const { source, clock, failed } = this.#options
    let topic = this.#topics.get(key)
    if (!topic) this.#topics.set(key, (topic = new Topic(key, source, clock, failed)))
    topic.usedAt = performance.now()
    const forget = () => this.#topics.get(key) === topic && this.#topics.delete(key)
    try {
      if (await topic.opened) return topic
      forget()
      return null
    } catch (error) {
      forget()
      throw error
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse, topic: Topic, kind: string, since: string | null): void {
    const { channel } = topic.of(kind)
    const etag = `"${channel.id}"`
    const body = missingAnswer(channel.since(since), channel.id, this.#options.clock())
    const known = isKnown(
      { headers: new Headers({ 'if-none-match': one(request.headers['if-none-match']) ?? '' }) },
      etag
    )
    if (body === null || known) return void response.writeHead(known ? 304 : 204, { ...HEADERS, etag }).end()
    response.writeHead(200, { ...HEADERS, etag, 'content-type': 'application/json; charset=utf-8' })
    response.end(body)
  }

  #stream(request: IncomingMessage, response: ServerResponse, topic: Topic, kind: string, since: string | null): void {
    const { socket } = request
    // Whoever left while the hall looked them up.
    if (socket.destroyed) return
    if (!this.#admit(socket, this.#options.visitor(request))) {
      return refuse(response, 503, { 'retry-after': String(COME_AGAIN_s + Math.round(COME_AGAIN_s * Math.random())) })
    }
    socket.setNoDelay(true)
    socket.setKeepAlive(true, 2 * BEAT_ms)
    const { channel, audience } = topic.of(kind)
    const first = OPENING + missingFrames(channel.since(since), channel.id, this.#options.clock())
    const until_ms = this.#options.asksAgain.has(kind)
      ? performance.now() + ASK_AGAIN_ms + ASK_AGAIN_SPREAD_ms * Math.random()
      : Infinity
    audience.join(socket, Buffer.from(first), until_ms)
  }

  /** Counts a stream until it closes; false where there is no room for it. */
  #admit(socket: Socket, visitor: string): boolean {
    const { perAddress, total } = this.#options.limits
    const own = this.#perAddress.get(visitor) ?? 0
    if (own >= perAddress || this.#total >= total) return false
    this.#perAddress.set(visitor, own + 1)
    this.#total += 1
    socket.once('close', () => {
      this.#total -= 1
      const left = this.#perAddress.get(visitor)! - 1
      if (left) this.#perAddress.set(visitor, left)
      else this.#perAddress.delete(visitor)
    })
    return true
  }

  #beat(): void {
    const message = Buffer.from(beatFrame(this.#options.clock()))
    for (const topic of this.#topics.values()) {
      for (const audience of topic.audiences()) {
        audience.beat(message, performance.now()).catch(this.#options.failed)
      }
    }
  }
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (response.headersSent) return
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end()
}

function one(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
