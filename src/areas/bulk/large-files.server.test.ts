import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { longestPause } from '#test/longest-pause.ts'
import { askHistory, carryOutHistory, receiveHistory } from './history-actions.server.ts'
import { MOST_HISTORY_ROWS } from './history-file.server.ts'
import { CODED_COLUMNS } from './history.ts'
import { receiveSheet } from './sheet-actions.server.ts'
import { MOST_SHEET_ROWS } from './sheet-file.server.ts'

const NOW = new Date('2026-03-02T03:00:00Z')
let fresh: FreshDatabase
let folder: string
beforeAll(async () => {
  fresh = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'balai-large-'))
  await openHall({ db: fresh.db, mode: 'real', now: NOW })
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true, force: true })
})

const mandates = [{ role: 'secretariat' as const, bodyId: null, duty: null, since: '2025-01-01', until: null }]
const officer = (): { db: FreshDatabase['db']; actor: Actor; now: Date } => ({
  db: fresh.db,
  actor: { kind: 'system', name: 'bin/balai' },
  now: NOW
})
const secretary: Actor = { kind: 'account', id: 'nobody', name: 'Secretary', mandates }

async function file(name: string, content: string | Uint8Array) {
  const path = join(folder, name)
  await writeFile(path, content)
  return { path, originalName: name }
}

/** Every row the same, so that nothing but reading them takes long. */
function history(rows: number, text = 'Reduce poverty'): string {
  return `${CODED_COLUMNS.join(',')}\n${`12,Timor-Leste,Brazil,Supported,Poverty,${text}\n`.repeat(rows)}`
}

/** Whoever else asks for a page waits no longer than a small part of the time that the file takes. */
const SMALL_PART = 1 / 3

describe('while a large file is read, the hall answers others', () => {
  test('past reviews: looked at, and entered by a job', async () => {
    const arrival = await file('large.csv.gz', gzipSync(history(20_000, 'Reduce poverty. '.repeat(60))))
    let fileId = 0
    const looked = await longestPause(async () => {
      const received = await receiveHistory(officer(), folder, arrival)
      if (isRefusal(received)) throw new Error(received.refused)
      fileId = received.fileId
    })
    expect(looked.pause_ms).toBeLessThan(looked.took_ms * SMALL_PART)
    await askHistory(officer(), fileId, { skipsFaulty: false, byJob: false })
    const entered = await longestPause(async () => {
      const hall = { ...officer(), actor: { kind: 'system', name: 'hall' } as const }
      expect(await carryOutHistory(hall, folder, fileId)).toMatchObject({ entered: 1 })
    })
    expect(entered.pause_ms).toBeLessThan(entered.took_ms * SMALL_PART)
  })

  test('a sheet', async () => {
    const arrival = {
      ...(await file('large.csv', `${',a'.repeat(150)}\n`.repeat(MOST_SHEET_ROWS))),
      locale: 'en' as const
    }
    const looked = await longestPause(async () => {
      const outcome = await receiveSheet({ ...officer(), actor: secretary }, folder, null, arrival)
      expect(outcome).toMatchObject({ refused: 'bulk.sheet_no_head', field: 'file' })
    })
    expect(looked.pause_ms).toBeLessThan(looked.took_ms * SMALL_PART)
  })
})

test('more rows than the hall holds against its record are refused, with their number', async () => {
  const most = { most: MOST_HISTORY_ROWS }
  const tooMany = { refused: 'bulk.file_too_many_rows', values: most, field: 'file' }
  expect(await receiveHistory(officer(), folder, await file('many.csv', history(MOST_HISTORY_ROWS + 1)))).toEqual(
    tooMany
  )
  expect(await receiveHistory(officer(), folder, await file('most.csv', history(MOST_HISTORY_ROWS)))).toHaveProperty(
    'fileId'
  )
  const sheet = { ...(await file('many-rows.csv', 'a\n'.repeat(MOST_SHEET_ROWS + 1))), locale: 'en' as const }
  expect(await receiveSheet({ ...officer(), actor: secretary }, folder, null, sheet)).toMatchObject({
    refused: 'bulk.file_too_many_rows',
    values: { most: MOST_SHEET_ROWS }
  })
})
