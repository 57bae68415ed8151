import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAccredited } from '#areas/follow-up/store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import {
  application,
  moment,
  ORIGIN,
  received as receivedOn,
  signedIn,
  visitor as visitorOn
} from '#test/small-application.ts'
import { caseOf, nextSteps, OWN_STEPS, type CaseStep } from './accreditation-case.ts'
import {
  applyForAccreditation,
  changeContact,
  enterApplication,
  eraseContact,
  recordFinding,
  sendLink,
  takeCaseStep,
  takeOwnStep
} from './application-actions.server.ts'
import {
  applicationByReference,
  applicationBySecret,
  criteriaFor,
  eventsOf,
  findingsOf
} from './application-store.server.ts'
import { organisationCounts, register } from './register-store.server.ts'
import { addCriterion, endCriterion, setLimit } from './rule-actions.server.ts'

const SECRET_NAME = 'Dewi Anggraini'
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase(moment('2026-01-01'))
})
afterAll(() => fresh.close())

const ratna = (day: string) => signedIn(fresh.db, 'ratna-wijayakusuma', day)
const hafiz = (day: string) => signedIn(fresh.db, 'hafiz-mansor', day)
const visitor = (day: string) => visitorOn(fresh.db, day)

let addresses = 0
const given = (name: string) =>
  application({ name, contactName: SECRET_NAME, email: `contact-${addresses++}@organisation.invalid` })
const received = (name: string, day = '2026-01-10') => receivedOn(fresh.db, day, given(name))

async function stateOf(reference: string) {
  const application = (await applicationByReference(fresh.db, reference))!
  return { application, state: caseOf(application.receivedOn, await eventsOf(fresh.db, application.id)) }
}

async function take(context: ReturnType<typeof ratna>, reference: string, step: CaseStep, day: string, seen?: number) {
  const turns = seen ?? (await stateOf(reference)).state.turns
  return takeCaseStep(context, ORIGIN, reference, {
    step: step as 'granted',
    reachedOn: day,
    reason: `Because of ${step}`,
    locale: 'en',
    turns
  })
}

/** What the hall told outside of a case. */
async function toldOf(reference: string) {
  const events = fresh.db.selectFrom('hall_event').select(['kind', 'details']).where('subject_id', '=', reference)
  return (await events.orderBy('id').execute()).map(({ kind, details }) => [kind, details])
}

async function answerAll(reference: string, day: string, finding: 'met' | 'not-met' = 'met') {
  const { application } = await stateOf(reference)
  for (const { id } of await criteriaFor(fresh.db, application.receivedOn)) {
    const stands = (await findingsOf(fresh.db, application.id)).find((one) => one.criterionId === id && one.stands)
    const told = { criterion: id, finding, reason: 'As its papers say', corrects: stands?.id ?? null }
    expect(await recordFinding(ratna(day), reference, told)).toBeNull()
  }
}

test('from application to decision: missing information is asked for, then granted, and the record knows it', async () => {
  const { reference, secret } = await received('Friends of the Coast')
  expect((await applicationBySecret(fresh.db, secret))?.reference).toBe(reference)
  expect(await take(ratna('2026-01-12'), reference, 'screening', '2026-01-12')).toBeNull()
  expect(await take(ratna('2026-01-13'), reference, 'granted', '2026-01-13')).toMatchObject({
    refused: 'standing.screening_open'
  })
  expect(await take(ratna('2026-01-13'), reference, 'information-asked', '2026-01-13')).toBeNull()
  const answer = { step: 'information-given' as const, reason: 'The accounts of 2025', turns: 2 }
  expect(await takeOwnStep(visitor('2026-01-20'), ORIGIN, 'not the secret', answer)).toMatchObject({
    refused: 'standing.application_missing'
  })
  expect(await takeOwnStep(visitor('2026-01-20'), ORIGIN, secret, answer)).toBeNull()
  await answerAll(reference, '2026-01-21')
  expect(await take(ratna('2026-01-22'), reference, 'granted', '2026-01-22')).toBeNull()
  expect((await applicationByReference(fresh.db, reference))?.bodyId).toBe('friends-of-the-coast')
  expect(await isAccredited(fresh.db, 'friends-of-the-coast', '2026-01-21')).toBe(false)
  expect(await isAccredited(fresh.db, 'friends-of-the-coast', '2026-01-22')).toBe(true)

  expect(await take(ratna('2026-02-02'), reference, 'suspended', '2026-02-01')).toBeNull()
  expect(await isAccredited(fresh.db, 'friends-of-the-coast', '2026-02-02')).toBe(false)
  expect(await take(hafiz('2026-02-03'), reference, 'reinstated', '2026-02-03')).toBeNull()
  expect(await isAccredited(fresh.db, 'friends-of-the-coast', '2026-02-03')).toBe(true)
  const body = 'friends-of-the-coast'
  expect(await toldOf(reference)).toEqual([
    ['accreditation.decided', { step: 'granted', on: '2026-01-22', body }],
    ['accreditation.suspended', { step: 'suspended', on: '2026-02-01', body }],
    ['accreditation.decided', { step: 'reinstated', on: '2026-02-03', body }]
  ])
})

test('a refusal is appealed, decided by somebody else, and the organisation becomes a body', async () => {
  const { reference, secret } = await received('เครือข่ายชายฝั่ง')
  await take(ratna('2026-01-12'), reference, 'screening', '2026-01-12')
  await answerAll(reference, '2026-01-13', 'not-met')
  expect(await take(ratna('2026-01-14'), reference, 'refused', '2026-01-14')).toBeNull()
  const appeal = { step: 'appealed' as const, reason: 'The statutes were not read.', turns: 2 }
  expect(await takeOwnStep(visitor('2026-03-01'), ORIGIN, secret, appeal)).toMatchObject({
    refused: 'standing.appeal_late'
  })
  expect(await takeOwnStep(visitor('2026-02-01'), ORIGIN, secret, appeal)).toBeNull()
  expect((await register(fresh.db, '2026-02-01')).find(({ key }) => key === reference)).toMatchObject({
    status: 'refused',
    appealed: true,
    bodyId: null
  })
  expect(await take(ratna('2026-02-02'), reference, 'appeal-allowed', '2026-02-02')).toMatchObject({
    refused: 'standing.appeal_same_officer'
  })
  expect(await take(hafiz('2026-02-02'), reference, 'appeal-allowed', '2026-02-02')).toBeNull()
  const bodyId = (await applicationByReference(fresh.db, reference))!.bodyId!
  expect(bodyId).toBe(reference.toLowerCase())
  expect(await isAccredited(fresh.db, bodyId, '2026-02-02')).toBe(true)
  const entry = (await register(fresh.db, '2026-02-02')).find(({ key }) => key === reference)!
  expect(entry.decisions.map(({ step }) => step)).toEqual(['appeal-allowed', 'refused'])
  expect(await toldOf(reference)).toEqual([
    ['accreditation.decided', { step: 'refused', on: '2026-01-14' }],
    ['accreditation.appeal-decided', { step: 'appeal-allowed', on: '2026-02-02', body: bodyId }]
  ])
})

test('an organisation that was accredited before gets a case, is suspended in it and heard', async () => {
  const entered = await enterApplication(ratna('2026-02-01'), ORIGIN, {
    ...given('Lantern Network for Safe Migration'),
    receivedOn: '2026-02-01',
    bodyId: 'lantern-network'
  })
  if (isRefusal(entered)) throw new Error(entered.refused)
  const again = { ...given('Lantern'), receivedOn: '2026-02-01', bodyId: 'lantern-network' }
  expect(await enterApplication(ratna('2026-02-01'), ORIGIN, again)).toMatchObject({ field: 'bodyId' })
  expect(await isAccredited(fresh.db, 'lantern-network', '2026-02-28')).toBe(true)
  expect(await take(ratna('2026-03-02'), entered.reference, 'suspended', '2026-03-01')).toBeNull()
  expect(await isAccredited(fresh.db, 'lantern-network', '2026-03-02')).toBe(false)
  const entry = (await register(fresh.db, '2026-03-02')).find(({ bodyId }) => bodyId === 'lantern-network')!
  expect(entry.status).toBe('suspended')
  expect(entry.decisions.map(({ step }) => step)).toEqual(['suspended', 'granted'])
})

describe('rights', () => {
  test('nobody but the secretariat works on cases', async () => {
    const { reference } = await received('Rights')
    for (const actor of [
      { kind: 'visitor' },
      {
        kind: 'account',
        id: 'siti-lestari-adi',
        name: 'Siti',
        mandates: [{ role: 'focal-point', bodyId: 'ID', duty: 'main', since: '2025-01-01', until: null }]
      }
    ] as Actor[]) {
      const context = { db: fresh.db, actor, now: moment('2026-01-12') }
      expect(await take(context as ReturnType<typeof ratna>, reference, 'screening', '2026-01-12')).toHaveProperty(
        'refused'
      )
      expect(await sendLink(context, ORIGIN, reference)).toHaveProperty('refused')
      const finding = { criterion: 'purpose', finding: 'met' as const, reason: 'x', corrects: null }
      expect(await recordFinding(context, reference, finding)).toHaveProperty('refused')
    }
  })

  test('one address applies three times a day at most', async () => {
    const same = { ...given('Again'), email: 'again@organisation.invalid' }
    for (let i = 0; i < 3; i++) {
      expect(await applyForAccreditation(visitor('2026-01-15'), ORIGIN, same)).toHaveProperty('secret')
    }
    expect(await applyForAccreditation(visitor('2026-01-15'), ORIGIN, same)).toMatchObject({
      refused: 'standing.too_many_from_address',
      field: 'email'
    })
    expect(await applyForAccreditation(visitor('2026-01-17'), ORIGIN, same)).toHaveProperty('secret')
  })
})

test('two officers at once: one step is taken, the other is told; the same for a criterion', async () => {
  const { reference } = await received('At once')
  const both = await Promise.all([
    take(ratna('2026-01-12'), reference, 'screening', '2026-01-12', 0),
    take(hafiz('2026-01-12'), reference, 'screening', '2026-01-12', 0)
  ])
  expect(both.filter((one) => one === null)).toHaveLength(1)
  expect(both).toContainEqual({ refused: 'standing.case_changed_meanwhile' })
  const finding = { criterion: 'purpose', finding: 'met' as const, reason: 'x', corrects: null }
  const answers = await Promise.all([
    recordFinding(ratna('2026-01-12'), reference, finding),
    recordFinding(hafiz('2026-01-12'), reference, { ...finding, finding: 'not-met' as const })
  ])
  expect(answers.filter((one) => one === null)).toHaveLength(1)
  expect(answers).toContainEqual(expect.objectContaining({ refused: 'standing.finding_changed_meanwhile' }))
})

test('whom to write to is in letters alone: not in the register, not in the audit; the secret is nowhere at all', async () => {
  const { reference, secret } = await received('Private matters')
  await take(ratna('2026-01-12'), reference, 'screening', '2026-01-12')
  await answerAll(reference, '2026-01-13')
  await take(ratna('2026-01-14'), reference, 'granted', '2026-01-14')
  const audit = JSON.stringify(await fresh.db.selectFrom('audit').selectAll().execute())
  const shown = JSON.stringify(await register(fresh.db, '2026-03-01'))
  const links = JSON.stringify(await fresh.db.selectFrom('accreditation_link').selectAll().execute())
  const bodies = JSON.stringify(await fresh.db.selectFrom('body').selectAll().execute())
  for (const told of [audit, shown, links, bodies]) {
    expect(told).not.toContain(SECRET_NAME)
    expect(told).not.toContain('@organisation.invalid')
    expect(told).not.toContain(secret)
  }
  const mail = await fresh.db.selectFrom('mail').selectAll().where('subject', 'like', `${reference}%`).execute()
  expect(mail.map(({ subject }) => subject)).toEqual([
    `${reference}: The application for accreditation has come in`,
    `${reference}: The screening has begun`,
    `${reference}: The organisation is accredited`
  ])
  // Every letter brings a link of its own that opens the case.
  for (const { text } of mail) {
    const link = /\/standing\/case\/(\S+)/.exec(text)![1]!
    expect((await applicationBySecret(fresh.db, link))?.reference).toBe(reference)
  }
})

test('whom to write to can be changed, and erased once a case is over; neither says who it is', async () => {
  const { reference, secret } = await received('Another person')
  const contact = { contactName: 'Bagus Santoso', email: 'bagus@organisation.invalid' }
  expect(await changeContact(visitor('2026-01-11'), ORIGIN, reference, contact)).toHaveProperty('refused')
  expect(await changeContact(ratna('2026-01-11'), ORIGIN, reference, contact)).toBeNull()
  expect(await applicationBySecret(fresh.db, secret)).toBeUndefined()
  await take(ratna('2026-01-12'), reference, 'screening', '2026-01-12')
  const letters = await fresh.db
    .selectFrom('mail')
    .select(['recipient', 'text'])
    .where('subject', 'like', `${reference}%`)
    .orderBy('id')
    .execute()
  // The one that waited for whoever was written to before went with them.
  expect(letters.map(({ recipient }) => recipient)).toEqual(Array(2).fill('bagus@organisation.invalid'))
  const own = /\/standing\/case\/(\S+)/.exec(letters.at(-1)!.text)![1]!
  expect(await eraseContact(ratna('2026-01-12'), reference)).toEqual({ refused: 'standing.contact_needed' })
  const withdrawal = { step: 'withdrawn' as const, reason: 'We merge with others', turns: 1 }
  expect(await takeOwnStep(visitor('2026-01-13'), ORIGIN, own, withdrawal)).toBeNull()
  // As a real hall leaves them once they went out.
  await fresh.db
    .updateTable('mail')
    .set({ sent_at: moment('2026-01-13'), text: '' })
    .where('recipient', '=', 'bagus@organisation.invalid')
    .execute()
  expect(await eraseContact(ratna('2026-01-14'), reference)).toBeNull()
  const outbox = JSON.stringify(await fresh.db.selectFrom('mail').selectAll().execute())
  expect(outbox).not.toMatch(/Bagus|bagus@/)
  expect(await sendLink(ratna('2026-01-14'), ORIGIN, reference)).toBeNull()
  const kept = await fresh.db.selectFrom('accreditation_contact').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain('bagus@')
  const audit = JSON.stringify(await fresh.db.selectFrom('audit').selectAll().execute())
  expect(audit).not.toMatch(/Bagus|bagus@/)
})

test('no sequence of acts changes or loses an event; the record says what the case says; each has its audit row', async () => {
  const audits = async () =>
    Number(
      (
        await fresh.db
          .selectFrom('audit')
          .select((build) => build.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    )
  let n = 0
  const attempt = fc.record({ pick: fc.nat(10), who: fc.boolean(), wild: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 3, maxLength: 9 }), fc.boolean(), async (attempts, met) => {
      const { reference, secret } = await received(`Sequence ${n++}`)
      const day = '2026-01-12'
      for (const { pick, who, wild } of attempts) {
        const { application, state } = await stateOf(reference)
        if (state.stage === 'screening' && !(await findingsOf(fresh.db, application.id)).length) {
          await answerAll(reference, day, met ? 'met' : 'not-met')
        }
        const legal = [...nextSteps(state, 'secretariat'), ...nextSteps(state, 'organisation')]
        const all: CaseStep[] = wild ? ['granted', 'suspended', 'appealed', 'appeal-allowed', 'ended'] : legal
        const step = all[pick % Math.max(1, all.length)] ?? 'granted'
        if (step === 'taken-over') continue
        const before = await eventsOf(fresh.db, application.id)
        const rows = await audits()
        const outcome = OWN_STEPS.includes(step)
          ? await takeOwnStep(visitor(day), ORIGIN, secret, {
              step: step as 'appealed',
              reason: 'x',
              turns: state.turns
            })
          : await take((who ? ratna : hafiz)(day), reference, step, day)
        const after = await eventsOf(fresh.db, application.id)
        expect(after.slice(0, before.length)).toEqual(before)
        expect(after.length).toBe(before.length + (outcome === null ? 1 : 0))
        expect(await audits()).toBe(rows + (outcome === null ? 1 : 0))
        const now = await stateOf(reference)
        const { bodyId } = now.application
        const accredited = bodyId !== null && (await isAccredited(fresh.db, bodyId, day))
        expect(accredited).toBe(now.state.stage === 'granted')
      }
    }),
    { numRuns: 15 }
  )
})

test('the numbers are those of the register, and an open application is in neither', async () => {
  const entries = await register(fresh.db, '2026-03-02')
  const counts = await organisationCounts(fresh.db, '2026-03-02')
  for (const status of ['granted', 'suspended', 'ended', 'refused'] as const) {
    expect(counts[status]).toBe(entries.filter((entry) => entry.status === status).length)
  }
  const before = counts.pending
  const { reference } = await received('Still open', '2026-03-02')
  expect((await organisationCounts(fresh.db, '2026-03-02')).pending).toBe(before + 1)
  expect((await register(fresh.db, '2026-03-02')).some(({ key }) => key === reference)).toBe(false)
})

test('rules change from a day on, never for what came in before', async () => {
  const limit = { limit: 'begin' as const, days: 7, since: '2026-04-01', source: 'Guidelines of 2026' }
  expect(await setLimit(visitor('2026-03-02'), limit)).toHaveProperty('refused')
  expect(await setLimit(ratna('2026-04-02'), limit)).toMatchObject({ refused: 'standing.day_past' })
  expect(await setLimit(ratna('2026-03-02'), limit)).toBeNull()
  expect(await setLimit(ratna('2026-03-02'), limit)).toMatchObject({ refused: 'standing.limit_there' })
  const criterion = {
    question: 'Does it publish its accounts?',
    questionId: null,
    questionTh: null,
    criterionSince: '2026-04-01',
    criterionSource: 'Guidelines of 2026'
  }
  expect(await addCriterion(ratna('2026-03-02'), criterion)).toBeNull()
  const end = { criterion: 'activity', until: '2026-04-01', endSource: 'Guidelines of 2026' }
  expect(await endCriterion(ratna('2026-03-02'), end)).toBeNull()
  expect(await endCriterion(ratna('2026-03-02'), end)).toMatchObject({ refused: 'standing.criterion_missing' })
  const on = async (day: string) => (await criteriaFor(fresh.db, day)).map(({ question }) => question.en)
  const [before, after] = [await on('2026-03-31'), await on('2026-04-01')]
  expect(before).toHaveLength(5)
  expect(before).not.toContain(criterion.question)
  expect(after).toHaveLength(5)
  expect(after).toContain(criterion.question)
})

test('the database itself refuses to change a fact', async () => {
  await expect(fresh.db.updateTable('accreditation_event').set({ reason: 'Other' }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('accreditation_application').execute()).rejects.toThrow('facts')
})
