import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { originalPath } from '#areas/documents/originals.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice, NOW } from '#test/demonstration.ts'
import { speak, type GivenEntry } from './actions.server.ts'
import { recordStage } from './life-actions.server.ts'
import { duplicatesOf } from './duplicates.server.ts'
import { fileAt, filesOf } from './evidence-store.server.ts'
import { entriesOf, recommendationByReference } from './store.server.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'balai-evidence-'))
let fresh: FreshDatabase
let recommendation: number

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  recommendation = (await recommendationByReference(fresh.db, 'AHRD7-R3'))!.id
})

afterAll(async () => {
  await fresh.close()
  rmSync(dataFolder, { recursive: true })
})

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now: NOW })
const siti = () => as('siti-lestari-adi')
const entry: GivenEntry = {
  reference: 'AHRD7-R3',
  aboutBodyId: 'ID',
  track: 'state',
  byBodyId: 'ID',
  scaleId: 'balai',
  grade: 'fully',
  observedOn: '2026-02-01',
  text: 'The office is open.',
  locale: 'en',
  evidence: null,
  evidenceUrl: null,
  corrects: null
}
const file = (name: string, words: string) => ({ name, bytes: new TextEncoder().encode(words) })
const bring = (files: ReturnType<typeof file>[], keeps: number[] = []) => ({ dataFolder, files, keeps })
const ofEntry = async (id: number) => (await filesOf(fresh.db, recommendation)).filter(({ entryId }) => entryId === id)

describe('files of an entry', () => {
  test('are evidence enough for “fully”; each is kept once, read-only, under its SHA-256', async () => {
    expect(await speak(siti(), entry)).toMatchObject({ refused: 'follow-up.evidence_missing' })
    const files = [file('../law.txt', 'Law 3'), file('again.txt', 'Law 3'), file('figures.csv', 'a,b\n1,2\n')]
    const { id } = await done(speak(siti(), entry, bring(files)))
    const kept = await ofEntry(id)
    expect(kept.map(({ originalName, mediaType }) => [originalName, mediaType])).toEqual([
      ['law.txt', 'text/plain'],
      ['figures.csv', 'text/csv']
    ])
    const sha256 = createHash('sha256').update('Law 3').digest('hex')
    const path = originalPath(dataFolder, sha256)
    expect([kept[0]!.sha256, readFileSync(path, 'utf8'), statSync(path).mode & 0o222]).toEqual([sha256, 'Law 3', 0])
    const told = (await entriesOf(fresh.db, recommendation, 'ID')).find((one) => one.id === id)
    expect(told).toMatchObject({ evidence: true, evidenceText: 'law.txt, figures.csv' })
  })

  test('stay with the entry that corrects theirs where that is asked for, and with no other', async () => {
    const first = await done(speak(siti(), { ...entry, observedOn: '2026-02-02' }, bring([file('a.txt', 'A')])))
    const other = await done(speak(siti(), { ...entry, observedOn: '2026-02-03' }, bring([file('b.txt', 'B')])))
    const [[a], [b]] = [await ofEntry(first.id), await ofEntry(other.id)]
    const mended = { ...entry, observedOn: '2026-02-02', corrects: first.id }
    expect(await speak(siti(), mended, bring([], [b!.id]))).toMatchObject({ refused: 'positions.file_missing' })
    const { id } = await done(speak(siti(), mended, bring([file('c.txt', 'C')], [a!.id])))
    expect((await ofEntry(id)).map(({ originalName }) => originalName)).toEqual(['a.txt', 'c.txt'])
    expect(await ofEntry(first.id)).toEqual([a])
  })

  test('are found under the addressee of their own recommendation alone', async () => {
    const [one] = await filesOf(fresh.db, recommendation)
    expect(await fileAt(fresh.db, 'AHRD7-R3', 'ID', one!.id)).toEqual(one)
    expect(await fileAt(fresh.db, 'AHRD7-R3', 'TH', one!.id)).toBeUndefined()
    expect(await fileAt(fresh.db, 'AHRD7-R5', 'ID', one!.id)).toBeUndefined()
  })

  test.each([
    ['of a wrong kind', siti, '<!doctype html><html><body>x</body></html>', 'positions.file_kind'],
    ['of somebody who can’t report', () => as('niran-thepsuwan'), 'Words of a stranger', 'shell.refused_role']
  ])('%s leave nothing behind', async (_name, who, words, refused) => {
    const before = [
      readdirSync(join(dataFolder, 'originals'), { recursive: true }).length,
      await filesOf(fresh.db, recommendation)
    ]
    expect(await speak(who(), entry, bring([file('x.txt', words)]))).toMatchObject({ refused })
    expect([
      readdirSync(join(dataFolder, 'originals'), { recursive: true }).length,
      await filesOf(fresh.db, recommendation)
    ]).toEqual(before)
  })
})

test('what goes on carries its duplicates and theirs, each with its own words, makers and passage', async () => {
  const stage = { stage: 'consolidated' as const, reason: 'The same', source: 'Record', sourceUrl: null }
  const ratna = as('ratna-wijayakusuma')
  await done(recordStage(ratna, { ...stage, reference: 'AHRD7-R7', into: 'AHRD7-R6', reachedOn: '2026-01-10' }))
  await done(recordStage(ratna, { ...stage, reference: 'AHRD7-R6', into: 'AHRD7-R5', reachedOn: '2026-02-10' }))
  const { id } = (await recommendationByReference(fresh.db, 'AHRD7-R5'))!
  const { duplicates, total } = await duplicatesOf(fresh.db, id, 10)
  expect([total, duplicates.map(({ reference, into }) => [reference, into])]).toEqual([
    2,
    [
      ['AHRD7-R7', 'AHRD7-R6'],
      ['AHRD7-R6', 'AHRD7-R5']
    ]
  ])
  expect(duplicates[0]!.sheet.provenance[0]!.passage).toContain('Seventh')
  expect(duplicates[0]!.sheet.makers.map((maker) => maker.id)).toEqual(['aichr'])
  expect((await duplicatesOf(fresh.db, id, 1, 1)).duplicates.map(({ reference }) => reference)).toEqual(['AHRD7-R6'])
})
