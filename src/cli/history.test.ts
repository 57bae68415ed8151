import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODED_COLUMNS } from '#areas/bulk/history.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { rootFolder } from '#platform/settings.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'

const run = promisify(execFile)
let fresh: FreshDatabase
let folder: string

beforeAll(async () => {
  fresh = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'balai-history-'))
  await openHall({ db: fresh.db, mode: 'real', now: new Date('2026-01-05T02:00:00Z') })
})
afterAll(async () => {
  await fresh.close()
  rmSync(folder, { recursive: true, force: true })
})

async function balai(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = [join(rootFolder(), 'src/cli/main.ts'), 'history', ...args]
  const env = { ...process.env, BALAI_ROOT: rootFolder(), BALAI_DATA: folder, DATABASE_URL: fresh.url }
  return run(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), out: String(stdout), err: String(stderr) })
  )
}

function fileOf(...rows: string[][]): string {
  const path = join(folder, 'past.csv')
  writeFileSync(path, stringify([[...CODED_COLUMNS], ...rows]))
  return path
}

const good = ['12', 'Thailand', 'France', 'Supported', 'Justice', 'Train judges']
const wrong = ['12', 'Atlantis', 'France', 'Supported', 'Justice', 'Rise from the sea']

test('looks without --enter, enters with a bar, and takes back', async () => {
  const file = fileOf(good)
  expect(await balai(file)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Rows read: 1. New recommendations: 1.')
  })
  expect(await balai(file, '--enter')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Recommendations entered: 1, as import 1.'),
    err: expect.stringContaining('1 of 1')
  })
  expect((await balai(file)).out).toContain('New recommendations: 0. On record already: 1.')
  expect(await balai('--undo', '1', '--reason', 'Only a trial')).toMatchObject({
    code: 0,
    out: 'Recommendations taken back: 1.\n'
  })
  expect(await balai('--undo', '1', '--reason', 'Again')).toMatchObject({
    code: 1,
    err: 'It was taken back already.\n'
  })
  expect((await balai(file)).out).toContain('New recommendations: 1. On record already: 0.')
})

test('a row that cannot be read keeps all out, unless it is to be left out', async () => {
  const file = fileOf(good, wrong)
  const told = await balai(file, '--enter')
  expect(told).toMatchObject({ code: 1, err: expect.stringContaining('row 3: No State is called “Atlantis”.') })
  expect(await balai(file, '--enter', '--skip-faulty')).toMatchObject({ code: 0 })
})

test('tells how it is called, and which file it cannot read', async () => {
  expect(await balai()).toMatchObject({ code: 2, err: expect.stringContaining('Usage: bin/balai history FILE') })
  expect(await balai('--undo', '1')).toMatchObject({ code: 2 })
  expect(await balai(join(folder, 'missing.csv'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read')
  })
  const other = join(folder, 'other.csv')
  writeFileSync(other, 'a,b\n1,2\n')
  expect(await balai(other)).toMatchObject({ code: 1, err: expect.stringContaining('Columns are missing: session') })
})
