import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal } from '#platform/refusal.ts'
import { freshDatabase } from '#test/database.ts'
import { smallRecord } from '#test/small-record.ts'
import { VISITOR } from '../people/actor.ts'
import { previewCorrections, saveCorrections } from './corrections.server.ts'
import { exportOf } from './export.server.ts'
import { reindex } from './reindex.server.ts'
import { search } from './search.server.ts'

let db: Kysely<Database>
let close: () => Promise<void>
const now = new Date('2026-01-15T03:00:00Z')
const secretariat = { kind: 'system', name: 'secretariat' } as const

beforeAll(async () => {
  ;({ db, close } = await freshDatabase())
  await smallRecord(db)
  await reindex(db, 'all')
}, 60_000)
afterAll(() => close())

const exported = () => new Response(exportOf(db, { words: '', filters: {} }, 'csv', 'https://hall.example')).text()

async function planned(csv: string) {
  const plan = await previewCorrections(db, csv)
  if (isRefusal(plan)) throw new Error(plan.refused)
  return plan
}

it('changes nothing when an export comes back untouched', async () => {
  expect(await planned(await exported())).toEqual({ corrections: [], faults: [] })
})

it('saves a corrected export as new facts, found by their new words, and refuses the old file afterwards', async () => {
  const csv = (await exported()).replace('human rights of fishers at sea', 'human rights of seafarers')
  const { corrections, faults } = await planned(csv)
  expect(faults).toEqual([])
  expect(corrections.map(({ reference }) => reference)).toEqual(['S-3'])
  expect(await saveCorrections({ db, actor: secretariat, now }, corrections, 'As printed')).toEqual({ corrected: 1 })
  const { hits } = await search(db, { words: 'seafarers', filters: {} }, 'en')
  expect(hits.map(({ reference }) => reference)).toEqual(['S-3'])
  const texts = await db
    .selectFrom('recommendation_text')
    .select('kind')
    .where('recommendation_id', '=', hits[0]!.id)
    .execute()
  expect(texts.map(({ kind }) => kind).sort()).toEqual(['correction', 'original'])
  expect(await db.selectFrom('audit').select('permission').execute()).toEqual([{ permission: 'publication.correct' }])
  expect(isRefusal(await saveCorrections({ db, actor: secretariat, now }, corrections, 'Again'))).toBe(true)
})

it('is denied to visitors', async () => {
  expect(isRefusal(await saveCorrections({ db, actor: VISITOR, now }, [], 'No mandate'))).toBe(true)
})

it('says what a file lacks', async () => {
  expect(await previewCorrections(db, 'text\nwords')).toMatchObject({ refused: 'search.fault_no_column' })
  expect(await previewCorrections(db, 'reference,revision\n"open')).toMatchObject({ refused: 'search.fault_not_csv' })
})
