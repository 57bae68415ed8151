import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { retract, speak } from '#areas/follow-up/actions.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice } from '#test/demonstration.ts'
import { aYearOfFollowUp, OPENED, PREPARED_AT } from '#test/prepared-hall.ts'
import {
  arrange,
  changePlan,
  confirmCarryOver,
  openPreparation,
  publish,
  takeBack,
  undoStep,
  type GivenPlan
} from './actions.server.ts'
import { keyOf, pointsOn } from './carry-over.ts'
import { clustersOf } from './clusters.ts'
import { overviewOf, programmeOf } from './overview.server.ts'
import { carryOverOf, plansOf, pointsBefore, preparationOf, stepsOf } from './store.server.ts'

const DAY = '2026-10-05'
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase(OPENED)
  await aYearOfFollowUp(fresh.db)
})
afterAll(() => fresh.close())

const as = (id: string, now = PREPARED_AT) => ({ db: fresh.db, actor: inOffice(id), now })
const ratna = (now = PREPARED_AT) => as('ratna-wijayakusuma', now)
const later = (days: number) => new Date(PREPARED_AT.getTime() + days * 86_400_000)
const plan: GivenPlan = {
  heldFrom: '2026-11-16',
  heldUntil: null,
  place: null,
  source: 'Note of the Chair',
  sourceUrl: null
}
const eighth = async () => (await preparationOf(fresh.db, 8))!

async function audited(): Promise<number> {
  const { n } = await fresh.db
    .selectFrom('audit')
    .select((build) => build.fn.countAll<number>().as('n'))
    .where('permission', 'like', 'preparation.%')
    .executeTakeFirstOrThrow()
  return Number(n)
}

test('only the secretariat opens a preparation, of an edition that is still to come, once', async () => {
  for (const who of ['siti-lestari-adi', 'yohanes-prabaswara', 'hafiz-mansor', 'lim-suet-yee']) {
    expect(await openPreparation(as(who), { ...plan, edition: 8 })).toHaveProperty('refused')
  }
  expect(await openPreparation(ratna(), { ...plan, edition: 7 })).toMatchObject({ field: 'edition' })
  expect(await openPreparation(ratna(), { ...plan, edition: 8, heldUntil: '2026-11-01' })).toMatchObject({
    refused: 'preparation.until_before_from'
  })
  expect(await openPreparation(ratna(), { ...plan, edition: 8, heldFrom: '2026-10-05' })).toMatchObject({
    refused: 'preparation.day_past'
  })
  expect(await audited()).toBe(0)
  const both = await Promise.all([8, 8].map((edition) => openPreparation(ratna(), { ...plan, edition })))
  expect(both).toContainEqual({ edition: 8 })
  expect(both).toContainEqual({ refused: 'preparation.opened_already', field: 'edition' })
  expect(await eighth()).toMatchObject({ public: false, plan: { heldFrom: '2026-11-16', heldUntil: '2026-11-16' } })
})

test('of two who change the plan at once one does, the other is told which stands; both plans stay', async () => {
  const corrects = (await eighth()).plan!.id
  const both = await Promise.all(
    ['Kuala Lumpur', 'Jakarta'].map((place) => changePlan(ratna(), 8, { ...plan, place, corrects }))
  )
  const stands = (await eighth()).plan!.id
  expect(both).toContainEqual({ edition: 8 })
  expect(both).toContainEqual({ refused: 'preparation.plan_changed', values: { plan: stands } })
  expect((await plansOf(fresh.db, (await eighth()).id)).map(({ place }) => place === null)).toEqual([true, false])
})

describe('the list that is carried over', () => {
  test('holds every open point of the day with its reason, and none that is done', async () => {
    expect(await publish(ratna(), 8)).toEqual({ refused: 'preparation.confirm_first' })
    const { points } = await done(confirmCarryOver(ratna(), 8))
    const { open, closed } = pointsOn(await pointsBefore(fresh.db, 8), DAY)
    expect(points).toBe(open.length)
    const list = (await carryOverOf(fresh.db, (await eighth()).id))!
    expect(list.asOf).toBe(DAY)
    expect(list.points.map(keyOf).sort()).toEqual(open.map(keyOf).sort())
    const indonesia = list.points.filter(({ bodyId }) => bodyId === 'ID')
    expect(Object.fromEntries(indonesia.map(({ reference, reason }) => [reference, reason]))).toEqual({
      'AHRD7-R1': 'under-way',
      'AHRD7-R2': 'silent',
      'AHRD7-R3': 'contested',
      'AHRD7-R7': 'contested'
    })
    expect(closed.map(({ reference, bodyId, reason, since }) => [reference, bodyId, reason, since])).toEqual([
      ['AHRD7-R5', 'ID', 'signed-off-done', '2026-04-20'],
      ['AHRD7-R5', 'TH', 'assessed-done', '2026-07-05']
    ])
  })

  test('is frozen: what comes later is told as since then', async () => {
    const said = {
      aboutBodyId: 'ID',
      scaleId: 'balai',
      locale: 'en',
      evidence: null,
      evidenceUrl: null,
      corrects: null,
      observedOn: '2026-10-07',
      text: 'As it is'
    }
    const body = { ...said, track: 'body' as const, byBodyId: 'aichr' }
    const wrong = await done(speak(as('hafiz-mansor', later(3)), { ...body, reference: 'AHRD7-R3', grade: 'fully' }))
    await done(speak(as('hafiz-mansor', later(3)), { ...body, reference: 'AHRD7-R5', grade: 'partly' }))
    const state = { ...said, track: 'state' as const, byBodyId: 'ID', reference: 'AHRD7-R2', grade: 'under-way' }
    await done(speak(as('siti-lestari-adi', later(3)), state))
    const told = await overviewOf(fresh.db, await eighth(), '2026-10-08')
    const short = (points: readonly { reference: string; bodyId: string }[]) => points.map(keyOf)
    expect(short(told.since!.closed)).toEqual(['AHRD7-R3 ID'])
    expect(short(told.since!.added)).toEqual(['AHRD7-R5 ID'])
    expect(told.since!.changed.map(({ before, now }) => [keyOf(now), before.reason, now.reason])).toEqual([
      ['AHRD7-R2 ID', 'silent', 'under-way']
    ])
    expect((await overviewOf(fresh.db, await eighth(), DAY)).since).toEqual({ closed: [], changed: [], added: [] })
    await done(retract(as('hafiz-mansor', later(4)), wrong.id, 'Another recommendation was meant'))
    expect(short((await overviewOf(fresh.db, await eighth(), '2026-10-09')).since!.closed)).toEqual([])
  })
})

describe('clusters', () => {
  const clusters = async () => clustersOf(await stepsOf(fresh.db, (await eighth()).id))

  test('are proposed with the list, every point in one of them', async () => {
    const list = (await carryOverOf(fresh.db, (await eighth()).id))!
    const points = (await clusters()).flatMap((one) => one.points)
    expect(points.sort()).toEqual(list.points.map(keyOf).sort())
    const shown = await programmeOf(fresh.db, await eighth())
    expect(shown.clusters.flatMap((one) => one.points)).toHaveLength(list.points.length)
  })

  test('are renamed, merged, moved, ordered, and each step is undone', async () => {
    const [one, other] = (await clusters()).map(({ id }) => id) as [string, string]
    const states = [JSON.stringify(await clusters())]
    const step = async (given: Parameters<typeof arrange>[2]) => {
      const { step: id } = await done(arrange(ratna(), 8, given))
      states.push(JSON.stringify(await clusters()))
      return id
    }
    const point = (await clusters())[0]!.points[0]!
    const ids = [
      await step({ kind: 'rename', cluster: one, title: 'A home for complaints', was: '' }),
      await step({ kind: 'move', cluster: one, points: [point], to: null, title: 'Apart' }),
      await step({ kind: 'order', cluster: other, direction: 'up' }),
      await step({ kind: 'merge', cluster: one, into: other })
    ]
    expect(new Set(states).size).toBe(5)
    expect(await undoStep(ratna(), 8, ids[0]!)).toEqual({ refused: 'preparation.changed_meanwhile' })
    for (const id of ids.reverse()) {
      expect(JSON.stringify(await clusters())).toBe(states.pop())
      await done(undoStep(ratna(), 8, id))
    }
    expect(JSON.stringify(await clusters())).toBe(states.pop())
    expect(await undoStep(ratna(), 8, 1)).toEqual({ refused: 'preparation.nothing_to_undo' })
  })

  test('of two who rename the same cluster the second is told what it is called now', async () => {
    const cluster = (await clusters())[0]!.id
    await done(arrange(ratna(), 8, { kind: 'rename', cluster, title: 'First', was: '' }))
    expect(await arrange(ratna(), 8, { kind: 'rename', cluster, title: 'Second', was: '' })).toEqual({
      refused: 'preparation.renamed_meanwhile',
      values: { title: 'First' },
      field: 'title'
    })
    await done(arrange(ratna(), 8, { kind: 'rename', cluster, title: 'Second', was: 'First' }))
  })

  test('nobody else arranges them, and nothing is written where nothing changes', async () => {
    const cluster = (await clusters())[0]!.id
    const before = await audited()
    expect(
      await arrange(as('hafiz-mansor'), 8, { kind: 'rename', cluster, title: 'Mine', was: 'Second' })
    ).toHaveProperty('refused')
    expect(await arrange(ratna(), 8, { kind: 'order', cluster, direction: 'up' })).toEqual({
      refused: 'preparation.no_change'
    })
    expect(await arrange(ratna(), 8, { kind: 'merge', cluster: 'c99', into: cluster })).toHaveProperty('refused')
    expect(await audited()).toBe(before)
  })

  test('keep their names and points when the list is confirmed anew', async () => {
    const before = await clusters()
    await done(confirmCarryOver(ratna(later(5)), 8))
    const list = (await carryOverOf(fresh.db, (await eighth()).id))!
    const now = await clusters()
    expect(now.flatMap(({ points }) => points).sort()).toEqual(list.points.map(keyOf).sort())
    expect(now[0]).toMatchObject({ id: before[0]!.id, title: 'Second' })
    expect(now.flatMap(({ points }) => points)).toContain('AHRD7-R5 ID')
  })
})

test('it is published once, taken back with a reason, and published again; every act has its audit row', async () => {
  expect(await publish(as('hafiz-mansor'), 8)).toHaveProperty('refused')
  expect(await takeBack(ratna(), 8, 'Too early')).toEqual({ refused: 'preparation.not_public' })
  // Of all that was planned, confirmed and arranged so far nothing was told outside.
  expect(await told()).toEqual([])
  await done(publish(ratna(), 8))
  expect(await publish(ratna(), 8)).toEqual({ refused: 'preparation.public_already' })
  await done(takeBack(ratna(), 8, 'A wrong day'))
  expect((await eighth()).public).toBe(false)
  await done(publish(ratna(), 8))
  expect((await eighth()).public).toBe(true)
  const kinds = ['preparation.published', 'preparation.taken-back', 'preparation.published']
  expect(await told()).toEqual(kinds)
  const { count } = await fresh.db
    .selectFrom('preparation_publication')
    .select((build) => build.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(3)
  // opened, planned, confirmed twice, four steps and as many undone, renamed twice, published twice, taken back
  expect(await audited()).toBe(1 + 1 + 2 + 8 + 2 + 3)
  await done(confirmCarryOver(ratna(), 8))
  expect(await told()).toEqual([...kinds, 'preparation.confirmed'])
})

async function told(): Promise<string[]> {
  const events = await fresh.db.selectFrom('hall_event').select('kind').where('kind', 'like', 'preparation.%').execute()
  return events.map(({ kind }) => kind)
}

test('the database itself refuses to change what was carried over', async () => {
  await expect(fresh.db.updateTable('carried_point').set({ reason: 'silent' }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('cluster_step').execute()).rejects.toThrow('facts')
})
