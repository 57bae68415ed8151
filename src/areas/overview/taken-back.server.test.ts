import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { pairsOn } from './overview.server.ts'

const NOW = new Date('2026-03-02T03:00:00Z')
const DAY = '2026-03-02'
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase()
  await openHall({ db: fresh.db, mode: 'demonstration', now: NOW, afterLoad: [] })
})
afterAll(() => fresh.close())

/** A file with one past recommendation to Thailand. Returns the file. */
async function entered(reference: string, digit: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with file as (
      insert into bulk_file (kind, sha256, size_bytes, original_name, received_at, received_by)
      values ('history', repeat(${digit}, 64), 1, 'rows.csv', ${NOW}, 'test') returning id
    ), made as (
      insert into recorded_recommendation (reference, mechanism, session, made_on, bulk_file_id)
      select ${reference}, 'upr', 'UPR 12', '2011-10-14', id from file returning id, bulk_file_id
    ), addressed as (
      insert into recorded_addressee (recommendation_id, body_id) select id, 'TH' from made
    )
    select bulk_file_id::float8 as id from made`.execute(fresh.db)
  return rows[0]!.id
}

const takeBack = (file_id: number) =>
  fresh.db
    .insertInto('bulk_undo')
    .values({ file_id, reason: 'A wrong file', undone_at: NOW, undone_by: 'test' })
    .execute()

test('a file that is taken back takes its recommendations out of every count', async () => {
  const before = (await pairsOn(fresh.db, DAY)).length
  const file = await entered('UPR12-TH-1', 'a')
  expect(await pairsOn(fresh.db, DAY)).toHaveLength(before + 1)
  await takeBack(file)
  expect(await pairsOn(fresh.db, DAY)).toHaveLength(before)
})

test('a file that is taken back overnight is gone the next day too', async () => {
  const before = (await pairsOn(fresh.db, DAY)).length
  const file = await entered('UPR12-TH-2', 'b')
  expect(await pairsOn(fresh.db, DAY)).toHaveLength(before + 1)
  await takeBack(file)
  expect(await pairsOn(fresh.db, '2026-03-03')).toHaveLength(before)
  expect(await pairsOn(fresh.db, DAY)).toHaveLength(before)
})
