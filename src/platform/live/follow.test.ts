import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Channel } from './channel.ts'
import { follow, type Following, type Way } from './follow.ts'
import { missingAnswer } from './frames.ts'
import { Outbox, type Outgoing } from './outbox.ts'

/** A stream that says what the test says. */
class FakeEventSource {
  static readonly CLOSED = 2
  static made: FakeEventSource[] = []
  static get last(): FakeEventSource {
    return FakeEventSource.made.at(-1)!
  }
  readyState = 0
  onmessage: ((event: { data: string; lastEventId: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly url: string
  constructor(url: string) {
    this.url = url
    FakeEventSource.made.push(this)
  }
  close(): void {
    this.readyState = 2
  }
  say(data: object, lastEventId: string): void {
    this.onmessage?.({ data: JSON.stringify({ at: serverNow(), ...data }), lastEventId })
  }
  fail(forGood = false): void {
    this.readyState = forGood ? 2 : 0
    this.onerror?.()
  }
}

/** the server's clock is 90 s ahead of the device's */
const AHEAD_ms = 90_000
let channel: Channel
let network: boolean
let status: number
let posted: { command: Record<string, unknown>; commandId: string }[]
let states: unknown[]
let ways: Way[]
let refusals: number
let following: Following | undefined

const serverNow = () => new Date(Date.now() + AHEAD_ms).toISOString()
const json = (body: unknown) => new Response(JSON.stringify(body))

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-10-20T02:00:00Z') })
  FakeEventSource.made = []
  channel = new Channel()
  channel.advance({ n: 0, list: [] })
  ;[network, status, posted, states, ways, refusals] = [true, 200, [], [], [], 0]
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('fetch', async (url: string, options?: { body?: string }) => {
    if (!network) throw new TypeError('no network')
    if (status !== 200) return new Response('{}', { status })
    if (options?.body) {
      posted.push(JSON.parse(options.body))
      return json({ version: posted.length })
    }
    if (url === '/time') return json({ at: serverNow() })
    const since = new URL(url, 'http://hall').searchParams.get('since')
    const answer = missingAnswer(channel.since(since), channel.id, new Date(serverNow()))
    return answer ? new Response(answer) : new Response(null, { status: 204 })
  })
})

afterEach(() => {
  following?.stop()
  following = undefined
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function start(): void {
  following = follow<unknown>({
    stream: '/stream?as=public',
    state: '/state?as=public',
    time: '/time',
    changed: (state) => states.push(state),
    way: (way) => ways.push(way),
    refused: () => (refusals += 1)
  })
}

function say(state: unknown): void {
  const step = channel.advance(state)!
  FakeEventSource.last.say({ from: step.from, change: JSON.parse(step.change) as unknown }, step.id)
}

const begin = () => FakeEventSource.last.say({ state: { n: 0, list: [] } }, channel.id)

describe('following', () => {
  test('takes the state, then changes, and is quiet about what stays the same', () => {
    start()
    begin()
    say({ n: 1, list: ['a'] })
    FakeEventSource.last.say({}, channel.id)
    expect(states).toEqual([
      { n: 0, list: [] },
      { n: 1, list: ['a'] }
    ])
    expect(ways).toEqual(['stream'])
  })

  test('asks for what leads from its own state where a change belongs to another', () => {
    start()
    begin()
    const held = channel.id
    channel.advance({ n: 1 })
    say({ n: 2 })
    expect(states).toHaveLength(1)
    expect(FakeEventSource.last.url).toBe(`/stream?as=public&since=${held}`)
  })

  test('a stream that fell silent is asked for again, and meanwhile the state is asked for', async () => {
    start()
    begin()
    channel.advance({ n: 7 })
    await vi.advanceTimersByTimeAsync(40_000)
    expect(FakeEventSource.made.length).toBeGreaterThan(1)
    expect(states.at(-1)).toEqual({ n: 7 })
    expect(ways).toEqual(['stream', 'polling'])
    FakeEventSource.last.say({}, '')
    say({ n: 8 })
    expect(states.at(-1)).toEqual({ n: 8 })
    expect(ways.at(-1)).toBe('stream')
  })

  test('a stream that something in between keeps to itself gives way to asking', async () => {
    start()
    await vi.advanceTimersByTimeAsync(9_000)
    expect(ways).toEqual(['polling'])
    channel.advance({ n: 3 })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(states.at(-1)).toEqual({ n: 3 })
  })

  test('a short gap is told to nobody; a longer one is, and ends in the current state', async () => {
    start()
    begin()
    FakeEventSource.last.fail()
    await vi.advanceTimersByTimeAsync(1_000)
    FakeEventSource.last.say({}, channel.id)
    expect(ways).toEqual(['stream'])
    network = false
    FakeEventSource.last.fail(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ways).toEqual(['stream', 'offline'])
    network = true
    channel.advance({ n: 9 })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(states.at(-1)).toEqual({ n: 9 })
    expect(ways.at(-1)).toBe('polling')
  })

  test('says so where this person may no longer follow', async () => {
    start()
    status = 403
    FakeEventSource.last.fail(true)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(refusals).toBeGreaterThan(0)
  })
})

describe('the clock', () => {
  test('is the server’s within 200 ms, also when the device’s is set', async () => {
    start()
    await vi.advanceTimersByTimeAsync(2_000)
    const off = () => Math.abs(following!.clock.now() - Date.parse(serverNow()))
    expect(off()).toBeLessThan(200)
    const was = following!.clock.now()
    vi.stubGlobal(
      'Date',
      class extends Date {
        static override now = () => 0
      }
    )
    expect(following!.clock.now() - was).toBeLessThan(200)
  })
})

describe('the outbox', () => {
  test('sends what was made without network on return, once, in order, with the time at which it was made', async () => {
    const answered: Outgoing[] = []
    const waiting: number[] = []
    const outbox = new Outbox({
      url: '/commands',
      key: 'floor',
      now: () => Date.parse(serverNow()),
      answered: (outgoing) => answered.push(outgoing),
      waiting: (count) => waiting.push(count)
    })
    network = false
    const madeAt = serverNow()
    outbox.send({ do: 'ask' })
    outbox.send({ do: 'withdraw' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(posted).toEqual([])
    expect(waiting.at(-1)).toBe(2)
    network = true
    await vi.advanceTimersByTimeAsync(4_000)
    expect(posted.map(({ command }) => command)).toEqual([
      { do: 'ask', madeAt },
      { do: 'withdraw', madeAt }
    ])
    expect(new Set(posted.map(({ commandId }) => commandId)).size).toBe(2)
    expect(answered).toHaveLength(2)
    expect(waiting.at(-1)).toBe(0)
    outbox.send({ do: 'ask' })
    await vi.advanceTimersByTimeAsync(0)
    expect(posted.at(-1)!.command).toEqual({ do: 'ask' })
    outbox.stop()
  })
})
