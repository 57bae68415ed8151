import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { recommendationByReference } from '#areas/follow-up/store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice, TODAY } from '#test/demonstration.ts'
import { actingIn, changed, counting, observed, plan } from '#test/small-action.ts'
import {
  changePlan,
  linkRecommendation,
  planAction,
  recordStep,
  unlinkRecommendation,
  type GivenPlan
} from './actions.server.ts'
import { historyOf } from './history-store.server.ts'
import { recordValue, setIndicator, withdrawIndicator } from './indicator-actions.server.ts'
import { joinAction, leaveAction } from './joining-actions.server.ts'
import { actionsWith } from './list-store.server.ts'
import { actionsForSheet } from './load.server.ts'
import { reachMilestone, setMilestone, withdrawMilestone } from './milestone-actions.server.ts'
import { actionSheet, leaderOn, ownBodies } from './store.server.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await demonstrationDatabase()
})
afterAll(() => fresh.close())

const { as, siti, wahyu, niran, ratna, yohanes, maricel, audited } = actingIn(() => fresh.db)
const planned = async (change: Partial<GivenPlan> = {}) => (await done(planAction(siti(), { ...plan, ...change }))).id
const planIdOf = async (id: number) => (await actionSheet(fresh.db, id))!.plan.id

describe('who plans', () => {
  test.each<[string, typeof siti, string]>([
    ['the main focal point of a State', siti, 'ID'],
    ['the alternate', wahyu, 'ID'],
    ['the secretariat for a sectoral body', ratna, 'somtc'],
    ['the secretariat for the commission', ratna, 'aichr'],
    ['an NHRI for itself', yohanes, 'komnas-ham'],
    ['an accredited CSO for itself', maricel, 'lantern-network']
  ])('%s does', async (_name, who, leads) => {
    const { id } = await done(planAction(who(), { ...plan, leads }))
    expect((await leaderOn(fresh.db, id, TODAY))?.id).toBe(leads)
    expect((await ownBodies(fresh.db, who().actor, TODAY)).map((body) => body.id)).toContain(leads)
  })

  test.each<[string, Actor, string]>([
    ['a focal point for another State', inOffice('siti-lestari-adi'), 'TH'],
    ['a focal point for their State’s NHRI', inOffice('siti-lestari-adi'), 'komnas-ham'],
    ['a validating focal point', inOffice('dewi-anggraini-putri'), 'ID'],
    ['the secretariat for a State', inOffice('ratna-wijayakusuma'), 'ID'],
    ['the secretariat for a CSO', inOffice('ratna-wijayakusuma'), 'lantern-network'],
    ['the chair', inOffice('hafiz-mansor'), 'aichr'],
    ['a representative', inOffice('domingos-soares-lemos'), 'TL'],
    ['an NHRI for its State', inOffice('yohanes-prabaswara'), 'ID'],
    ['an observer of a body', inOffice('lim-suet-yee', { role: 'observer', bodyId: 'komnas-ham' }), 'komnas-ham'],
    ['a visitor', { kind: 'visitor' }, 'ID'],
    ['the hall itself', { kind: 'system', name: 'jobs' }, 'ID']
  ])('%s doesn’t: nothing is written', async (_name, who, leads) => {
    const before = await audited()
    const outcome = await planAction(as(who), { ...plan, leads })
    expect(outcome).toHaveProperty('refused')
    expect(await audited()).toBe(before)
  })

  test('a CSO whose accreditation was suspended yesterday can’t today, and may still leave', async () => {
    const id = await planned()
    await done(joinAction(maricel(), id, { body: 'lantern-network', on: '2026-02-01', part: 'joins' }))
    const source = await fresh.db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
    const suspended = {
      body_id: 'lantern-network',
      by_body_id: 'aichr',
      scheme: 'consultative-relationship' as const,
      status: 'suspended' as const,
      effective_on: '2026-03-05',
      reason: '{}',
      source_id: source.id,
      corrects: null
    }
    await fresh.db.insertInto('accreditation').values(suspended).execute()
    const later = as(inOffice('maricel-bautista-cruz'), new Date('2026-03-06T03:00:00Z'))
    const given = { ...plan, leads: 'lantern-network' }
    expect(await planAction(later, given)).toEqual({ refused: 'follow-up.accreditation_missing' })
    await done(planAction(maricel(), given))
    await done(leaveAction(later, id, { body: 'lantern-network', on: '2026-03-06' }))
  })
})

describe('what is planned', () => {
  test.each<[string, Partial<GivenPlan>, string, string]>([
    ['a due day before the begin', { dueOn: '2025-12-31' }, 'actions.due_before_begin', 'dueOn'],
    ['a body that there isn’t', { leads: 'atlantis' }, 'actions.body_unknown', 'leads'],
    [
      'no such recommendation',
      { recommendations: 'AHRD7-R3, AHRD7-R99' },
      'actions.recommendation_unknown',
      'recommendations'
    ],
    ['no recommendation', { recommendations: ' , ' }, 'actions.recommendations_missing', 'recommendations']
  ])('%s gets a sentence beside its field', async (_name, change, refused, field) => {
    const before = (await actionsWith(fresh.db, {}, TODAY)).length
    expect(await planAction(siti(), { ...plan, ...change })).toMatchObject({ refused, field })
    expect(await actionsWith(fresh.db, {}, TODAY)).toHaveLength(before)
  })

  test('a recommendation that was withdrawn or goes on in another isn’t planned for; one is named in any case', async () => {
    const earlier = await planned({ recommendations: 'AHRD7-R5' })
    const stage = { into: null, reason: 'Decided', source: 'Summary record', sourceUrl: null, reachedOn: '2026-02-10' }
    await done(recordStage(ratna(), { ...stage, reference: 'AHRD7-R6', stage: 'withdrawn' }))
    await done(recordStage(ratna(), { ...stage, reference: 'AHRD7-R5', stage: 'consolidated', into: 'AHRD7-R3' }))
    expect(await planAction(siti(), { ...plan, recommendations: 'AHRD7-R6' })).toMatchObject({
      refused: 'actions.recommendation_withdrawn'
    })
    expect(await planAction(siti(), { ...plan, recommendations: 'AHRD7-R5' })).toEqual({
      refused: 'actions.recommendation_consolidated',
      values: { reference: 'AHRD7-R5', into: 'AHRD7-R3' },
      field: 'recommendations'
    })
    const id = await planned({ recommendations: 'ahrd7-r3 AHRD7-R3, AHRD7-R1' })
    expect((await actionSheet(fresh.db, id))!.recommendations.map(({ reference }) => reference)).toEqual([
      'AHRD7-R1',
      'AHRD7-R3'
    ])
    // What was planned for a duplicate is shown with the one that goes on.
    const r3 = (await recommendationByReference(fresh.db, 'AHRD7-R3'))!
    const r5 = (await recommendationByReference(fresh.db, 'AHRD7-R5'))!
    const { actions, mayPlan } = await actionsForSheet(fresh.db, r3, siti().actor, TODAY)
    expect(actions.map((one) => one.id)).toEqual(expect.arrayContaining([earlier, id]))
    expect(mayPlan).toBe(true)
    expect((await actionsForSheet(fresh.db, r5, siti().actor, TODAY)).mayPlan).toBe(false)
    expect((await actionsForSheet(fresh.db, r3, { kind: 'visitor' }, TODAY)).mayPlan).toBe(false)
    expect((await actionSheet(fresh.db, earlier))!.recommendations).toMatchObject([{ over: 'consolidated' }])
  })

  test('planned for several, every one of them is told outside', async () => {
    const id = await planned({ recommendations: 'AHRD7-R1 AHRD7-R3' })
    const event = await fresh.db
      .selectFrom('hall_event')
      .select('details')
      .where('subject_kind', '=', 'action')
      .where('subject_id', '=', String(id))
      .executeTakeFirstOrThrow()
    expect(event.details).toMatchObject({ by: 'ID', references: ['AHRD7-R1', 'AHRD7-R3'] })
  })

  test('it is linked to more, and stays for at least one', async () => {
    const id = await planned()
    expect(await linkRecommendation(siti(), id, 'AHRD7-R3')).toMatchObject({ refused: 'actions.linked_already' })
    await done(linkRecommendation(siti(), id, 'AHRD7-R4'))
    const [first, second] = (await actionSheet(fresh.db, id))!.recommendations
    await done(unlinkRecommendation(siti(), id, first!.fact))
    expect(await unlinkRecommendation(siti(), id, second!.fact)).toEqual({ refused: 'actions.last_recommendation' })
    expect(await unlinkRecommendation(siti(), id, first!.fact)).toEqual({ refused: 'actions.not_linked' })
    await done(linkRecommendation(siti(), id, 'AHRD7-R3'))
  })

  test('two who change the plan at once: one does, the other is told what stands', async () => {
    const id = await planned()
    const corrects = await planIdOf(id)
    const both = await Promise.all([
      changePlan(siti(), id, changed({ ...plan, title: 'First' }, corrects)),
      changePlan(wahyu(), id, changed({ ...plan, title: 'Second' }, corrects))
    ])
    const stands = both.find((one) => 'id' in one) as { id: number }
    expect(both).toContainEqual({ refused: 'actions.changed_meanwhile', values: { stands: stands.id } })
    expect((await actionSheet(fresh.db, id))!.plan.id).toBe(stands.id)
  })
})

test('nobody changes what another leads', async () => {
  const id = await planned()
  const corrects = await planIdOf(id)
  const { id: milestone } = await done(
    setMilestone(siti(), id, null, { title: 'First office', locale: 'en', dueOn: '2026-02-01', corrects: null })
  )
  const { id: indicator } = await done(setIndicator(siti(), id, null, { ...counting, corrects: null }))
  await done(joinAction(niran(), id, { body: 'TH', on: TODAY, part: 'joins' }))
  const before = JSON.stringify(await actionSheet(fresh.db, id))
  for (const who of [niran(), ratna(), yohanes(), as({ kind: 'visitor' }), as(inOffice('dewi-anggraini-putri'))]) {
    for (const refused of [
      await changePlan(who, id, changed(plan, corrects)),
      await recordStep(who, id, { step: 'begun', reachedOn: TODAY, reason: null, sourceUrl: null, confirmed: false }),
      await linkRecommendation(who, id, 'AHRD7-R1'),
      await setMilestone(who, id, null, { title: 'x', locale: 'en', dueOn: '2026-02-01', corrects: null }),
      await reachMilestone(who, id, milestone, { reachedOn: TODAY, evidence: null, sourceUrl: null }),
      await withdrawMilestone(who, id, milestone),
      await setIndicator(who, id, null, { ...counting, corrects: null }),
      await withdrawIndicator(who, id, indicator),
      await recordValue(who, id, indicator, observed),
      await leaveAction(who, id, { body: 'ID', on: TODAY }),
      await joinAction(who, id, { body: 'SG', on: TODAY, part: 'joins' })
    ]) {
      expect(refused).toHaveProperty('refused')
    }
  }
  expect(JSON.stringify(await actionSheet(fresh.db, id))).toBe(before)
})

describe('who takes part', () => {
  test('a body joins and leaves by its own word, once at a time; what was before stays', async () => {
    const id = await planned()
    const join = { body: 'komnas-ham', on: '2026-02-01', part: 'joins' as const }
    expect(await joinAction(yohanes(), id, { ...join, on: '2026-03-03' })).toMatchObject({
      refused: 'actions.day_in_future'
    })
    await done(joinAction(yohanes(), id, join))
    expect(await joinAction(yohanes(), id, join)).toMatchObject({ refused: 'actions.part_already' })
    expect(await leaveAction(yohanes(), id, { ...join, on: '2026-01-31' })).toMatchObject({
      refused: 'actions.leave_before_join'
    })
    await done(leaveAction(yohanes(), id, { ...join, on: '2026-02-20' }))
    expect(await leaveAction(yohanes(), id, { ...join, on: '2026-02-21' })).toMatchObject({
      refused: 'actions.no_part'
    })
    await done(joinAction(yohanes(), id, { ...join, on: '2026-02-20' }))
    const parts = (await actionSheet(fresh.db, id))!.parts.map((one) => [one.id, one.part, one.since, one.until])
    expect(parts).toEqual([
      ['ID', 'leads', '2026-01-01', null],
      ['komnas-ham', 'joins', '2026-02-01', '2026-02-20'],
      ['komnas-ham', 'joins', '2026-02-20', null]
    ])
    const told = new Map((await historyOf(fresh.db, id)).map((line) => [line.change, line]))
    expect(told.get('planned')).toMatchObject({ by: 'Siti Lestari Adi', byBody: null })
    expect(told.get('joins_until')).toMatchObject({ by: null, byBody: { en: expect.stringMatching('Indonesia') } })
    expect(await joinAction(yohanes(), 999_999, join)).toEqual({ refused: 'actions.action_missing' })
  })

  test('whoever takes the lead joins no longer from that day, however often it joined', async () => {
    const id = await planned()
    const join = { body: 'komnas-ham', part: 'joins' as const }
    await done(joinAction(yohanes(), id, { ...join, on: '2026-02-01' }))
    await done(leaveAction(yohanes(), id, { ...join, on: '2026-02-10' }))
    await done(joinAction(yohanes(), id, { ...join, on: '2026-02-20' }))
    await done(leaveAction(siti(), id, { body: 'ID', on: '2026-02-05' }))
    await done(joinAction(yohanes(), id, { body: 'komnas-ham', on: '2026-02-06', part: 'leads' }))
    expect((await actionSheet(fresh.db, id))!.parts.map((one) => [one.id, one.part, one.since, one.until])).toEqual([
      ['ID', 'leads', '2026-01-01', '2026-02-05'],
      ['komnas-ham', 'leads', '2026-02-06', null],
      ['komnas-ham', 'joins', '2026-02-01', '2026-02-06']
    ])
  })

  test('one leads at a time: who joined takes the lead once it was laid down', async () => {
    const id = await planned()
    const lead = { body: 'komnas-ham', on: TODAY, part: 'leads' as const }
    expect(await joinAction(yohanes(), id, lead)).toMatchObject({ refused: 'actions.led_already' })
    await done(leaveAction(siti(), id, { body: 'ID', on: TODAY }))
    expect(await leaderOn(fresh.db, id, TODAY)).toBeNull()
    expect(await changePlan(siti(), id, changed(plan, await planIdOf(id)))).toHaveProperty('refused')
    expect(await joinAction(yohanes(), id, lead)).toMatchObject({ refused: 'actions.join_first' })
    await done(joinAction(yohanes(), id, { ...lead, on: '2026-02-01', part: 'joins' }))
    await done(joinAction(yohanes(), id, lead))
    expect((await leaderOn(fresh.db, id, TODAY))?.id).toBe('komnas-ham')
    expect((await leaderOn(fresh.db, id, '2026-03-01'))?.id).toBe('ID')
    await done(changePlan(yohanes(), id, changed({ ...plan, title: 'Led anew' }, await planIdOf(id))))
  })
})

test('lists answer by words, leading body, recommendation and theme', async () => {
  const id = await planned({ title: 'Kantor 100%_pengaduan ไทย', recommendations: 'AHRD7-R7', resources: 'Anggaran' })
  await done(joinAction(yohanes(), id, { body: 'komnas-ham', on: TODAY, part: 'joins' }))
  const r7 = (await recommendationByReference(fresh.db, 'AHRD7-R7'))!.id
  const found = async (narrowed: Parameters<typeof actionsWith>[1]) =>
    (await actionsWith(fresh.db, narrowed, TODAY)).map((one) => one.id)
  for (const words of ['pengaduan', 'PENGADUAN anggaran', '100%_', 'ไทย']) expect(await found({ words })).toEqual([id])
  expect(await found({ words: 'kantor nowhere' })).toEqual([])
  expect(await found({ recommendationIds: [r7] })).toEqual([id])
  expect(await found({ recommendationIds: [] })).toEqual([])
  expect(await found({ reference: 'ahrd7-r7', leaderId: 'ID' })).toEqual([id])
  expect(await found({ reference: 'AHRD7-R7', leaderId: 'TH' })).toEqual([])
  expect(await found({ reference: 'AHRD7-R7', bodyId: 'komnas-ham' })).toEqual([id])
  const [theme] = await fresh.db
    .selectFrom('recommendation_theme as r')
    .innerJoin('theme as t', 't.id', 'r.theme_id')
    .select(['t.id', 't.parent_id'])
    .where('r.recommendation_id', '=', r7)
    .orderBy('t.parent_id')
    .execute()
  expect(await found({ themeId: theme!.id })).toContain(id)
  expect(await found({ themeId: theme!.parent_id ?? theme!.id })).toContain(id)
  expect(await found({ themeId: 'no-theme' })).toEqual([])
})
