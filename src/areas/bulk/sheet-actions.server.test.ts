import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { search } from '#areas/publication/search.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW, TODAY } from '#test/demonstration.ts'
import { signOff, speak } from '#areas/follow-up/actions.server.ts'
import { bulkFile } from './store.server.ts'
import { enterSheet, previewSheet, receiveSheet, undoSheet } from './sheet-actions.server.ts'
import { sheetRecords } from './sheet-store.server.ts'
import { writeSheet, type SheetFormat } from './sheet-template.server.ts'
import { columnsOf, type SheetColumn, type SheetPlan, type SheetRecord } from './sheet.ts'
import { entriesOf, recommendationByReference, scales } from '#areas/follow-up/store.server.ts'
import { standingOn } from '#areas/follow-up/tracks.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

const INDONESIA: Voice = { track: 'state', by: 'ID' }
const KOMNAS: Voice = { track: 'stakeholder', by: 'komnas-ham' }
const LANTERN: Voice = { track: 'stakeholder', by: 'lantern-network' }

let fresh: FreshDatabase
let folder: string
beforeAll(async () => {
  fresh = await demonstrationDatabase()
  folder = await mkdtemp(join(tmpdir(), 'balai-sheet-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true, force: true })
})

const as = (id: string, now = NOW) => ({ db: fresh.db, actor: inOffice(id), now })
const siti = () => as('siti-lestari-adi')

type Filling = Readonly<Record<string, Partial<Record<SheetColumn, string>>>>

/** Fetches the sheet of a voice about a State, fills cells of some rows, and brings it back. */
async function filled(
  who: ReturnType<typeof as>,
  voice: Voice | null,
  state: string,
  filling: Filling,
  format: SheetFormat = 'csv'
): Promise<number> {
  const kind = voice ? 'progress' : 'positions'
  const records = await sheetRecords(fresh.db, { kind, voice, states: [state], mechanism: 'dialogue', day: TODAY })
  return brought(who, voice, records, filling, format)
}

async function brought(
  who: ReturnType<typeof as>,
  voice: Voice | null,
  records: readonly SheetRecord[],
  filling: Filling,
  format: SheetFormat = 'csv'
): Promise<number> {
  const kind = voice ? 'progress' : 'positions'
  const standing = records.map((one) => ({ ...one, filling: filling[one.reference] ?? {} }))
  // The words are put where a spreadsheet program would: into the written file.
  const written = await writeSheet({ kind, records: standing, scales: await scales(fresh.db) }, 'csv', 'en')
  const { parse } = await import('csv-parse/sync')
  const [head, ...rows] = parse(Buffer.from(written), { bom: true }) as string[][]
  const columns = columnsOf(kind)
  const cells = rows.map((row) => columns.map((column, i) => filling[row[0]!]?.[column] ?? row[i]!))
  const { stringify } = await import('csv-stringify/sync')
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const day = /^\d{4}-\d{2}-\d{2}$/
  const bytes =
    format === 'csv'
      ? stringify([head!, ...cells])
      : await writeExcelFile([
          head!.map((value) => ({ value, type: String })),
          ...cells.map((row) =>
            row.map((value) =>
              day.test(value)
                ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
                : { value, type: String }
            )
          )
        ]).toBuffer()
  const path = join(folder, `sheet.${format}`)
  await writeFile(path, bytes)
  const outcome = await receiveSheet(who, folder, voice, { path, originalName: `sheet.${format}`, locale: 'en' })
  if ('refused' in outcome) throw new Error(outcome.refused)
  return outcome.fileId
}

const enter = (who: ReturnType<typeof as>, fileId: number) => enterSheet(who, folder, fileId, 'en')
async function planned(who: ReturnType<typeof as>, fileId: number): Promise<SheetPlan> {
  return (await previewSheet(who, folder, (await bulkFile(fresh.db, fileId))!, 'en')) as SheetPlan
}
async function standing(reference: string, state = 'ID') {
  const { id } = (await recommendationByReference(fresh.db, reference))!
  const entries = await entriesOf(fresh.db, id, state)
  return { entries, ...standingOn(entries, TODAY) }
}
const report = { grade: 'Under way', observed_on: '2026-02-01', text: 'A working group met.' }

describe('a sheet of reports', () => {
  test('fetched and brought back as it is changes nothing, in both formats', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const fileId = await filled(siti(), INDONESIA, 'ID', {}, format)
      expect(await planned(siti(), fileId)).toMatchObject({ changes: [], faults: [], untouched: 5 })
      expect(await enter(siti(), fileId)).toEqual({ refused: 'bulk.sheet_nothing' })
    }
  })

  test('all or nothing: one wrong cell keeps every row out', async () => {
    const fileId = await filled(siti(), INDONESIA, 'ID', {
      'AHRD7-R1': report,
      'AHRD7-R2': { ...report, grade: 'Nearly' }
    })
    expect(await planned(siti(), fileId)).toMatchObject({ changes: [{}], faults: [{ line: 3, column: 'grade' }] })
    expect(await enter(siti(), fileId)).toMatchObject({ refused: 'bulk.sheet_faulty' })
    expect((await standing('AHRD7-R1')).entries).toEqual([])
  })

  test('enters by Excel with its own days, once, with its audit, and is taken back as a whole', async () => {
    const fileId = await filled(siti(), INDONESIA, 'ID', { 'AHRD7-R1': report, 'AHRD7-R2': report }, 'xlsx')
    expect(await enter(siti(), fileId)).toEqual({ entered: 2 })
    expect(await enter(siti(), fileId)).toMatchObject({
      refused: expect.stringMatching(/entered_already|sheet_faulty/)
    })
    expect((await standing('AHRD7-R1')).state).toMatchObject({
      level: 'under-way',
      observedOn: '2026-02-01',
      locale: 'en'
    })

    // A second sheet puts one right and adds a later one.
    const second = await filled(siti(), INDONESIA, 'ID', {
      'AHRD7-R1': { text: 'Two working groups met.' },
      'AHRD7-R2': { ...report, grade: 'Partly done', observed_on: '2026-03-01' }
    })
    expect((await planned(siti(), second)).changes.map(({ corrects }) => corrects !== null)).toEqual([true, false])
    expect(await enter(siti(), second)).toEqual({ entered: 2 })
    expect((await standing('AHRD7-R1')).state).toMatchObject({ text: 'Two working groups met.' })
    // The first can't go while the second rests on it.
    expect(await undoSheet(siti(), fileId, 'Wrong sheet')).toMatchObject({
      refused: 'bulk.undo_built_on',
      values: { count: 1, some: 'AHRD7-R1' }
    })
    expect(await undoSheet(as('niran-thepsuwan'), second, 'x')).toEqual({ refused: 'shell.refused_role' })
    expect(await undoSheet(as('wahyu-purnomo-jati'), second, 'Wrong sheet')).toEqual({ undone: 2 })
    const first = await standing('AHRD7-R1')
    expect(first.state).toMatchObject({ text: report.text, level: 'under-way' })
    expect(first.entries).toHaveLength(3)
    const later = await standing('AHRD7-R2')
    expect(later.state).toMatchObject({ observedOn: '2026-02-01' })
    expect(later.entries.find(({ retracted }) => retracted)).toMatchObject({ retraction: 'Wrong sheet' })
    expect(await undoSheet(siti(), second, 'x')).toMatchObject({ refused: 'bulk.undone_already' })
    const said = await fresh.db
      .selectFrom('audit')
      .select(['permission', 'details'])
      .where('permission', 'like', 'bulk.%progress')
      .execute()
    expect(said.filter(({ permission }) => permission === 'bulk.enter-progress')).toMatchObject([
      { details: { count: 2, references: ['AHRD7-R1', 'AHRD7-R2'] } },
      { details: { count: 2 } }
    ])
  })

  test('what was signed off since stays', async () => {
    const fileId = await filled(siti(), INDONESIA, 'ID', {
      'AHRD7-R7': { ...report, grade: 'Fully done', evidence: 'Law 3 of 2026' }
    })
    expect(await enter(siti(), fileId)).toEqual({ entered: 1 })
    const { state } = await standing('AHRD7-R7')
    expect(await signOff(as('dewi-anggraini-putri'), state!.id)).toMatchObject({ reference: 'AHRD7-R7' })
    expect(await undoSheet(siti(), fileId, 'x')).toMatchObject({ refused: 'bulk.undo_built_on' })
  })

  test('a row that somebody changed after it was fetched is not overwritten', async () => {
    const records = await sheetRecords(fresh.db, {
      kind: 'progress',
      voice: INDONESIA,
      states: ['ID'],
      mechanism: 'dialogue',
      day: TODAY
    })
    const fileId = await brought(siti(), INDONESIA, records, { 'AHRD7-R5': report, 'AHRD7-R3': report })
    expect(await planned(siti(), fileId)).toMatchObject({ changes: [{}, {}], faults: [] })
    const said = {
      reference: 'AHRD7-R5',
      aboutBodyId: 'ID',
      track: 'state',
      byBodyId: 'ID',
      scaleId: 'balai',
      grade: 'planned'
    } as const
    const rest = {
      observedOn: '2026-02-02',
      text: 'Planned.',
      locale: 'en',
      evidence: null,
      evidenceUrl: null,
      corrects: null
    }
    await speak(as('wahyu-purnomo-jati'), { ...said, ...rest })
    expect(await planned(siti(), fileId)).toMatchObject({
      faults: [{ column: 'fingerprint', reference: 'AHRD7-R5', reason: { values: { by: 'Wahyu Purnomo Jati' } } }]
    })
    expect(await enter(siti(), fileId)).toMatchObject({ refused: 'bulk.sheet_faulty' })
    expect((await standing('AHRD7-R3')).entries).toEqual([])
  })
})

describe('rights, row by row', () => {
  test('nobody receives a sheet in a voice that they have not', async () => {
    const path = join(folder, 'x.csv')
    await writeFile(path, 'x')
    for (const [id, voice] of [
      ['niran-thepsuwan', INDONESIA],
      ['dewi-anggraini-putri', INDONESIA],
      ['siti-lestari-adi', KOMNAS],
      ['siti-lestari-adi', null],
      ['lim-suet-yee', LANTERN]
    ] as const) {
      const outcome = await receiveSheet(as(id), folder, voice, { path, originalName: 'x', locale: 'en' })
      expect(outcome, id).toEqual({ refused: 'shell.refused_role' })
    }
  })

  test('an NHRI assesses its own State: a row about another is a fault', async () => {
    const records = await sheetRecords(fresh.db, {
      kind: 'progress',
      voice: KOMNAS,
      states: ['ID', 'TH'],
      references: ['AHRD7-R3'],
      day: TODAY
    })
    const fileId = await brought(as('yohanes-prabaswara'), KOMNAS, records, {
      'AHRD7-R3': { ...report, grade: 'Partially implemented (0.33 to 0.65)' }
    })
    expect(await planned(as('yohanes-prabaswara'), fileId)).toMatchObject({
      changes: [{ state: 'ID' }],
      faults: [{ column: 'state', reason: { refused: 'bulk.cell_not_yours', values: { state: 'TH' } } }]
    })
  })

  test('a CSO assesses several States in one sheet, until its accreditation is suspended', async () => {
    const records = await sheetRecords(fresh.db, {
      kind: 'progress',
      voice: LANTERN,
      states: ['ID', 'TH'],
      references: ['AHRD7-R3'],
      day: TODAY
    })
    const maricel = as('maricel-bautista-cruz')
    const fileId = await brought(maricel, LANTERN, records, { 'AHRD7-R3': report })
    const { id: source_id } = await fresh.db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
    const event = {
      body_id: 'lantern-network',
      by_body_id: 'aichr',
      scheme: 'consultative-relationship' as const,
      source_id
    }
    const suspended = await fresh.db
      .insertInto('accreditation')
      .values({ ...event, status: 'suspended', effective_on: '2026-03-01', corrects: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await planned(maricel, fileId)).toMatchObject({
      changes: [],
      faults: [{ reason: { refused: 'follow-up.accreditation_missing' } }, {}]
    })
    expect(await enter(maricel, fileId)).toMatchObject({ refused: 'bulk.sheet_faulty' })
    await fresh.db
      .insertInto('accreditation')
      .values({ ...event, status: 'suspended', effective_on: '2026-03-01', corrects: suspended.id, withdrawn: true })
      .execute()
    expect(await enter(maricel, fileId)).toEqual({ entered: 2 })
    expect((await standing('AHRD7-R3', 'TH')).stakeholders).toMatchObject([{ by: 'lantern-network' }])
  })
})

describe('a sheet of positions', () => {
  const ratna = () => as('ratna-wijayakusuma')
  const inSearch = async (position: string) =>
    (await search(fresh.db, { words: '', filters: { addressee: ['TH'], position: [position] } }, 'en')).total
  const answer = {
    position: 'Noted',
    stated_on: '10/02/2026',
    source: 'Note verbale of Thailand',
    source_url: 'https://example.org/n'
  }

  test('enters with its source, is found by search, and is taken back', async () => {
    const before = await inSearch('noted')
    const fileId = await filled(ratna(), null, 'TH', { 'AHRD7-R1': answer, 'AHRD7-R2': answer })
    expect((await planned(ratna(), fileId)).changes).toMatchObject([
      { to: { position: 'noted', stated_on: '2026-02-10' } },
      {}
    ])
    expect(await enter(ratna(), fileId)).toEqual({ entered: 2 })
    expect(await inSearch('noted')).toBe(before + 2)
    const again = await filled(ratna(), null, 'TH', {})
    expect(await planned(ratna(), again)).toMatchObject({ changes: [], faults: [] })
    expect(await undoSheet(ratna(), fileId, 'Read wrongly')).toEqual({ undone: 2 })
    expect(await inSearch('noted')).toBe(before)
  })

  test('a source of the same name and day with another address is not cited in its place', async () => {
    const first = await filled(ratna(), null, 'TH', { 'AHRD7-R5': { ...answer, source: 'Letter' } })
    expect(await enter(ratna(), first)).toEqual({ entered: 1 })
    const other = { ...answer, source: 'Letter', source_url: 'https://example.org/other' }
    const second = await filled(ratna(), null, 'TH', { 'AHRD7-R7': other })
    expect(await enter(ratna(), second)).toMatchObject({
      refused: 'positions.source_other_address',
      values: { url: 'https://example.org/n' }
    })
  })

  test('waits for a correction of words under way, and doesn’t hold it up', async () => {
    const fileId = await filled(ratna(), null, 'MY', { 'AHRD7-R1': answer })
    const { id } = (await recommendationByReference(fresh.db, 'AHRD7-R1'))!
    let entering: ReturnType<typeof enter> | undefined
    await fresh.db.transaction().execute(async (tx) => {
      // As a correction does it: the search index first, then the words.
      await sql`select from search_state for update`.execute(tx)
      entering = enter(ratna(), fileId)
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 400)
      })
      const words = { kind: 'correction', locale: 'en', text: 'Words', reason: 'x' } as const
      await tx
        .insertInto('recommendation_text')
        .values({ recommendation_id: id, ...words, recorded_at: NOW, recorded_by: 'x' })
        .execute()
    })
    expect(await entering).toEqual({ entered: 1 })
  })

  test('a sheet of the other kind is told so', async () => {
    const written = await writeSheet({ kind: 'positions', records: [], scales: [] }, 'csv', 'th')
    const path = join(folder, 'positions.csv')
    await writeFile(path, written)
    const outcome = await receiveSheet(siti(), folder, INDONESIA, { path, originalName: 'x', locale: 'en' })
    expect(outcome).toMatchObject({ refused: 'bulk.sheet_of_positions', field: 'file' })
  })
})
