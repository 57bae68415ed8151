import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StreamClient } from '#test/stream-client.ts'
import { Streams, type LiveAddress } from './streams.server.ts'

let server: Server
let streams: Streams
let address: string
let states: Record<string, Record<string, unknown>>
let failing = false
const clients: StreamClient[] = []

beforeEach(async () => {
  states = { room: { public: { n: 0, list: ['a'] }, desk: { n: 0, secret: true } } }
  failing = false
  streams = new Streams({
    source: {
      kinds: ['public', 'desk'],
      async load(key) {
        if (failing) throw new Error('the source is away')
        return states[key] ?? null
      }
    },
    clock: () => new Date(),
    address(url): LiveAddress | null {
      const [, what, key = ''] = url.pathname.split('/')
      if (what === 'time') return { what }
      return what === 'stream' || what === 'state' ? { what, key, kind: url.searchParams.get('as') ?? '' } : null
    },
    allowed: async ({ headers }, _key, kind) => kind === 'public' || headers.cookie === 'desk',
    visitor: ({ headers }) => String(headers['x-from'] ?? 'somebody'),
    asksAgain: new Set(['desk']),
    limits: { perAddress: 3, total: 5 },
    failed: () => undefined
  })
  server = createServer((request, response) => {
    if (!streams.handle(request, response)) response.writeHead(418).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  vi.useRealTimers()
  for (const client of clients.splice(0)) client.leave()
  await streams.close()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

function follow(kind = 'public', headers: Record<string, string> = {}, key = 'room'): Promise<StreamClient> {
  const client = new StreamClient(`${address}/stream/${key}?as=${kind}`, headers)
  clients.push(client)
  return client.open()
}

function say(next: Record<string, unknown>): void {
  states = { ...states, room: { ...states.room, ...next } }
  streams.touch('room')
}

test('a stream begins with the whole state and goes on with changes', async () => {
  const client = await follow()
  await client.until(() => client.id !== null)
  expect(client.head.toLowerCase()).toContain('x-accel-buffering: no')
  expect(client.state).toEqual({ n: 0, list: ['a'] })
  say({ public: { n: 1, list: ['a', null] } })
  await client.until(() => client.brought.changes === 1)
  expect(client.state).toEqual({ n: 1, list: ['a', null] })
  expect(client.brought.states).toBe(1)
})

test('what comes in close succession ends in the last state, for those who come in between too', async () => {
  const first = await follow()
  const others: StreamClient[] = []
  for (let n = 1; n <= 300; n++) {
    say({ public: { n, list: Array.from({ length: n % 7 }, (_, i) => `${n}-${i}`) } })
    if (n % 150 === 0) others.push(await follow('public'))
    else if (n % 10 === 0) await nextTurn()
  }
  for (const client of [first, ...others]) {
    await client.until(() => (client.state as { n: number } | null)?.n === 300)
    expect(client.state).toEqual(states.room!.public)
  }
})

test('who comes back gets what is missing and no more', async () => {
  const long = Array.from({ length: 100 }, (_, i) => `Delegation ${i}`)
  say({ public: { n: 1, list: long } })
  const client = await follow()
  await client.until(() => (client.state as { n?: number } | null)?.n === 1)
  client.leave()
  const other = await follow()
  say({ public: { n: 2, list: long } })
  await other.until(() => (other.state as { n: number }).n === 2)
  say({ public: { n: 3, list: [...long, 'x'] } })
  await other.until(() => (other.state as { n: number }).n === 3)
  const { states: before } = client.brought
  await client.open()
  await client.until(() => (client.state as { n: number }).n === 3)
  expect(client.state).toEqual(states.room!.public)
  expect(client.brought.states).toBe(before)
})

test('each kind hears its own, and nothing where nothing changed for it', async () => {
  const desk = await follow('desk', { cookie: 'desk' })
  const open = await follow()
  await desk.until(() => desk.state !== null)
  expect(desk.state).toEqual({ n: 0, secret: true })
  say({ desk: { n: 1, secret: true } })
  await desk.until(() => desk.brought.changes === 1)
  say({ public: { n: 1 } })
  await open.until(() => open.brought.changes === 1)
  expect(open.state).toEqual({ n: 1 })
  expect(desk.brought.changes).toBe(1)
})

test('who may not follow, or asks for what there isn’t, hears so', async () => {
  expect((await follow('desk')).status).toBe(403)
  expect((await follow('nobody')).status).toBe(404)
  expect((await follow('public', {}, 'elsewhere')).status).toBe(404)
  expect((await fetch(`${address}/other`)).status).toBe(418)
  expect((await fetch(`${address}/stream/room?as=public`, { method: 'POST' })).status).toBe(405)
})

test('more than there is room for are asked to come again', async () => {
  for (let i = 0; i < 3; i++) expect((await follow()).status).toBe(200)
  const fourth = await follow()
  expect(fourth.status).toBe(503)
  expect(fourth.head.toLowerCase()).toMatch(/retry-after: \d+/)
  const elsewhere = await follow('public', { 'x-from': 'another address' })
  expect(elsewhere.status).toBe(200)
  expect(streams.count).toBe(4)
  elsewhere.leave()
  await vi.waitFor(() => expect(streams.count).toBe(3))
})

test('while the source is away newcomers are asked to come again, and those who follow go on afterwards', async () => {
  const client = await follow()
  await client.until(() => client.state !== null)
  failing = true
  say({ public: { n: 5 } })
  expect((await follow('public', {}, 'elsewhere')).status).toBe(503)
  // What is known is told.
  expect((await follow()).status).toBe(200)
  failing = false
  streams.touchAll()
  await client.until(() => (client.state as { n: number }).n === 5)
})

test('a client that stops reading is dropped, holds up nobody, and comes back to the current state', async () => {
  const [asleep, awake] = [await follow(), await follow()]
  await asleep.until(() => asleep.state !== null)
  asleep.fallAsleep()
  for (let n = 1; n <= 60; n++) {
    say({ public: { n, text: String(n % 10).repeat(400_000) } })
    await awake.until(() => (awake.state as { n: number } | null)?.n === n)
  }
  await vi.waitFor(() => expect(streams.count).toBe(1), { timeout: 10_000 })
  asleep.wake()
  await asleep.until(() => !asleep.connected)
  await asleep.open()
  await asleep.until(() => (asleep.state as { n: number } | null)?.n === 60)
  expect(asleep.state).toEqual(states.room!.public)
})

test('who asks again and again gets the state, then what changed, then nothing', async () => {
  const ask = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}/state/room?as=public${query}`, { headers })
    return { answer, body: answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : null }
  }
  const long = Array.from({ length: 50 }, (_, i) => `Delegation ${i}`)
  say({ public: { n: 1, list: long } })
  const { body } = await ask()
  expect(body).toMatchObject({ state: { n: 1 } })
  const id = String(body!.id)
  expect((await ask(`&since=${id}`)).answer.status).toBe(204)
  expect((await ask('', { 'if-none-match': `"${id}"` })).answer.status).toBe(304)
  say({ public: { n: 2, list: long } })
  await vi.waitFor(async () =>
    expect((await ask(`&since=${id}`)).body).toMatchObject({ from: id, changes: [{ n: [2] }] })
  )
})

test('the time is the server’s', async () => {
  const before = Date.now()
  const { at } = (await (await fetch(`${address}/time`)).json()) as { at: string }
  expect(Date.parse(at)).toBeGreaterThanOrEqual(before)
  expect(Date.parse(at)).toBeLessThanOrEqual(Date.now())
})

test('a hall that closes lets everybody go', async () => {
  const client = await follow()
  await streams.close()
  await client.until(() => !client.connected)
  expect(streams.count).toBe(0)
})
