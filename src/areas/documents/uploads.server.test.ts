import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  const received = receiveLeftUploads(context, dataFolder)
  // At once: on a busy machine whoever looks first would find nothing to look into.
  expect(existsSync(join(dataFolder, 'uploads'))).toBe(true)
  expect(await received).toBe(0)
  rmSync(dataFolder, { recursive: true })
})
