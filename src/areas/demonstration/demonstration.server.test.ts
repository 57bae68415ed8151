import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '#areas/act.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { addDays } from '#platform/clock/day.ts'
import { dueFor } from '#areas/deadlines/desk.server.ts'
import { loadSchemes } from '#areas/deadlines/scheme-store.server.ts'
import { VISITOR } from '#areas/people/actor.ts'
import type { DemonstrationDoor } from '#areas/people/policy.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { done, inOffice, openDemonstration } from '#test/demonstration.ts'
import { OPENED } from '#test/prepared-hall.ts'
import { letAYearPass } from './actions.server.ts'
import { sayInvented, saysInvented } from './invented.ts'
import { isYearInvented, yearPassedOn } from './store.server.ts'

const NOW = new Date('2026-11-25T05:00:00Z')
const ORIGIN = 'https://hall.example'
const DOOR: DemonstrationDoor = { mode: 'demonstration', local: true, openToAll: false }
const visitor = (db: Kysely<Database>, now = NOW) => ({ db, actor: VISITOR, now })

/** Every fact that the story makes, and the words it brings along. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  recommendation_stage: ['reason', 'source'],
  recommendation_position: ['text'],
  position_part: ['text'],
  part_position: [],
  reply_day: ['source'],
  progress_entry: ['text', 'evidence'],
  progress_validation: [],
  progress_retraction: ['reason'],
  action_plan: ['title', 'text', 'resources', 'source'],
  action_body: [],
  action_step: ['reason'],
  milestone_plan: ['title'],
  milestone_reached: ['evidence'],
  indicator_plan: ['name'],
  indicator_value: ['source'],
  practice_wording: ['title', 'done', 'outcome', 'source'],
  institution_step: ['text', 'source'],
  accreditation_application: ['name', 'english_name', 'seat', 'purpose', 'reach'],
  accreditation_event: ['reason'],
  accreditation_finding: ['reason'],
  preparation_plan: ['place', 'source'],
  preparation_publication: ['reason'],
  carried_point: [],
  cluster_step: []
}
const DAYS: Readonly<Record<string, string>> = {
  recommendation_stage: 'reached_on',
  recommendation_position: 'stated_on',
  part_position: 'stated_on',
  progress_entry: 'observed_on',
  action_body: 'since',
  action_step: 'reached_on',
  milestone_reached: 'reached_on',
  indicator_value: 'observed_on',
  practice_wording: 'since',
  institution_step: 'reached_on',
  accreditation_application: 'received_on',
  accreditation_event: 'reached_on'
}

async function counts(db: Kysely<Database>): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const table of [...Object.keys(FACTS), 'audit', 'source', 'mail']) {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db)
    counted[table] = rows[0]!.n
  }
  return counted
}

describe('in a demonstration', () => {
  let fresh: FreshDatabase
  let before: Record<string, number>

  beforeAll(async () => {
    fresh = await freshDatabase()
    await openDemonstration(fresh.db, OPENED)
    await fresh.db.transaction().execute(loadSchemes)
    before = await counts(fresh.db)
  })
  afterAll(() => fresh.close())

  test('it is refused through any other door, and too soon after the Dialogue', async () => {
    for (const door of [
      { ...DOOR, mode: 'real' as const },
      { ...DOOR, local: false },
      { mode: 'real' as const, local: true, openToAll: true }
    ]) {
      expect(isRefusal(await letAYearPass(visitor(fresh.db), door, ORIGIN))).toBe(true)
    }
    expect(await letAYearPass(visitor(fresh.db, new Date('2026-01-10T03:00:00Z')), DOOR, ORIGIN)).toMatchObject({
      refused: 'people.year_too_soon'
    })
    expect(await isYearInvented(fresh.db)).toBe(false)
    expect(await counts(fresh.db)).toEqual(before)
  })

  test('cut off in the middle it leaves nothing', async () => {
    const cutOff = fresh.db.transaction().execute(async (tx) => {
      await done(letAYearPass(visitor(tx), DOOR, ORIGIN))
      throw new Error('cut off')
    })
    await expect(cutOff).rejects.toThrow('cut off')
    expect(await counts(fresh.db)).toEqual(before)
  })

  test('asked for twice at once it is told once, whole', async () => {
    const both = await Promise.all([1, 2].map(() => letAYearPass(visitor(fresh.db), DOOR, ORIGIN)))
    expect(both).toContainEqual({ refused: 'people.year_passed_already' })
    const told = both.find((one) => !isRefusal(one)) as { acts: number; leftOut: number }
    expect(told).toMatchObject({ leftOut: 0, since: addDays(dayOf(NOW), -322) })
    const after = await counts(fresh.db)
    // Each act has its row, and so has the year.
    expect(after.audit! - before.audit!).toBe(told.acts + 1)
    for (const table of Object.keys(FACTS)) expect(after[table], table).toBeGreaterThan(before[table]!)
    expect(await letAYearPass(visitor(fresh.db), DOOR, ORIGIN)).toEqual({ refused: 'people.year_passed_already' })
    expect(await counts(fresh.db)).toEqual(after)
    expect(await isYearInvented(fresh.db)).toBe(true)
    expect(await yearPassedOn(fresh.db)).toMatchObject({ acts: told.acts, at: NOW })
  })

  test('all its words and sources say that they are invented', async () => {
    const silent: string[] = []
    for (const [table, columns] of Object.entries(FACTS)) {
      for (const column of columns) {
        const { rows } = await sql<{ words: string }>`select ${sql.ref(column)} as words from ${sql.table(table)}
          where ${sql.ref(column)} is not null and ${sql.ref(column)} <> ''`.execute(fresh.db)
        silent.push(
          ...rows.filter(({ words }) => !saysInvented(words)).map(({ words }) => `${table}.${column}: ${words}`)
        )
      }
    }
    expect(silent).toEqual([])
    const { rows } = await sql<{ title: string }>`select s.title from recommendation_position p
      join source s on s.id = p.source_id`.execute(fresh.db)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ title }) => !saysInvented(title))).toEqual([])
  })

  test('nothing of it lies in the future but what is due', async () => {
    for (const [table, column] of Object.entries(DAYS)) {
      const { rows } = await sql<{ latest: string }>`
        select max(${sql.ref(column)})::text as latest from ${sql.table(table)}`.execute(fresh.db)
      expect(rows[0]!.latest <= dayOf(NOW), table).toBe(true)
    }
    const { rows } = await sql<{ latest: Date }>`select max(at) as latest from audit`.execute(fresh.db)
    expect(rows[0]!.latest <= NOW).toBe(true)
  })

  test('of the five that all are asked, each State whose people are not in the cast supports and notes as many', async () => {
    const { rows } = await sql<{ body: string; said: string }>`
      select p.body_id as body, string_agg(p.position, ' ' order by p.position) as said
      from recommendation_position p join recommendation r on r.id = p.recommendation_id
      where p.body_id not in ('ID', 'TH') and r.reference <> 'AHRD7-R4' and p.position <> 'no-reply'
      group by 1`.execute(fresh.db)
    expect(rows).toHaveLength(9)
    expect(new Set(rows.map(({ said }) => said))).toEqual(new Set(['noted partly supported supported']))
  })

  test.each([
    'ratna-wijayakusuma',
    'siti-lestari-adi',
    'niran-thepsuwan',
    'yohanes-prabaswara',
    'maricel-bautista-cruz',
    'wahyu-purnomo-jati',
    'dewi-anggraini-putri',
    'hafiz-mansor'
  ])('the desk of %s holds something', async (id) => {
    const actor = inOffice(id)
    if (actor.kind !== 'account') throw new Error('A member of the cast is a person.')
    expect(await dueFor(fresh.db, actor, NOW)).not.toEqual([])
  })
})

test('what stands already is left out with what rests on it, and the rest is told', async () => {
  const fresh = await freshDatabase()
  try {
    await openDemonstration(fresh.db, OPENED)
    const ratna = { db: fresh.db, actor: inOffice('ratna-wijayakusuma'), now: new Date('2026-03-02T03:00:00Z') }
    const given = { reference: 'AHRD7-R3', into: null, reason: 'Withdrawn', source: 'A note', sourceUrl: null }
    await done(recordStage(ratna, { ...given, stage: 'withdrawn', reachedOn: '2026-01-20' }))
    const told = await done(letAYearPass(visitor(fresh.db), DOOR, ORIGIN))
    expect(told.leftOut).toBeGreaterThan(10)
    expect(told.acts).toBeGreaterThan(80)
  } finally {
    await fresh.close()
  }
})

test('it is told as well sixty days after the Dialogue as two years', async () => {
  for (const now of ['2026-01-20T03:00:00Z', '2027-11-20T03:00:00Z']) {
    const fresh = await freshDatabase()
    try {
      await openDemonstration(fresh.db, OPENED)
      expect(await done(letAYearPass(visitor(fresh.db, new Date(now)), DOOR, ORIGIN)), now).toMatchObject({
        leftOut: 0
      })
    } finally {
      await fresh.close()
    }
  }
})

test('in a real hall it is refused whatever the door says', async () => {
  const fresh = await freshDatabase()
  try {
    await done(openHall({ db: fresh.db, mode: 'real', now: NOW }))
    const before = await counts(fresh.db)
    expect(await letAYearPass(visitor(fresh.db), DOOR, ORIGIN)).toEqual({ refused: 'people.year_demonstration_only' })
    expect(isRefusal(await letAYearPass(visitor(fresh.db), { ...DOOR, mode: 'real' }, ORIGIN))).toBe(true)
    expect(await counts(fresh.db)).toEqual(before)
  } finally {
    await fresh.close()
  }
})

test('an action inside another that is refused leaves nothing behind, and the outer one goes on', async () => {
  const fresh = await freshDatabase()
  try {
    await openDemonstration(fresh.db, OPENED)
    const system = { db: fresh.db, actor: { kind: 'system', name: 'test' } as const, now: NOW }
    const source = (tx: Kysely<Database>, title: string) =>
      tx.insertInto('source').values({ title, publisher: null, url: null, published_on: null, note: null }).execute()
    await act(system, 'people.invite', undefined, async (tx) => {
      const inner = await act({ ...system, db: tx }, 'people.invite', undefined, async (within) => {
        await source(within, 'Never')
        return refuse('people.account_missing')
      })
      expect(inner).toEqual({ refused: 'people.account_missing' })
      await source(tx, 'Kept')
      return { result: null, audit: {} }
    })
    const titles = await fresh.db.selectFrom('source').select('title').where('title', 'in', ['Never', 'Kept']).execute()
    expect(titles).toEqual([{ title: 'Kept' }])
  } finally {
    await fresh.close()
  }
})

test('files that the hall makes say it in their names, files that somebody sent keep theirs', () => {
  const named = (disposition: string) => {
    const headers = new Headers({ 'content-disposition': disposition })
    sayInvented(headers)
    return headers.get('content-disposition')
  }
  expect(named('attachment; filename="actions.csv"')).toBe('attachment; filename="invented-actions.csv"')
  expect(named("attachment; filename*=UTF-8''law.pdf")).toBe("attachment; filename*=UTF-8''law.pdf")
})
