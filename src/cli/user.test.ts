import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { rootFolder } from '#platform/settings.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'

const run = promisify(execFile)
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase()
  await openHall({
    db: fresh.db,
    mode: 'demonstration',
    now: new Date('2026-01-05T02:00:00Z'),
    afterLoad: [(tx, _mode, now) => loadCast(tx, now)]
  })
})

afterAll(() => fresh.close())

async function balai(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = [join(rootFolder(), 'src/cli/main.ts'), 'user', ...args]
  const env = { ...process.env, BALAI_ROOT: rootFolder(), DATABASE_URL: fresh.url }
  return run(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), out: String(stdout), err: String(stderr) })
  )
}

const MARICEL = 'maricel-bautista-cruz@cast.invalid'

async function mandateOf(email: string, office: string): Promise<string | undefined> {
  const line = (await balai('list')).out.split('\n').find((told) => told.startsWith(email))
  return new RegExp(`(\\d+): ${office}`).exec(line ?? '')?.[1]
}

test('a mandate is granted, listed and ended, each with its audit row', async () => {
  const granted = await balai('grant', MARICEL, '--role', 'observer', '--reason', 'Note 12', '--since', '2026-01-01')
  expect(granted).toMatchObject({ code: 0, out: expect.stringContaining('Maricel Bautista Cruz') })
  const id = await mandateOf(MARICEL, 'observer')
  expect(id).toBeDefined()
  const ended = await balai('end', id!, '--reason', 'Note 13', '--until', '2026-02-01')
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('2026-02-01') })
  const audit = await fresh.db.selectFrom('audit').select(['permission', 'actor_name']).orderBy('id').execute()
  expect(audit.slice(-2)).toEqual([
    { permission: 'people.grant-mandate', actor_name: 'bin/balai' },
    { permission: 'people.end-mandate', actor_name: 'bin/balai' }
  ])
})

test('an invitation prints its link and leaves a letter', async () => {
  const told = await balai(
    'invite',
    'new@example.org',
    '--name',
    'New Person',
    '--role',
    'nhri',
    '--body',
    'suhakam',
    '--reason',
    'Letter 4'
  )
  expect(told).toMatchObject({ code: 0, out: expect.stringMatching(/\/invitation\/\S+\n$/) })
  const letters = await fresh.db.selectFrom('mail').select('recipient').execute()
  expect(letters.map(({ recipient }) => recipient)).toContain('new@example.org')
})

test.each([
  ['no account', ['grant', 'nobody@example.org', '--role', 'observer', '--reason', 'x'], 'There is no such account.'],
  [
    'a body of another kind',
    ['grant', MARICEL, '--role', 'nhri', '--body', 'ID', '--reason', 'x'],
    "isn’t held|isn't held"
  ],
  ['no reason', ['grant', MARICEL, '--role', 'observer'], 'rests on'],
  ['a role that is none', ['grant', MARICEL, '--role', 'king', '--reason', 'x'], 'Choose a role.'],
  [
    'a day that is none',
    ['grant', MARICEL, '--role', 'observer', '--reason', 'x', '--since', '2026-02-30'],
    'as a date'
  ],
  ['a mandate that is none', ['end', 'the-last-one', '--reason', 'x'], 'no longer stands']
])('%s: a sentence, and nothing is done', async (_name, args, sentence) => {
  const before = await fresh.db.selectFrom('audit').select('id').execute()
  const told = await balai(...args)
  expect(told.code).toBe(1)
  expect(told.err).toMatch(new RegExp(sentence))
  expect(await fresh.db.selectFrom('audit').select('id').execute()).toHaveLength(before.length)
})

test('called wrongly it tells how', async () => {
  for (const args of [[], ['grant'], ['list', 'all'], ['grant', MARICEL, '--colour', 'red']]) {
    expect(await balai(...args)).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') })
  }
})

test('the last secretariat account stays', async () => {
  const id = await mandateOf('ratna-wijayakusuma@cast.invalid', 'secretariat')
  expect(await balai('end', id!, '--reason', 'x')).toMatchObject({ code: 1 })
})
