import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseOf, type CaseStep } from '#areas/bodies/accreditation-case.ts'
import { changeContact, recordFinding, takeCaseStep, takeOwnStep } from '#areas/bodies/application-actions.server.ts'
import {
  applicationByReference,
  criteriaFor,
  eventsOf,
  ownApplication
} from '#areas/bodies/application-store.server.ts'
import type { Mandate } from '#areas/people/actor.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import {
  moment,
  OFFICE,
  ORIGIN,
  received as receivedOn,
  signedIn as signedInOn,
  visitor as visitorOn
} from '#test/small-application.ts'
import { dueFor } from './desk.server.ts'
import { loadSchemes } from './scheme-store.server.ts'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase(moment('2026-01-01'), [loadSchemes])
})
afterAll(() => fresh.close())

const signedIn = (id: string, day: string, mandates: readonly Mandate[] = []) => signedInOn(fresh.db, id, day, mandates)
const ratna = (day: string) => signedIn('ratna-wijayakusuma', day, [OFFICE])
const hafiz = (day: string) => signedIn('hafiz-mansor', day, [OFFICE])
const visitor = (day: string) => visitorOn(fresh.db, day)
const received = (email: string, day: string) => receivedOn(fresh.db, day, { email })

async function applicationAt(reference: string) {
  const application = (await applicationByReference(fresh.db, reference))!
  return { application, state: caseOf(application.receivedOn, await eventsOf(fresh.db, application.id)) }
}

async function take(context: ReturnType<typeof ratna>, reference: string, step: CaseStep, day: string) {
  const { turns } = (await applicationAt(reference)).state
  const told = { step: step as 'granted', reachedOn: day, reason: `Because of ${step}`, locale: 'en' as const, turns }
  expect(await takeCaseStep(context, ORIGIN, reference, told)).toBeNull()
}

/** An account with that address; verified where its owner has shown that it is theirs. */
async function account(email: string, verified: boolean): Promise<string> {
  const id = `of-${email.split('@')[0]}`
  await fresh.db.insertInto('account').values({ id, name: 'Maria', email, email_verified: verified }).execute()
  return id
}

/** The cases on a desk, of one application or of any. */
async function casesOn({ db, actor, now }: ReturnType<typeof ratna>, reference?: string) {
  return (await dueFor(db, actor, now))
    .filter(({ due }) => due.kind === 'accreditation' && (!reference || due.reference === reference))
    .map(({ due }) => [due.reference, due.stage, due.since])
}

describe('somebody who is signed in with the organisation’s address', () => {
  test('has the case on their desk while it waits for the organisation, opens it without the link and acts', async () => {
    const { reference } = await received('maria@sailors.invalid', '2026-01-10')
    const maria = await account('maria@sailors.invalid', true)
    expect(await casesOn(signedIn(maria, '2026-01-10'))).toEqual([])
    await take(ratna('2026-01-11'), reference, 'screening', '2026-01-11')
    await take(ratna('2026-01-12'), reference, 'information-asked', '2026-01-12')
    expect(await casesOn(signedIn(maria, '2026-01-13'))).toEqual([[reference, 'information-asked', '2026-01-12']])
    expect((await ownApplication(fresh.db, reference, maria))?.reference).toBe(reference)
    const answer = { step: 'information-given' as const, reason: 'Our statutes.', turns: 2 }
    expect(await takeOwnStep(signedIn(maria, '2026-01-13'), ORIGIN, reference, answer)).toBeNull()
    expect((await applicationAt(reference)).state.stage).toBe('screening')
    expect(await casesOn(signedIn(maria, '2026-01-14'))).toEqual([])
    // Once somebody else is written to, the case is no longer theirs.
    await changeContact(ratna('2026-01-14'), ORIGIN, reference, { contactName: 'Ana', email: 'ana@sailors.invalid' })
    expect(await ownApplication(fresh.db, reference, maria)).toBeUndefined()
  })

  test('isn’t believed before they have shown that the address is theirs; nor is anybody else, by the reference alone', async () => {
    const { reference } = await received('unshown@market.invalid', '2026-01-10')
    const unshown = await account('unshown@market.invalid', false)
    const other = await account('somebody@market.invalid', true)
    await take(ratna('2026-01-11'), reference, 'screening', '2026-01-11')
    await take(ratna('2026-01-12'), reference, 'information-asked', '2026-01-12')
    const answer = { step: 'withdrawn' as const, reason: 'No.', turns: 2 }
    for (const id of [unshown, other, 'ratna-wijayakusuma']) {
      expect(await casesOn(signedIn(id, '2026-01-13'))).toEqual([])
      expect(await ownApplication(fresh.db, reference, id)).toBeUndefined()
      expect(await takeOwnStep(signedIn(id, '2026-01-13'), ORIGIN, reference, answer)).toMatchObject({
        refused: 'standing.application_missing'
      })
    }
    expect(await takeOwnStep(visitor('2026-01-13'), ORIGIN, reference, answer)).toMatchObject({
      refused: 'standing.application_missing'
    })
  })
})

test('what waits for the secretariat is on its desks, an appeal not on that of who decided first', async () => {
  const { reference, secret } = await received('ana@rivers.invalid', '2026-02-01')
  const on = (who: ReturnType<typeof ratna>) => casesOn(who, reference)
  expect(await on(hafiz('2026-02-02'))).toEqual([[reference, 'received', '2026-02-01']])
  await take(ratna('2026-02-02'), reference, 'screening', '2026-02-02')
  expect(await on(hafiz('2026-02-02'))).toEqual([[reference, 'screening', '2026-02-02']])
  const { application } = await applicationAt(reference)
  for (const { id } of await criteriaFor(fresh.db, application.receivedOn)) {
    const told = { criterion: id, finding: 'not-met' as const, reason: 'As its papers say', corrects: null }
    expect(await recordFinding(ratna('2026-02-03'), reference, told)).toBeNull()
  }
  await take(ratna('2026-02-03'), reference, 'refused', '2026-02-03')
  expect(await on(hafiz('2026-02-03'))).toEqual([])
  const turns = (await applicationAt(reference)).state.turns
  const appeal = { step: 'appealed' as const, reason: 'It is met.', turns }
  expect(await takeOwnStep(visitor('2026-02-04'), ORIGIN, secret, appeal)).toBeNull()
  expect(await on(hafiz('2026-02-04'))).toEqual([[reference, 'appealed', '2026-02-04']])
  await fresh.db
    .insertInto('mandate')
    .values({
      account_id: 'hafiz-mansor',
      role: 'secretariat',
      body_id: null,
      duty: null,
      since: '2026-02-05',
      until: null,
      reason: 'For a test',
      granted_by: null,
      corrects: null
    })
    .execute()
  // Alone, who decided first has it, to find somebody else; beside another they haven't.
  expect(await on(ratna('2026-02-04'))).toHaveLength(1)
  expect(await on(ratna('2026-02-05'))).toEqual([])
})
