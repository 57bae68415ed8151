import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { rootFolder } from '#platform/settings.ts'
import { freshDatabase } from '#test/database.ts'
import { build } from '../src/cli/built.ts'
import type { Measure } from './measure.ts'
import { openServer, type OpenServer } from './open-server.ts'

export const usage =
  'floor [--clients 10000] [--rounds 9]     the live meeting: a change to many, requests in a rush, two processes'

const RATIO_TARGET = 1.3
const BLOCK_TARGET_ms = 50
const P99_TARGET_ms = 250
const BETWEEN_PROCESSES_TARGET_ms = 20
const RUSH = 500
const MEETING = 'ahrd-7'

/** Opens two halls on one database, fills them with clients, and measures how fast all of them learn what happens. */
export async function measure(args: string[]): Promise<Measure[]> {
  const { values } = parseArgs({
    args,
    options: { clients: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '9' } }
  })
  if (!build()) throw new Error('The pages could not be built.')
  const { db, url, close } = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'balai-bench-floor-'))
  const loopFile = join(folder, 'loop')
  try {
    await openHall({ db, mode: 'demonstration', now: new Date(), afterLoad: [(tx, _mode, now) => loadCast(tx, now)] })
    await db.insertInto('meeting').values({ id: MEETING, dialogue_id: MEETING }).execute()
    const own = await openServer(url, {
      NODE_OPTIONS: `--import ${join(rootFolder(), 'bench', 'watch-loop.ts')}`,
      LOOP_DELAY_FILE: loopFile
    })
    const other = await openServer(url)
    try {
      const chair = await Chair.signIn(own.address)
      await chair.send({ do: 'open-item', item: 'dialogue-id' })
      await chair.send({ do: 'open-list' })
      return [
        ...(await toMany(own, chair, Number(values.clients), Number(values.rounds), loopFile)),
        ...(await betweenProcesses(own, other, chair)),
        ...(await inARush(db, chair))
      ]
    } finally {
      await other.close()
      await own.close()
    }
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Somebody at the console, with a session of the demonstration. */
class Chair {
  #address: string
  #cookie: string

  private constructor(address: string, cookie: string) {
    this.#address = address
    this.#cookie = cookie
  }

  static async signIn(address: string): Promise<Chair> {
    const answer = await fetch(`${address}/demonstration?/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: address },
      body: 'member=hafiz-mansor'
    })
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    if (!cookie) throw new Error(`Nobody could sign in: ${answer.status}`)
    return new Chair(address, cookie)
  }

  async send(command: Record<string, unknown>): Promise<{ request?: number }> {
    const answer = await fetch(`${this.#address}/floor/${MEETING}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify({ command })
    })
    const said = (await answer.json()) as { request?: number; refused?: string }
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${answer.status} ${said.refused}`)
    return said
  }
}

const now_ms = () => performance.timeOrigin + performance.now()
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)
const at = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))]!

interface Arrival {
  readonly last_ms: number
  readonly at_ms: number
  readonly frame: string
}

/** A process of clients that follow. */
class Clients {
  #child: ChildProcess
  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async open(port: string, count: number, path: string): Promise<Clients> {
    const child = fork(join(rootFolder(), 'bench', 'stream-clients.ts'), [port, String(count), path])
    await heard(child)
    return new Clients(child)
  }

  /** Waits for a change, once they are ready for it. */
  async arm(): Promise<{ readonly arrival: Promise<Arrival> }> {
    this.#child.send('arm')
    await heard(this.#child)
    return { arrival: heard<Arrival>(this.#child) }
  }

  close(): void {
    this.#child.kill()
  }
}

async function heard<Said>(child: ChildProcess): Promise<Said> {
  const ended = new AbortController()
  try {
    return await Promise.race([
      once(child, 'message', ended).then(([said]) => said as Said),
      once(child, 'exit', ended).then(() => {
        throw new Error('A process of the benchmark ended. Is the limit of open files high enough (ulimit -n)?')
      })
    ])
  } finally {
    ended.abort()
  }
}

const STREAM = `/floor/${MEETING}/stream?as=public`
const portOf = ({ address }: OpenServer) => new URL(address).port

async function toMany(
  server: OpenServer,
  chair: Chair,
  clients: number,
  rounds: number,
  loopFile: string
): Promise<Measure[]> {
  const before_MB = residentMegabytes(server.pid)
  const following = await Clients.open(portOf(server), clients, STREAM)
  await wait(1000)
  const each_kB = ((residentMegabytes(server.pid) - before_MB) * 1000) / clients
  const raw = fork(join(rootFolder(), 'bench', 'raw-loop.ts'))
  const { port } = await heard<{ port: number }>(raw)
  const plain = await Clients.open(String(port), clients, '/')
  const [sent, told, limit]: [number[], number[], number[]] = [[], [], []]
  try {
    await loopDelay_ms(server.pid, loopFile)
    for (let round = 0; round <= rounds; round++) {
      const { arrival } = await following.arm()
      const began_ms = now_ms()
      const { request } = await chair.send({ do: 'ask', delegation: 'TH' })
      const { last_ms, at_ms, frame } = await arrival
      await chair.send({ do: 'withdraw', request })
      const bare = await plain.arm()
      raw.send({ frame })
      const loop = await heard<{ began_ms: number }>(raw)
      const reached = await bare.arrival
      await wait(300)
      // The first round warms up.
      if (round === 0) continue
      sent.push(last_ms - began_ms)
      told.push(last_ms - at_ms)
      limit.push(reached.last_ms - loop.began_ms)
    }
    const blocked_ms = await loopDelay_ms(server.pid, loopFile)
    const limit_ms = at(limit, 0.5)
    const ratio = at(told, 0.5) / limit_ms
    return [
      { name: `raw loop to ${clients} sockets, same bytes (the limit), median`, value: limit_ms, unit: 'ms' },
      {
        name: `change to the last of ${clients} clients, median`,
        value: at(told, 0.5),
        unit: 'ms',
        limit: limit_ms,
        ratio,
        target: RATIO_TARGET,
        holds: ratio <= RATIO_TARGET
      },
      {
        name: `command sent to the last of ${clients} clients, median`,
        value: at(sent, 0.5),
        unit: 'ms',
        limit: limit_ms,
        ratio: at(sent, 0.5) / limit_ms
      },
      {
        name: 'longest block of the server’s event loop',
        value: blocked_ms,
        unit: 'ms',
        target: BLOCK_TARGET_ms,
        holds: blocked_ms <= BLOCK_TARGET_ms
      },
      { name: 'memory of the server for each client', value: each_kB, unit: 'kB' }
    ]
  } finally {
    following.close()
    plain.close()
    raw.kill()
  }
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1000
}

/** The longest delay since the last time it was asked for. */
async function loopDelay_ms(pid: number, file: string): Promise<number> {
  process.kill(pid, 'SIGUSR2')
  await wait(200)
  return Number(readFileSync(file, 'utf8'))
}

async function betweenProcesses(own: OpenServer, other: OpenServer, chair: Chair): Promise<Measure[]> {
  const near = await Clients.open(portOf(own), 50, STREAM)
  const far = await Clients.open(portOf(other), 50, STREAM)
  const [here, there]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < 60; round++) {
      const [one, two] = [await near.arm(), await far.arm()]
      const began_ms = now_ms()
      await chair.send({ do: round % 2 ? 'open-list' : 'close-list' })
      here.push((await one.arrival).last_ms - began_ms)
      there.push((await two.arrival).last_ms - began_ms)
      await wait(60)
    }
  } finally {
    near.close()
    far.close()
  }
  const more_ms = at(there, 0.95) - at(here, 0.95)
  return [
    { name: 'command to the clients of its own process, p95', value: at(here, 0.95), unit: 'ms' },
    { name: 'command to the clients of another process, p95', value: at(there, 0.95), unit: 'ms' },
    {
      name: 'more for another process, p95',
      value: more_ms,
      unit: 'ms',
      target: BETWEEN_PROCESSES_TARGET_ms,
      holds: more_ms <= BETWEEN_PROCESSES_TARGET_ms
    }
  ]
}

/** Five hundred delegations ask within a second, each by a request of its own through the door. */
async function inARush(db: Kysely<Database>, chair: Chair): Promise<Measure[]> {
  await seatMany(db)
  await chair.send({ do: 'open-item', item: 'dialogue-th' })
  await chair.send({ do: 'open-list' })
  const before = await db
    .selectFrom('floor_event')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow()
  const took_ms: number[] = []
  const began_ms = now_ms()
  await Promise.all(
    Array.from({ length: RUSH }, async (_, i) => {
      await wait((1000 / RUSH) * i)
      const sent_ms = now_ms()
      await chair.send({ do: 'ask', delegation: `invented-${i}` })
      took_ms.push(now_ms() - sent_ms)
    })
  )
  const all_ms = now_ms() - began_ms
  const asked = await db
    .selectFrom('floor_event')
    .select(['seq', 'data'])
    .where('kind', '=', 'asked')
    .where('seq', '>', before.seq)
    .orderBy('seq')
    .execute()
  const delegations = new Set(asked.map(({ data }) => data.delegation))
  const inOrder = asked.every(
    ({ data }, i) => i === 0 || Number(data.request) === Number(asked[i - 1]!.data.request) + 1
  )
  const missing = RUSH - (inOrder && asked.length === delegations.size ? delegations.size : 0)
  const p99_ms = at(took_ms, 0.99)
  return [
    {
      name: `${RUSH} requests in a second: missing, doubled or out of order`,
      value: missing,
      unit: '',
      target: 0,
      holds: missing === 0
    },
    { name: `${RUSH} requests in a second, p50`, value: at(took_ms, 0.5), unit: 'ms' },
    {
      name: `${RUSH} requests in a second, p99`,
      value: p99_ms,
      unit: 'ms',
      target: P99_TARGET_ms,
      holds: p99_ms <= P99_TARGET_ms
    },
    { name: 'until the last of them was answered', value: all_ms, unit: 'ms' }
  ]
}

/** Invented organisations with a consultative relationship and a seat. */
async function seatMany(db: Kysely<Database>): Promise<void> {
  const { id: source_id } = await db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
  const ids = Array.from({ length: RUSH }, (_, i) => `invented-${i}`)
  await db
    .insertInto('body')
    .values(ids.map((id) => ({ id, kind: 'cso' as const, name: JSON.stringify({ en: `Organisation ${id}` }) })))
    .execute()
  await db
    .insertInto('accreditation')
    .values(
      ids.map((body_id) => ({
        body_id,
        by_body_id: 'aichr',
        scheme: 'consultative-relationship' as const,
        status: 'granted' as const,
        effective_on: '2024-01-01',
        source_id
      }))
    )
    .execute()
  await db
    .insertInto('delegation')
    .values(ids.map((body_id) => ({ dialogue_id: MEETING, body_id, capacity: 'cso' as const, source_id })))
    .execute()
}
