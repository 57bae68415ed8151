import { crc32, inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { createApi } from './api/app.server.ts'
import { FOLLOW_UP } from './api/follow-up.server.ts'
import { oneList, wholeFollowUp } from './follow-up-export.server.ts'

const NOW = new Date('2026-03-02T03:00:00Z')
const ORIGIN = 'https://hall.example'
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase()
  await openHall({ db: fresh.db, mode: 'demonstration', now: NOW })
  const given = { into: null, source: 'Summary record', sourceUrl: null, stage: 'consensus' as const }
  const context = { db: fresh.db, actor: { kind: 'system', name: 'hall' } as const, now: NOW }
  const stage = { ...given, reference: 'AHRD7-R3', reachedOn: '2026-01-10', reason: '=1+1, "quoted"\nand ไทย' }
  expect(await recordStage(context, stage)).toHaveProperty('id')
})
afterAll(() => fresh.close())

const bytesOf = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream).arrayBuffer())
/** Every recommendation with every addressee. */
async function pairs(): Promise<number> {
  const rows = await fresh.db.selectFrom('recommendation_addressee').select('body_id').execute()
  expect(rows.length).toBeGreaterThan(0)
  return rows.length
}
const listing = (kind: string) => FOLLOW_UP.find((one) => one.kind === kind)!

/** The entries of a ZIP file, found by its directory as any program finds them. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  const entries = new Map<string, string>()
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50)
    const [crc, packed, size, name] = [16, 20, 24]
      .map((o) => zip.readUInt32LE(at + o))
      .concat(zip.readUInt16LE(at + 28)) as [number, number, number, number]
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const content = inflateRawSync(zip.subarray(begin, begin + packed))
    expect([content.length, crc32(content)]).toEqual([size, crc])
    entries.set(zip.toString('utf8', at + 46, at + 46 + name), content.toString())
    at += 46 + name
  }
  expect(at).toBe(end)
  return entries
}

test('JSON holds every list, each row as the API gives it', async () => {
  const whole = JSON.parse((await bytesOf(wholeFollowUp(fresh.db, 'json', ORIGIN, NOW))).toString()) as Record<
    string,
    unknown[]
  >
  expect(Object.keys(whole)).toEqual(FOLLOW_UP.map(({ kind }) => kind))
  const api = createApi(fresh.db)
  for (const { kind } of FOLLOW_UP) {
    const { items } = (await (await api.request(`${ORIGIN}/api/${kind}?limit=100`)).json()) as { items: unknown[] }
    expect(whole[kind]!.slice(0, 100)).toEqual(items)
  }
  expect(whole['follow-up']).toHaveLength(await pairs())
})

test('the ZIP holds a CSV for each list, with the same rows', async () => {
  const files = unzipped(await bytesOf(wholeFollowUp(fresh.db, 'zip', ORIGIN, NOW)))
  expect([...files.keys()]).toEqual(FOLLOW_UP.map(({ kind }) => `${kind}.csv`))
  const rows = parse(files.get('follow-up.csv')!, { bom: true, columns: true }) as Record<string, string>[]
  expect(rows).toHaveLength(await pairs())
  expect(rows.find(({ id }) => id === 'AHRD7-R3:ID')).toMatchObject({ stage: 'consensus', state: '', differ: 'false' })
})

test('a cell that would run as a formula does not, and nothing of it is lost', async () => {
  const csv = (await bytesOf(oneList(fresh.db, listing('stages'), 'csv', ORIGIN))).toString()
  const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[]
  expect(row).toMatchObject({ recommendation: 'AHRD7-R3', reached_on: '2026-01-10' })
  expect(row!.reason).toBe('\'=1+1, "quoted"\nand ไทย')
})

test('an empty list is an empty list', async () => {
  expect(JSON.parse((await bytesOf(oneList(fresh.db, listing('actions'), 'json', ORIGIN))).toString())).toEqual([])
  const csv = (await bytesOf(oneList(fresh.db, listing('actions'), 'csv', ORIGIN))).toString()
  expect(csv.trim().split('\n')).toHaveLength(1)
})

test('a reader who leaves ends the reading', async () => {
  const reader = wholeFollowUp(fresh.db, 'zip', ORIGIN, NOW).getReader()
  expect((await reader.read()).done).toBe(false)
  await reader.cancel()
  expect((await reader.read()).done).toBe(true)
})
