import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { retract, signOff, speak, type GivenEntry } from '#areas/follow-up/actions.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import type { Duty, Role } from '#areas/people/actor.ts'
import { cast } from '#areas/people/opening.server.ts'
import { recordInstitutionStep } from '#areas/bodies/institution-actions.server.ts'
import { sharePractice } from '#areas/practices/actions.server.ts'
import { confirmCarryOver, openPreparation, publish, takeBack } from '#areas/preparation/actions.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice, NOW } from '#test/demonstration.ts'
import { createApi } from './app.server.ts'
import { FOLLOW_UP } from './follow-up.server.ts'
import { Fault } from './shapes.ts'

const HERE = 'https://hall.example/api'
let fresh: FreshDatabase
let api: ReturnType<typeof createApi>

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  api = createApi(fresh.db)
  await somethingHappens()
  await somethingIsDone()
  await somethingIsShared()
})
afterAll(() => fresh.close())

const as = (id: string, office?: { role: Role; bodyId: string; duty: Duty }) => {
  return { db: fresh.db, actor: inOffice(id, office), now: NOW }
}

const report: GivenEntry = {
  reference: 'AHRD7-R3',
  aboutBodyId: 'ID',
  track: 'state',
  byBodyId: 'ID',
  scaleId: 'balai',
  grade: 'fully',
  observedOn: '2026-02-01',
  text: 'A law makes the mechanism.',
  locale: 'en',
  evidence: 'Law 3 of 2026',
  evidenceUrl: null,
  corrects: null
}

async function somethingHappens(): Promise<void> {
  const [ratna, siti, yohanes] = ['ratna-wijayakusuma', 'siti-lestari-adi', 'yohanes-prabaswara'].map((id) =>
    as(id)
  ) as [ReturnType<typeof as>, ReturnType<typeof as>, ReturnType<typeof as>]
  const decided = { into: null, reason: 'Decided', source: 'Summary record', sourceUrl: null }
  await recordStage(ratna, { ...decided, reference: 'AHRD7-R3', stage: 'consensus', reachedOn: '2026-01-10' })
  await recordStage(ratna, { ...decided, reference: 'AHRD7-R3', stage: 'adopted', reachedOn: '2026-02-10' })
  const first = (await speak(siti, { ...report, grade: 'planned', evidence: null })) as { id: number }
  const second = (await speak(siti, { ...report, corrects: first.id })) as { id: number }
  const assessment = { ...report, track: 'stakeholder' as const, byBodyId: 'komnas-ham', scaleId: 'upr-info' }
  await speak(yohanes, { ...assessment, grade: 'partially' })
  const mistaken = (await speak(yohanes, { ...assessment, grade: 'not', observedOn: '2026-01-05' })) as { id: number }
  await retract(yohanes, mistaken.id, 'A wrong day')
  await signOff(as('niran-thepsuwan', { role: 'focal-point', bodyId: 'ID', duty: 'validating' }), second.id)
}

async function somethingIsDone(): Promise<void> {
  const recorded = { recorded_at: NOW, recorded_by: 'siti-lestari-adi' }
  const { db } = fresh
  const one = async (table: 'action' | 'milestone' | 'indicator', action_id?: number) =>
    (
      await db
        .insertInto(table)
        .values({ ...recorded, ...(action_id && { action_id }) } as never)
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const action_id = await one('action')
  const { id: recommendation_id } = await db
    .selectFrom('recommendation')
    .select('id')
    .where('reference', '=', 'AHRD7-R3')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('action_plan')
    .values({
      action_id,
      title: 'A law on complaints',
      text: 'Draft, consult, adopt.',
      locale: 'en',
      begins_on: '2026-01-01',
      due_on: '2026-12-31',
      resources: null,
      source: null,
      source_url: null,
      corrects: null,
      ...recorded
    })
    .execute()
  await db
    .insertInto('action_body')
    .values({ action_id, body_id: 'ID', part: 'leads', since: '2026-01-01', until: null, corrects: null, ...recorded })
    .execute()
  await db
    .insertInto('action_recommendation')
    .values({ action_id, recommendation_id, corrects: null, ...recorded })
    .execute()
  await db
    .insertInto('action_step')
    .values({
      action_id,
      step: 'begun',
      reached_on: '2026-01-15',
      reason: null,
      source_url: null,
      corrects: null,
      ...recorded
    })
    .execute()
  const positioned = { recommendation_id, body_id: 'ID', stated_on: '2026-01-20', recorded_at: NOW }
  const { id: corrects } = await db
    .insertInto('recommendation_position')
    .values({ ...positioned, position: 'pending' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('recommendation_position')
    .values({ ...positioned, position: 'supported', corrects })
    .execute()
  const milestone_id = await one('milestone', action_id)
  await db
    .insertInto('milestone_plan')
    .values({ milestone_id, title: 'A draft', locale: 'en', due_on: '2026-03-01', corrects: null, ...recorded })
    .execute()
  await db
    .insertInto('milestone_reached')
    .values({
      milestone_id,
      reached_on: '2026-02-20',
      evidence: 'Published draft',
      source_url: null,
      corrects: null,
      ...recorded
    })
    .execute()
  const indicator_id = await one('indicator', action_id)
  await db
    .insertInto('indicator_plan')
    .values({
      indicator_id,
      name: 'Complaints received',
      unit: 'complaints a year',
      locale: 'en',
      baseline: 0,
      baseline_on: '2026-01-01',
      target: 120.5,
      target_on: '2027-01-01',
      corrects: null,
      ...recorded
    } as never)
    .execute()
  await db
    .insertInto('indicator_value')
    .values({
      indicator_id,
      value: 12,
      observed_on: '2026-02-28',
      source: 'Register',
      source_url: null,
      corrects: null,
      ...recorded
    } as never)
    .execute()
}

/** A practice, a step towards an institution, and the next edition, of which one preparation is public and one is not. */
async function somethingIsShared(): Promise<void> {
  const [ratna, siti] = [as('ratna-wijayakusuma'), as('siti-lestari-adi')]
  const said = { source: 'Note verbale', sourceUrl: null }
  const links = { themes: ['people'], articles: ['ahrd/27'], recommendations: ['AHRD7-R2'] }
  const practice = { title: 'A deposit', done: 'Recruiters deposit money.', outcome: 'Wages are paid.', locale: 'en' }
  await done(sharePractice(siti, 'ID', { ...practice, ...said, ...links, since: '2026-01-12' }))
  const step = { kind: 'draft-law', reachedOn: '2026-01-20', text: 'A draft was published.', locale: 'en' as const }
  await done(recordInstitutionStep(ratna, 'VN', { ...step, ...said, corrects: null, reason: null }))
  const plan = { heldFrom: null, heldUntil: null, place: null, ...said }
  await done(openPreparation(ratna, { edition: 8, ...plan }))
  await done(confirmCarryOver(ratna, 8))
  await done(publish(ratna, 8))
}

const get = async (path: string) => (await api.request(`${HERE}${path}`)).json()

describe.each(FOLLOW_UP.map((listing) => [listing.kind, listing] as const))('/%s', (kind, listing) => {
  it('gives what it describes, each by its identifier too, and as the same', async () => {
    const { items } = await get(`/${kind}?limit=3`)
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) {
      expect(listing.shape.strict().parse(item)).toEqual(item)
      expect(await get(`/${kind}/${item.id}`)).toEqual(item)
    }
  })
  it('is read to the end behind its cursor, each row once', async () => {
    const read: string[] = []
    for (let path: string | null = `/${kind}?limit=2`; path;) {
      const page: { next: string | null; items: { id: string }[] } = await get(path)
      read.push(...page.items.map(({ id }) => String(id)))
      path = page.next && page.next.replace(HERE, '')
    }
    const whole = await get(`/${kind}?limit=100`)
    expect(read.slice(0, 100)).toEqual(whole.items.map(({ id }: { id: string }) => String(id)))
    expect(new Set(read).size).toBe(read.length)
  })
  it('names no person and no account', async () => {
    const text = JSON.stringify(await get(`/${kind}?limit=100`))
    for (const { id, name } of cast()) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(name)
    }
    expect(text).not.toMatch(/recordedBy|recorded_by|@/)
  })
  it('says in a sentence when it has no such thing', async () => {
    for (const [path, status] of [
      [`/${kind}/nothing`, 404],
      [`/${kind}/99999999999999999999`, 404],
      [`/${kind}?cursor=~~~~`, 400]
    ] as const) {
      const answer = await api.request(HERE + path)
      expect(answer.status, path).toBe(status)
      expect(Fault.parse(await answer.json()).error.message).toMatch(/\.$/)
    }
  })
})

test('the life of a recommendation is there stage by stage', async () => {
  const { items } = await get('/stages?recommendation=AHRD7-R3')
  expect(items.map(({ stage, stands }: { stage: string; stands: boolean }) => [stage, stands])).toEqual([
    ['consensus', true],
    ['adopted', true]
  ])
  expect((await get('/stages?recommendation=AHRD7-R4')).items).toEqual([])
})

test('a practice, a step and a preparation are there with their links', async () => {
  expect(await get('/practices?recommendation=AHRD7-R2')).toMatchObject({
    items: [{ by: 'ID', title: 'A deposit', articles: ['ahrd/27'], recommendations: ['AHRD7-R2'], withdrawnAt: null }]
  })
  expect(await get('/institution-steps?state=VN')).toMatchObject({ items: [{ kind: 'draft-law', stands: true }] })
  const preparation = await get('/preparations/8')
  expect(preparation).toMatchObject({ after: 'ahrd-7', carriedOverOn: '2026-03-02' })
  expect(preparation.points).toContainEqual({
    recommendation: 'AHRD7-R3',
    bodyId: 'TH',
    reason: 'not-taken-up',
    since: '2025-11-17'
  })
  await done(takeBack(as('ratna-wijayakusuma'), 8, 'Too early'))
  expect((await api.request(`${HERE}/preparations/8`)).status).toBe(404)
  expect((await get('/preparations')).items).toEqual([])
})

test('positions keep their history', async () => {
  const { items } = await get('/positions?recommendation=AHRD7-R3&body=ID')
  expect(items.map(({ position, stands }: { position: string; stands: boolean }) => [position, stands])).toEqual([
    ['pending', false],
    ['supported', true]
  ])
})

test('progress keeps what was corrected and taken back, and says so', async () => {
  const { items } = await get('/progress?recommendation=AHRD7-R3&about=ID')
  type Item = { by: string; level: string; stands: boolean; retraction: string | null; correctedBy: number | null }
  expect(items.map(({ by, level, stands, retraction }: Item) => [by, level, stands, retraction])).toEqual([
    ['ID', 'planned', false, null],
    ['ID', 'fully', true, null],
    ['komnas-ham', 'partly', true, null],
    ['komnas-ham', 'not-started', false, 'A wrong day']
  ])
  expect(items[0].correctedBy).toBe(items[1].id)
  expect((await get('/progress?by=komnas-ham')).items).toHaveLength(2)
})

test('the status sets the three tracks side by side, as the pages do', async () => {
  expect(await get('/follow-up/AHRD7-R3:ID')).toMatchObject({
    stage: 'adopted',
    position: 'supported',
    state: { by: 'ID', level: 'fully', onlyClaimed: false },
    stakeholders: [{ by: 'komnas-ham', level: 'partly', scale: 'upr-info' }],
    body: null,
    differ: true,
    stateSilentSince: '2026-02-01',
    actions: [1]
  })
  expect(await get('/follow-up/AHRD7-R3:TH')).toMatchObject({
    state: null,
    stateSilentSince: '2025-11-17',
    differ: false
  })
})

test('an action comes with its milestones and indicators', async () => {
  const { items } = await get('/actions?body=ID&recommendation=AHRD7-R3')
  expect(items[0]).toMatchObject({
    title: 'A law on complaints',
    bodies: [{ bodyId: 'ID', part: 'leads' }],
    recommendations: ['AHRD7-R3'],
    steps: [{ step: 'begun' }],
    milestones: [{ title: 'A draft', reachedOn: '2026-02-20' }],
    indicators: [{ target: 120.5, values: [{ value: 12 }] }]
  })
  expect((await get('/actions?body=TH')).items).toEqual([])
})

test('what happened is told in its order, and leads to what was said', async () => {
  const { items } = await get('/events?recommendation=AHRD7-R3')
  expect(items.map(({ type }: { type: string }) => type)).toEqual([
    'recommendation.stage-recorded',
    'recommendation.stage-recorded',
    'progress.published',
    'progress.published',
    'progress.published',
    'progress.published',
    'progress.retracted',
    'progress.signed-off'
  ])
  for (const { data } of items) expect((await api.request(data.api)).status).toBe(200)
  expect((await get('/events?type=progress.retracted')).items).toHaveLength(1)
})
