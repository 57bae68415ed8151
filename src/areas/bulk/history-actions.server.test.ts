import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { stringify } from 'csv-stringify/sync'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import { search } from '#areas/publication/search.server.ts'
import { rootFolder } from '#platform/settings.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import { bulkFile, openEntries } from './store.server.ts'
import { askHistory, carryOutHistory, previewHistory, receiveHistory, undoHistory } from './history-actions.server.ts'
import { CODED_COLUMNS } from './history.ts'
import { countsOfFile } from './history-store.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { lockRecommendation } from '#areas/follow-up/store.server.ts'
import { sideBySideOf } from '#areas/overview/side-by-side-store.server.ts'

const real = join(rootFolder(), '..', 'shared', 'data', 'upr-recommendations-sessions-01-12.csv.gz')

let fresh: FreshDatabase
let folder: string
beforeAll(async () => {
  fresh = await demonstrationDatabase()
  folder = await mkdtemp(join(tmpdir(), 'balai-history-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true, force: true })
})

const as = (who: Actor) => ({ db: fresh.db, actor: who, now: NOW })
const ratna = () => as(inOffice('ratna-wijayakusuma'))
const hall = () => as({ kind: 'system', name: 'hall' })

const coded = [
  ['11', 'Thailand', 'France', 'Supported', 'Detention', 'Improve the conditions of detention'],
  ['11', 'Thailand', 'Spain', 'Supported', 'Justice', 'Improve the conditions of detention'],
  ['12', 'Thailand', '(unknown)', 'Noted', 'Death penalty', 'Abolish the death penalty'],
  ['12', 'Timor-Leste', 'Brazil', 'Supported', 'Poverty', 'Reduce poverty in rural areas']
]
const faulty = ['12', 'Atlantis', 'Brazil', 'Supported', 'Poverty', 'Rise from the sea']

async function received(rows: readonly (readonly string[])[], name = 'history.csv'): Promise<number> {
  const csv = stringify([[...CODED_COLUMNS], ...rows.map((row) => [...row])])
  const path = join(folder, name)
  await writeFile(path, name.endsWith('.gz') ? gzipSync(csv) : csv)
  const outcome = await receiveHistory(ratna(), folder, { path, originalName: name })
  if ('refused' in outcome) throw new Error(outcome.refused)
  return outcome.fileId
}

async function enter(fileId: number, skipsFaulty = false) {
  const asked = await askHistory(ratna(), fileId, { skipsFaulty, byJob: false })
  if ('refused' in asked) throw new Error(asked.refused)
  return carryOutHistory(hall(), folder, fileId)
}

async function counted(): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from recommendation) as standing,
      (select count(*)::int from recorded_recommendation) as recorded,
      (select count(*)::int from recommendation_search) as searched,
      (select count(*)::int from recommendation_addressee) as addressed,
      (select count(*)::int from recommendation_maker) as made`.execute(fresh.db)
  return rows[0]!
}

const inSearch = async (session: string) =>
  (await search(fresh.db, { words: '', filters: { session: [session] } }, 'en')).total

describe('past reviews', () => {
  test('only the secretariat looks, asks and takes back', async () => {
    const path = join(folder, 'none.csv')
    await writeFile(path, 'x')
    for (const id of ['siti-lestari-adi', 'yohanes-prabaswara', 'lim-suet-yee']) {
      expect(await receiveHistory(as(inOffice(id)), folder, { path, originalName: 'x' })).toEqual({
        refused: 'shell.refused_role'
      })
      expect(await askHistory(as(inOffice(id)), 1, { skipsFaulty: false })).toEqual({ refused: 'shell.refused_role' })
      expect(await undoHistory(as(inOffice(id)), 1, 'x')).toEqual({ refused: 'shell.refused_role' })
    }
  })

  test('a file that is none gets its sentence', async () => {
    for (const [content, refused] of [
      ['', 'bulk.file_empty'],
      ['session,text\n1,a', 'bulk.file_columns'],
      [Buffer.from([0x1f, 0x8b, 1, 2]), 'bulk.file_not_gzip'],
      [Buffer.from([0, 1, 2, 0, 0, 9, 1, 1, 2, 3]), 'bulk.file_not_csv'],
      [`${CODED_COLUMNS.join(',')}\n1,"open`, 'bulk.file_broken_line']
    ] as const) {
      const path = join(folder, 'wrong')
      await writeFile(path, content)
      expect(await receiveHistory(ratna(), folder, { path, originalName: 'wrong' })).toMatchObject({ refused })
    }
  })

  test('enter with all that is known of them, are recognised, and leave everything as one when taken back', async () => {
    const before = await counted()
    const fileId = await received(coded, 'history.csv.gz')
    const preview = await previewHistory(fresh.db, folder, (await bulkFile(fresh.db, fileId))!)
    expect(preview).toMatchObject({ rows: 4, known: 0, faults: [] })
    expect(await counted()).toEqual(before)

    expect(await enter(fileId)).toEqual({ entered: 3, known: 0, faulty: 0 })
    expect(await carryOutHistory(hall(), folder, fileId)).toBeNull()
    expect(await askHistory(ratna(), fileId, { skipsFaulty: false, byJob: false })).toEqual({
      refused: 'bulk.entered_already'
    })
    const after = await counted()
    expect(after).toEqual({
      standing: before.standing! + 3,
      recorded: before.recorded! + 3,
      searched: before.searched! + 3,
      addressed: before.addressed! + 3,
      made: before.made! + 3
    })
    expect(await inSearch('UPR 12')).toBe(2)
    expect(await countsOfFile(fresh.db, fileId)).toEqual({
      sessions: [
        { session: 11, supported: 1, noted: 0 },
        { session: 12, supported: 1, noted: 1 }
      ],
      states: [
        { state: 'TH', supported: 1, noted: 1 },
        { state: 'TL', supported: 1, noted: 0 }
      ]
    })
    const sums = await sideBySideOf(fresh.db, 'TH', '2026-03-02')
    expect(sums.sessions.slice(-2)).toMatchObject([
      { session: 'UPR 12', addressed: 1, noted: 1, supported: 0 },
      { session: 'UPR 11', addressed: 1, supported: 1, isDialogue: false }
    ])

    // A second import of the same rows and one more enters that one.
    const again = await received([...coded, ['12', 'Thailand', 'Japan', 'Supported', 'Justice', 'Train judges']])
    expect(await enter(again)).toEqual({ entered: 1, known: 3, faulty: 0 })
    expect(await enter(await received(coded))).toMatchObject({ entered: 0, refusal: { refused: 'bulk.history_known' } })

    // Something built on one of them keeps the whole where it is.
    await recordStage(ratna(), {
      reference: 'UPR11-TH-1',
      stage: 'consensus',
      reachedOn: '2026-02-01',
      into: null,
      reason: 'Taken up',
      source: 'Minutes',
      sourceUrl: null
    })
    expect(await undoHistory(ratna(), fileId, 'Wrong file')).toMatchObject({
      refused: 'bulk.undo_built_on',
      values: { count: 1, some: 'UPR11-TH-1' }
    })
    expect(await undoHistory(ratna(), again, 'Wrong file')).toEqual({ gone: 1 })
    expect(await undoHistory(ratna(), again, 'Wrong file')).toEqual({ refused: 'bulk.undone_already' })
    expect(await inSearch('UPR 12')).toBe(2)
    expect(await counted()).toEqual({ ...after, recorded: after.recorded! + 1 })

    // What was taken back can come again, under a number of its own.
    await enter(await received([['12', 'Thailand', 'Japan', 'Supported', 'Justice', 'Train judges']]))
    expect(
      await fresh.db
        .selectFrom('recommendation')
        .select('reference')
        .where('reference', 'like', 'UPR12-TH-%')
        .orderBy('id')
        .execute()
    ).toEqual([{ reference: 'UPR12-TH-1' }, { reference: 'UPR12-TH-3' }])
    expect(await openEntries(fresh.db)).toEqual([])
  })

  test('a faulty row keeps the file out, unless it is to be left out', async () => {
    const rows = [['10', 'Myanmar', 'Japan', 'Noted', 'Justice', 'Release prisoners'], faulty]
    const before = await counted()
    expect(await enter(await received(rows))).toMatchObject({
      refusal: { refused: 'bulk.history_faulty', values: { count: 1 } }
    })
    expect(await counted()).toEqual(before)
    expect(await enter(await received(rows), true)).toEqual({ entered: 1, known: 0, faulty: 1 })
  })

  test('a failure in the middle leaves nothing, and the import can be made again', async () => {
    const before = await counted()
    const many = Array.from({ length: 1200 }, (_, i) => ['9', 'Laos', 'Japan', 'Supported', 'Justice', `Measure ${i}`])
    const fileId = await received(many)
    const asked = await askHistory(ratna(), fileId, { skipsFaulty: false, byJob: false })
    expect(asked).toEqual({ fileId })
    const stop = carryOutHistory(hall(), folder, fileId, (stage) => {
      if (stage === 'indexing') throw new Error('the power went out')
    })
    await expect(stop).rejects.toThrow('the power went out')
    expect(await counted()).toEqual(before)
    expect(await openEntries(fresh.db)).toEqual([fileId])
    // Two that carry it out at once enter it once.
    const told = async () => (await fresh.db.selectFrom('hall_event').select('id').execute()).length
    const toldBefore = await told()
    const both = await Promise.all([1, 2].map(() => carryOutHistory(hall(), folder, fileId)))
    expect(both.filter((outcome) => outcome !== null)).toEqual([{ entered: 1200, known: 0, faulty: 0 }])
    expect((await counted()).standing).toBe(before.standing! + 1200)
    expect(await told()).toBe(toldBefore + 1)
    const audited = await fresh.db
      .selectFrom('audit')
      .select('id')
      .where('permission', '=', 'bulk.import-history')
      .where((eb) => eb.or([eb('subject_id', '=', String(fileId)), eb('subject_id', 'is', null)]))
      .execute()
    expect(audited).toHaveLength(1)
  })

  test('who builds on a recommendation while its file is taken back is not left without it', async () => {
    const fileId = await received([['8', 'Viet Nam', 'Japan', 'Supported', 'Justice', 'Train judges']])
    await enter(fileId)
    const { id } = await fresh.db
      .selectFrom('recommendation')
      .select('id')
      .where('reference', '=', 'UPR8-VN-1')
      .executeTakeFirstOrThrow()
    let undoing: ReturnType<typeof undoHistory> | undefined
    await fresh.db.transaction().execute(async (tx) => {
      await lockRecommendation(tx, id)
      undoing = undoHistory(ratna(), fileId, 'Wrong file')
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 200)
      })
      await tx
        .insertInto('recommendation_stage')
        .values({
          recommendation_id: id,
          stage: 'consensus',
          reached_on: '2026-02-01',
          into_id: null,
          reason: 'Taken up',
          source: 'Minutes',
          source_url: null,
          corrects: null,
          recorded_at: NOW,
          recorded_by: 'x'
        })
        .execute()
    })
    expect(await undoing).toMatchObject({ refused: 'bulk.undo_built_on', values: { some: 'UPR8-VN-1' } })
  })
})

describe.skipIf(!existsSync(real))('the coded rows beside the project (../shared)', () => {
  test('all 21,354 rows enter in one go, are known afterwards, and go as one', { timeout: 180_000 }, async () => {
    const before = await counted()
    const outcome = await receiveHistory(ratna(), folder, { path: real, originalName: 'upr.csv.gz' })
    if ('refused' in outcome) throw new Error(outcome.refused)
    const preview = await previewHistory(fresh.db, folder, (await bulkFile(fresh.db, outcome.fileId))!)
    expect(preview).toMatchObject({ rows: 21_354, faults: [] })
    const entered = await enter(outcome.fileId)
    expect(entered!.entered).toBeGreaterThan(20_000)
    expect((await counted()).standing).toBe(before.standing! + entered!.entered)
    const again = await previewHistory(fresh.db, folder, (await bulkFile(fresh.db, outcome.fileId))!)
    expect(again).toMatchObject({ fresh: [], known: entered!.entered, faults: [] })
    expect(await undoHistory(ratna(), outcome.fileId, 'Only a trial')).toEqual({ gone: entered!.entered })
    const after = await counted()
    expect({ ...after, recorded: 0 }).toEqual({ ...before, recorded: 0 })
  })
})
