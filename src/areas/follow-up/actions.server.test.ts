import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice as actor, NOW } from '#test/demonstration.ts'
import { retract, signOff, speak, type GivenEntry } from './actions.server.ts'
import { recordStage } from './life-actions.server.ts'
import { entriesOf, recommendationByReference, stagesOf } from './store.server.ts'
import { standingOn } from './tracks.ts'

const MARICEL = 'maricel-bautista-cruz'
let fresh: FreshDatabase
let recommendation: number

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  recommendation = (await recommendationByReference(fresh.db, 'AHRD7-R3'))!.id
})

afterAll(() => fresh.close())

const as = (who: Actor, now = NOW) => ({ db: fresh.db, actor: who, now })
const siti = () => as(actor('siti-lestari-adi'))
const yohanes = () => as(actor('yohanes-prabaswara'))

const entry: GivenEntry = {
  reference: 'AHRD7-R3',
  aboutBodyId: 'ID',
  track: 'state',
  byBodyId: 'ID',
  scaleId: 'balai',
  grade: 'under-way',
  observedOn: '2026-02-01',
  text: 'A working group met twice.',
  locale: 'en',
  evidence: null,
  evidenceUrl: null,
  corrects: null
}
const assessment: GivenEntry = { ...entry, track: 'stakeholder', byBodyId: 'komnas-ham', grade: 'not-started' }

async function counted(): Promise<number> {
  const { n } = await fresh.db
    .selectFrom('audit')
    .select((build) => build.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

describe('who speaks', () => {
  test.each([
    ['a focal point about another State', actor('siti-lestari-adi'), { aboutBodyId: 'TH', byBodyId: 'TH' }],
    ['a focal point of one State in the name of another', actor('siti-lestari-adi'), { byBodyId: 'TH' }],
    ['a validating focal point', actor('carmela-dizon-reyes'), { aboutBodyId: 'PH', byBodyId: 'PH' }],
    ['the secretariat for a State', actor('ratna-wijayakusuma'), {}],
    ['a State on the stakeholders’ track', actor('siti-lestari-adi'), { track: 'stakeholder' as const }],
    ['an NHRI about another State', actor('yohanes-prabaswara'), { ...assessment, aboutBodyId: 'TH' }],
    ['an observer', actor('lim-suet-yee'), assessment],
    ['a visitor', { kind: 'visitor' } as Actor, {}]
  ])('not %s: nothing is written', async (_name, who, change) => {
    const before = await counted()
    expect(await speak(as(who), { ...entry, ...change })).toHaveProperty('refused')
    expect(await counted()).toBe(before)
  })

  test('a CSO whose accreditation was suspended yesterday can’t assess today, and could the day before', async () => {
    const given = { ...assessment, byBodyId: 'lantern-network', aboutBodyId: 'TH', observedOn: '2026-01-05' }
    await done(speak(as(actor(MARICEL)), given))
    const source = await fresh.db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
    await fresh.db
      .insertInto('accreditation')
      .values({
        body_id: 'lantern-network',
        by_body_id: 'aichr',
        scheme: 'consultative-relationship',
        status: 'suspended',
        effective_on: '2026-03-01',
        reason: '{}',
        source_id: source.id,
        corrects: null
      })
      .execute()
    expect(await speak(as(actor(MARICEL)), given)).toEqual({ refused: 'follow-up.accreditation_missing' })
    await done(speak(as(actor(MARICEL), new Date('2026-02-28T03:00:00Z')), { ...given, text: 'Before the day.' }))
  })

  test('the three tracks stand side by side, each with its own word', async () => {
    await done(speak(siti(), entry))
    await done(speak(yohanes(), assessment))
    await done(
      speak(as(actor('hafiz-mansor')), { ...entry, track: 'body', byBodyId: 'aichr', scaleId: 'ccpr', grade: 'C' })
    )
    const standing = standingOn(await entriesOf(fresh.db, recommendation, 'ID'), '2026-03-02')
    expect(standing.state?.level).toBe('under-way')
    expect(standing.stakeholders.map(({ by, level }) => [by, level])).toEqual([['komnas-ham', 'not-started']])
    expect(standing.body).toMatchObject({ by: 'aichr', grade: 'C', level: 'not-started' })
  })
})

describe('what is said', () => {
  test.each([
    ['a day that is still to come', { observedOn: '2026-03-03' }, 'follow-up.day_in_future'],
    ['a day before it was made', { observedOn: '2025-01-01' }, 'follow-up.day_before_made'],
    ['a grade that the scale lacks', { scaleId: 'ccpr' }, 'follow-up.grade_missing'],
    ['fully without evidence', { grade: 'fully' }, 'follow-up.evidence_missing'],
    ['no such recommendation', { reference: 'AHRD7-R99' }, 'follow-up.recommendation_missing'],
    ['an entry that is none', { corrects: 999_999 }, 'follow-up.entry_missing']
  ])('%s gets a sentence', async (_name, change, refused) => {
    expect(await speak(siti(), { ...entry, ...change })).toMatchObject({ refused })
  })

  test('two who put the same entry right at once: one does, the other is told which stands', async () => {
    const { id } = await done(speak(siti(), { ...entry, observedOn: '2026-02-10' }))
    const both = await Promise.all(['first', 'second'].map((text) => speak(siti(), { ...entry, text, corrects: id })))
    const stands = both.find((one) => 'id' in one) as { id: number }
    expect(both).toContainEqual({ refused: 'follow-up.changed_meanwhile', values: { entry: stands.id } })
  })

  test('a form that is sent twice says it once; other words, or the same after taking them back, are said again', async () => {
    const given = { ...entry, text: 'The button was pressed twice.', observedOn: '2026-02-12' }
    const both = await Promise.all([speak(siti(), given), speak(siti(), given)])
    const { id } = both.find((one) => 'id' in one)!
    expect(both).toContainEqual({ refused: 'follow-up.said_already', values: { entry: id } })
    await done(speak(siti(), { ...given, text: 'Something else.' }))
    await done(retract(siti(), id, 'Too early'))
    await done(speak(siti(), given))
  })

  test('an entry of another voice is corrected by nobody else, retracted by nobody else', async () => {
    const { id } = await done(speak(yohanes(), { ...assessment, observedOn: '2026-02-11' }))
    expect(await speak(siti(), { ...entry, corrects: id })).toEqual({ refused: 'follow-up.entry_missing' })
    expect(await retract(siti(), id, 'We disagree')).toHaveProperty('refused')
    expect(await retract(yohanes(), id, 'A wrong figure')).toEqual({ reference: 'AHRD7-R3' })
    expect(await retract(yohanes(), id, 'Again')).toEqual({ refused: 'follow-up.entry_retracted' })
    const kept = (await entriesOf(fresh.db, recommendation, 'ID')).find((one) => one.id === id)
    expect(kept).toMatchObject({ retracted: true, retraction: 'A wrong figure' })
  })

  test('the validating focal point signs off, once, and never their own report', async () => {
    const { id } = await done(speak(siti(), { ...entry, grade: 'fully', evidence: 'Law 3 of 2026' }))
    const validating = (who: string) => as(actor(who, { role: 'focal-point', bodyId: 'ID', duty: 'validating' }))
    expect(await signOff(siti(), id)).toHaveProperty('refused')
    expect(await signOff(validating('siti-lestari-adi'), id)).toHaveProperty('refused')
    expect(await signOff(validating('niran-thepsuwan'), id)).toEqual({ reference: 'AHRD7-R3' })
    expect(await signOff(validating('niran-thepsuwan'), id)).toEqual({ refused: 'follow-up.signed_off_already' })
  })
})

describe('the life of a recommendation', () => {
  const given = { into: null, reason: 'Decided', source: 'Summary record', sourceUrl: null }
  const ratna = () => as(actor('ratna-wijayakusuma'))

  test('goes from stage to stage; a duplicate goes on in another and says nothing more', async () => {
    await done(recordStage(ratna(), { ...given, reference: 'AHRD7-R3', stage: 'consensus', reachedOn: '2026-01-10' }))
    await done(recordStage(ratna(), { ...given, reference: 'AHRD7-R3', stage: 'adopted', reachedOn: '2026-02-10' }))
    const into = { ...given, stage: 'consolidated' as const, reachedOn: '2026-02-11' }
    expect(await recordStage(ratna(), { ...into, reference: 'AHRD7-R5', into: 'AHRD7-R5' })).toHaveProperty('refused')
    await done(recordStage(ratna(), { ...into, reference: 'AHRD7-R5', into: 'AHRD7-R3' }))
    expect(await recordStage(ratna(), { ...into, reference: 'AHRD7-R6', into: 'AHRD7-R5' })).toMatchObject({
      refused: 'follow-up.into_over'
    })
    expect(await speak(siti(), { ...entry, reference: 'AHRD7-R5' })).toMatchObject({ refused: 'follow-up.life_over' })
    expect((await stagesOf(fresh.db, recommendation)).map(({ stage }) => stage)).toEqual(['consensus', 'adopted'])
  })

  test('two who send each of two into the other at once: one of them goes on', async () => {
    const into = { ...given, stage: 'consolidated' as const, reachedOn: '2026-02-12' }
    const both = await Promise.all([
      recordStage(ratna(), { ...into, reference: 'AHRD7-R6', into: 'AHRD7-R7' }),
      recordStage(ratna(), { ...into, reference: 'AHRD7-R7', into: 'AHRD7-R6' })
    ])
    expect(both.filter((one) => 'id' in one)).toHaveLength(1)
    expect(both).toContainEqual({ refused: 'follow-up.into_over', field: 'into' })
  })

  test('only the secretariat writes it down', async () => {
    const stage = { ...given, reference: 'AHRD7-R4', stage: 'consensus' as const, reachedOn: '2026-01-10' }
    expect(await recordStage(siti(), stage)).toHaveProperty('refused')
  })
})

test('the database itself refuses to change a fact', async () => {
  await expect(fresh.db.updateTable('progress_entry').set({ text: 'Other words' }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('recommendation_stage').execute()).rejects.toThrow('facts')
})
