import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from './embedded.server.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'balai-embedded-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const opened = () => startEmbedded(folder, { parameters: { fsync: 'off' } })
const isUp = () => existsSync(join(folder, 'postgresql', 'postmaster.pid'))

test('the server goes on until the last who uses it leaves', async () => {
  const first = await opened()
  const second = await opened()
  await first.stop()
  const client = new pg.Client({ connectionString: second.url })
  await client.connect()
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await client.end()
  await second.stop()
  expect(isUp()).toBe(false)
})

test('a connection that is still closing, or was forgotten, keeps no server up', async () => {
  const embedded = await opened()
  const forgotten = new pg.Client({ connectionString: embedded.url })
  forgotten.on('error', () => undefined)
  await forgotten.connect()
  await embedded.stop()
  expect(isUp()).toBe(false)
  await forgotten.end().catch(() => undefined)
})

test('of several who leave at once one stops it', async () => {
  for (let i = 0; i < 5; i++) {
    const all = [await opened(), await opened(), await opened()]
    await Promise.all(all.map((one) => one.stop()))
    expect(isUp()).toBe(false)
  }
})
