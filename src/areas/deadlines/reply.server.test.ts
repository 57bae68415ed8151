import { beforeEach, expect, test } from 'vitest'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { statePart, statePosition, type GivenPosition } from '#areas/follow-up/positions-actions.server.ts'
import { answersOf } from '#areas/follow-up/positions-store.server.ts'
import { setReplyDay } from '#areas/follow-up/reply-day-actions.server.ts'
import { recommendationByReference } from '#areas/follow-up/store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { loadCast } from '#areas/people/opening.server.ts'
import { mandatesOf } from '#areas/people/store.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { parseCalendar } from '#test/calendar.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { newAddress } from './address-store.server.ts'
import { dueFor } from './desk.server.ts'
import { feedOfState, feedOfToken } from './feeds.server.ts'
import { loadSchemes } from './scheme-store.server.ts'
import { sweep } from './sweep.server.ts'

const ORIGIN = 'https://hall.example.org'
const SITI = 'siti-lestari-adi'
const WAHYU = 'wahyu-purnomo-jati'
const NIRAN = 'niran-thepsuwan'
const RATNA = 'ratna-wijayakusuma'
const THING = 'reply AHRD7-R3 ID'
const DUE = '2027-02-01'
let fresh: FreshDatabase

beforeEach(async () => {
  fresh = await freshDatabase()
  await openHall({
    db: fresh.db,
    mode: 'demonstration',
    now: noon('2026-12-01'),
    afterLoad: [(tx, _mode, now) => loadCast(tx, now), loadSchemes]
  })
  await setDay(DUE)
  return () => fresh.close()
})

function noon(day: string): Date {
  return new Date(`${day}T03:00:00Z`)
}

async function actor(id: string): Promise<Extract<Actor, { kind: 'account' }>> {
  return { kind: 'account', id, name: id, mandates: await mandatesOf(fresh.db, id) }
}

const by = async (id: string, day: string) => ({ db: fresh.db, actor: await actor(id), now: noon(day) })

async function done<T>(outcome: Promise<T>): Promise<void> {
  const answer = await outcome
  if (isRefusal(answer)) throw new Error(answer.refused)
}

/** The secretariat asks for replies to the recommendation until a day; `before` is the row that this one moves. */
async function setDay(dueOn: string | null, before: number | null = null): Promise<void> {
  const context = await by(RATNA, '2026-12-01')
  await done(
    setReplyDay(context, {
      reference: 'AHRD7-R3',
      dueOn,
      source: 'Letter',
      sourceUrl: null,
      corrects: before,
      because: before === null ? null : 'More time'
    })
  )
}

const given: GivenPosition = {
  reference: 'AHRD7-R3',
  bodyId: 'ID',
  position: 'supported',
  statedOn: '2026-12-10',
  text: null,
  locale: 'en',
  found: null,
  corrects: null,
  because: null,
  parts: []
}

const sweepOn = (day: string) =>
  sweep({ db: fresh.db, actor: { kind: 'system', name: 'hall' }, now: noon(day) }, ORIGIN)

async function reminded(thing = THING): Promise<string[]> {
  const rows = await fresh.db.selectFrom('reminder').selectAll().where('thing', '=', thing).orderBy('id').execute()
  return rows.map(({ account_id, days, reminded_on }) => `${reminded_on} ${account_id} ${days}`)
}

async function onDesk(id: string, day: string, thing = THING) {
  return (await dueFor(fresh.db, await actor(id), noon(day))).find(({ due }) => due.thing === thing)
}

test('goes up from the main focal point to the alternate to the secretariat, each told once', async () => {
  for (const day of ['2027-01-02', '2027-01-25', '2027-02-01', '2027-02-08', '2027-02-22'])
    for (let again = 0; again < 2; again += 1) await sweepOn(day)
  expect(await reminded()).toEqual([
    `2027-01-02 ${SITI} -30`,
    `2027-01-25 ${SITI} -7`,
    `2027-02-01 ${SITI} 0`,
    `2027-02-08 ${WAHYU} 7`,
    `2027-02-22 ${RATNA} 21`
  ])
  // Thailand has no main focal point.
  expect(await reminded('reply AHRD7-R3 TH')).toContain(`2027-01-02 ${NIRAN} -30`)
  const [mail] = await fresh.db
    .selectFrom('mail')
    .selectAll()
    .where('recipient', '=', `${SITI}@cast.invalid`)
    .orderBy('id')
    .execute()
  expect(mail!.text).toContain('Nyatakan posisi Indonesia')
})

test('is on the desks of the focal point and the alternate, and goes up to the secretariat when it is late', async () => {
  expect(await onDesk(SITI, '2026-12-02')).toMatchObject({
    level: 'responsible',
    due: { dueOn: DUE, path: '/recommendations/AHRD7-R3/positions/ID', body: { id: 'ID' } }
  })
  expect(await onDesk(WAHYU, '2026-12-02')).toMatchObject({ level: 'stand-in' })
  expect(await onDesk('dewi-anggraini-putri', '2026-12-02')).toBeUndefined()
  expect(await onDesk(NIRAN, '2026-12-02')).toBeUndefined()
  expect(await onDesk(RATNA, '2027-02-21')).toBeUndefined()
  expect(await onDesk(RATNA, '2027-02-22')).toMatchObject({ level: 'secretariat', why: 'late' })
  // Nobody answers for Viet Nam: the secretariat knows from the beginning.
  expect(await onDesk(RATNA, '2026-12-02', 'reply AHRD7-R3 VN')).toMatchObject({ why: 'nobody' })
})

test('ends with the position, whatever it is; where it is in parts, once each part has one', async () => {
  const parts = [
    { text: 'Take up themes.', position: 'supported' as const },
    { text: 'With all bodies.', position: 'pending' as const }
  ]
  await done(statePosition(await by(SITI, '2026-12-10'), { ...given, position: 'partly', parts }))
  expect(await onDesk(SITI, '2026-12-11')).toBeDefined()
  await sweepOn('2027-01-02')
  const { id } = (await recommendationByReference(fresh.db, 'AHRD7-R3'))!
  const [answer] = await answersOf(fresh.db, id, 'ID')
  const { position: _, parts: __, ...rest } = given
  await done(
    statePart(await by(SITI, '2027-01-03'), {
      ...rest,
      partId: answer!.parts[1]!.id,
      position: 'noted',
      statedOn: '2027-01-03'
    })
  )
  expect(await onDesk(SITI, '2027-01-03')).toBeUndefined()
  await sweepOn('2027-02-22')
  expect(await reminded()).toEqual([`2027-01-02 ${SITI} -30`])
  // Those who haven't answered are told all the same.
  expect((await reminded('reply AHRD7-R3 TH')).length).toBeGreaterThan(1)
})

test('a stated “noted” is a position, too', async () => {
  await done(statePosition(await by(SITI, '2026-12-10'), { ...given, position: 'noted' }))
  expect(await onDesk(SITI, '2026-12-10')).toBeUndefined()
})

test('a day that is moved begins anew, and one that is taken away asks nothing any more', async () => {
  await sweepOn('2027-01-25')
  await setDay('2027-04-01', 1)
  await sweepOn('2027-02-01')
  await sweepOn('2027-03-02')
  expect(await reminded()).toEqual([`2027-01-25 ${SITI} -7`, `2027-03-02 ${SITI} -30`])
  await setDay(null, 2)
  expect(await onDesk(SITI, '2027-03-02')).toBeUndefined()
})

test('nothing is due of a recommendation that was withdrawn', async () => {
  await done(
    recordStage(await by(RATNA, '2026-12-20'), {
      reference: 'AHRD7-R3',
      stage: 'withdrawn',
      reachedOn: '2026-12-15',
      into: null,
      reason: 'By its makers',
      source: 'Record',
      sourceUrl: null
    })
  )
  expect(await onDesk(SITI, '2026-12-14')).toBeDefined()
  expect(await onDesk(SITI, '2026-12-15')).toBeUndefined()
})

test('is in the calendar of the State and of the person, and counts up when its day is moved', async () => {
  const token = await fresh.db.transaction().execute((tx) => newAddress(tx, SITI, noon('2026-12-01')))
  const state = { id: 'ID', name: { en: 'Indonesia' }, shortName: { en: 'Indonesia' } }
  const feeds = async () => [
    await feedOfState(fresh.db, state, 'en', ORIGIN, noon('2026-12-02')),
    (await feedOfToken(fresh.db, token, ORIGIN, noon('2026-12-02')))!
  ]
  const events = async () =>
    (await feeds()).map((feed) => {
      const found = parseCalendar(feed).events.find(({ UID }) => UID === 'reply-AHRD7-R3-ID@hall.example.org')
      return [found?.['DTSTART;VALUE=DATE'], found?.SEQUENCE, found?.CATEGORIES]
    })
  expect(await events()).toEqual([
    ['20270201', '0', 'Position'],
    ['20270201', '0', 'Posisi']
  ])
  await setDay('2027-04-01', 1)
  expect((await events()).map(([day, sequence]) => [day, sequence])).toEqual([
    ['20270401', '1'],
    ['20270401', '1']
  ])
})
