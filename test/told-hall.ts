import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import { retract, signOff, speak, type GivenEntry } from '#areas/follow-up/actions.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import {
  applyForAccreditation,
  recordFinding,
  takeCaseStep,
  type GivenApplication
} from '#areas/bodies/application-actions.server.ts'
import { applicationByReference, criteriaFor } from '#areas/bodies/application-store.server.ts'
import { recordInstitutionStep } from '#areas/bodies/institution-actions.server.ts'
import { setReplyDay } from '#areas/follow-up/reply-day-actions.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { sharePractice } from '#areas/practices/actions.server.ts'
import { confirmCarryOver, openPreparation, publish } from '#areas/preparation/actions.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { done, inOffice, NOW } from './demonstration.ts'

type Db = Kysely<Database>

/** In a demonstration, something of every kind that the API tells of happens. */
export async function everythingHappens(db: Db): Promise<{ refused: string; undecided: string }> {
  await somethingHappens(db)
  await somethingIsDone(db)
  await somethingIsShared(db)
  return organisationsApply(db)
}

const as = (db: Db, id: string, office?: Parameters<typeof inOffice>[1]) => ({
  db,
  actor: inOffice(id, office),
  now: NOW
})

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

async function somethingHappens(db: Db): Promise<void> {
  const [ratna, siti, yohanes] = ['ratna-wijayakusuma', 'siti-lestari-adi', 'yohanes-prabaswara'].map((id) =>
    as(db, id)
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
  await signOff(as(db, 'niran-thepsuwan', { role: 'focal-point', bodyId: 'ID', duty: 'validating' }), second.id)
}

async function somethingIsDone(db: Db): Promise<void> {
  const recorded = { recorded_at: NOW, recorded_by: 'siti-lestari-adi' }
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
async function somethingIsShared(db: Db): Promise<void> {
  const [ratna, siti] = [as(db, 'ratna-wijayakusuma'), as(db, 'siti-lestari-adi')]
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
  const day = { reference: 'AHRD7-R3', dueOn: '2026-06-30', source: 'Note verbale', sourceUrl: null }
  await done(setReplyDay(ratna, { ...day, corrects: null, because: null }))
}

/** One is refused, one is screened still, one was refused and is screened again. */
async function organisationsApply(db: Db): Promise<{ refused: string; undecided: string }> {
  const ratna = as(db, 'ratna-wijayakusuma')
  const apply = async (name: string) => {
    const given: GivenApplication = {
      ...{ name, englishName: null, seat: 'Surabaya', stateId: 'ID', purpose: 'Wages at sea', reach: 'Indonesia' },
      ...{ website: null, locale: 'en', contactName: 'Dewi Anggraini', email: `${name.toLowerCase()}@sea.invalid` }
    }
    const visitor = { db, now: NOW, actor: { kind: 'visitor' } as Actor }
    return (await done(applyForAccreditation(visitor, 'https://hall.example', given))).reference
  }
  const take = (reference: string, step: 'screening' | 'refused' | 'reopened', turns: number) =>
    takeCaseStep(ratna, 'https://hall.example', reference, {
      step,
      turns,
      reachedOn: '2026-03-02',
      reason: 'As found',
      locale: 'en'
    })
  const refuse = async (reference: string) => {
    expect(await take(reference, 'screening', 0)).toBeNull()
    const { receivedOn } = (await applicationByReference(db, reference))!
    for (const { id } of await criteriaFor(db, receivedOn)) {
      const finding = { criterion: id, finding: 'not-met' as const, reason: 'No papers', corrects: null }
      expect(await recordFinding(ratna, reference, finding)).toBeNull()
    }
    expect(await take(reference, 'refused', 1)).toBeNull()
  }
  const refused = await apply('Fishers')
  await refuse(refused)
  const undecided = await apply('Sailors')
  await refuse(undecided)
  expect(await take(undecided, 'reopened', 2)).toBeNull()
  expect(await take(await apply('Divers'), 'screening', 0)).toBeNull()
  return { refused, undecided }
}
