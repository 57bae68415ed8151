import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { dueThings } from '#areas/deadlines/due-store.server.ts'
import { cast } from '#areas/people/opening.server.ts'
import { takeBack } from '#areas/preparation/actions.server.ts'
import { dayOf, systemClock } from '#platform/clock/clock.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice, NOW } from '#test/demonstration.ts'
import { everythingHappens } from '#test/told-hall.ts'
import { createApi } from './app.server.ts'
import { FOLLOW_UP } from './follow-up.server.ts'
import { Fault } from './shapes.ts'

const HERE = 'https://hall.example/api'
let fresh: FreshDatabase
let api: ReturnType<typeof createApi>
let hall: { refused: string; undecided: string }

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  hall = await everythingHappens(fresh.db)
  api = createApi(fresh.db)
}, 60_000)
afterAll(() => fresh.close())

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
  type Point = { recommendation: string; bodyId: string }
  const named = (points: Point[]) => points.map(({ recommendation, bodyId }) => `${recommendation}:${bodyId}`).sort()
  const clustered = preparation.clusters.flatMap(({ points }: { points: Point[] }) => points)
  expect(named(clustered)).toEqual(named(preparation.points))
  expect(preparation.points).toContainEqual({
    recommendation: 'AHRD7-R3',
    bodyId: 'TH',
    reason: 'not-taken-up',
    since: '2025-11-17'
  })
  await done(takeBack({ db: fresh.db, actor: inOffice('ratna-wijayakusuma'), now: NOW }, 8, 'Too early'))
  expect((await api.request(`${HERE}/preparations/8`)).status).toBe(404)
  expect((await get('/preparations')).items).toEqual([])
})

test('the register is there: what was decided, and nothing of what is not', async () => {
  const { items } = await get('/accreditation-decisions')
  expect(items).toMatchObject([
    { case: hall.refused, step: 'refused', reason: 'As found', bodyId: null, stateId: 'ID' }
  ])
  expect((await get(`/accreditation-decisions?case=${hall.undecided}`)).items).toEqual([])
  expect(await get('/accreditations?body=komnas-ham&scheme=paris-principles')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ status: 'A', stands: true, by: 'ganhri' })])
  })
})

test('days are there: until when a reply is asked for, and when a report is due', async () => {
  expect(await get('/reply-days?recommendation=AHRD7-R3')).toMatchObject({
    items: [{ dueOn: '2026-06-30', stands: true }]
  })
  const { items } = await get('/follow-up?limit=100')
  type Item = { id: string; reportDueOn: string | null; replyDueOn: string | null }
  const here = (items as Item[]).filter(({ reportDueOn }) => reportDueOn !== null)
  const day = dayOf(systemClock())
  const reminded = (await dueThings(fresh.db, { day, scheme: { signOffWithin_days: 30 } })).filter(
    ({ kind }) => kind === 'report'
  )
  expect(here.map(({ id, reportDueOn }) => [id, reportDueOn]).sort()).toEqual(
    reminded.map(({ reference, body, dueOn }) => [`${reference}:${body!.id}`, dueOn]).sort()
  )
  expect(here.find(({ id }) => id === 'AHRD7-R3:TH')!.replyDueOn).toBe('2026-06-30')
  // Fully done, with evidence, and signed off.
  expect((await get('/follow-up/AHRD7-R3:ID')).reportDueOn).toBeNull()
})

test('past reviews are told apart from Dialogues', async () => {
  expect((await get('/follow-up?mechanism=dialogue&limit=1')).items).toMatchObject([{ mechanism: 'dialogue' }])
  expect((await get('/follow-up?mechanism=upr')).items).toEqual([])
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
  expect(await get('/milestones?action=1')).toMatchObject({ items: [{ title: 'A draft', reachedOn: '2026-02-20' }] })
  expect(await get('/indicator-values?action=1')).toMatchObject({
    items: [{ name: 'Complaints received', baseline: 0, target: 120.5, value: 12, observedOn: '2026-02-28' }]
  })
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
    'progress.signed-off',
    'recommendation.reply-day-set'
  ])
  for (const { data } of items) expect((await api.request(data.api)).status).toBe(200)
  expect((await get('/events?type=progress.retracted')).items).toHaveLength(1)
})

test('every event that was told leads to what was said', async () => {
  const { items } = await get('/events?limit=100')
  const kinds = new Set(items.map(({ type }: { type: string }) => type))
  for (const kind of [
    'practice.shared',
    'institution.step-recorded',
    'accreditation.decided',
    'preparation.published'
  ]) {
    expect(kinds).toContain(kind)
  }
  for (const { data, type } of items) {
    const answer = await api.request(data.api)
    // The preparation was taken out of sight since.
    expect(answer.status, type).toBe(type === 'preparation.published' ? 404 : 200)
  }
})
