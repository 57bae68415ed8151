import { pbkdf2 } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, NOW } from '#test/demonstration.ts'
import { receiveLeftUploads } from './uploads.server.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await demonstrationDatabase()
})
afterAll(() => fresh.close())

test('a hall that has no folder of uploads yet makes it before it looks into it', async () => {
  const context = { db: fresh.db, actor: { kind: 'system', name: 'balai' } as const, now: NOW }
  const dataFolder = mkdtempSync(join(tmpdir(), 'balai-uploads-'))
  // A busy machine: whatever is left to the threads of the file system waits.
  const busy = Array.from({ length: 16 }, () => promisify(pbkdf2)('', '', 100_000, 32, 'sha512'))
  const received = receiveLeftUploads(context, dataFolder)
  expect(existsSync(join(dataFolder, 'uploads'))).toBe(true)
  expect(await received).toBe(0)
  await Promise.all(busy)
  rmSync(dataFolder, { recursive: true })
})
