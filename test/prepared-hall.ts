import type { Kysely } from 'kysely'
import { signOff, speak, type GivenEntry } from '#areas/follow-up/actions.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import type { Level } from '#areas/follow-up/tracks.ts'
import { confirmCarryOver, openPreparation, publish } from '#areas/preparation/actions.server.ts'
import { sharePractice } from '#areas/practices/actions.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { done, inOffice } from './demonstration.ts'

// A demonstration hall in which a year of follow-up has passed and the next edition is in preparation. Everything that a
// person would say is said through the actions of the hall.

/** When it was opened. */
export const OPENED = new Date('2026-01-05T03:00:00Z')
export const PREPARED_AT = new Date('2026-10-05T03:00:00Z')

const theDayAfter = (day: string) => new Date(Date.parse(`${day}T03:00:00Z`) + 86_400_000)

/** What was said and done about the recommendations of the 7th Dialogue until October 2026, most of it by Indonesia. */
export async function aYearOfFollowUp(db: Kysely<Database>): Promise<void> {
  const as = (id: string, now = PREPARED_AT) => ({ db, actor: inOffice(id), now })
  const said = (
    who: string,
    given: Partial<GivenEntry> & { reference: string; observedOn: string; grade: string; text: string }
  ) =>
    done(
      speak(as(who, theDayAfter(given.observedOn)), {
        aboutBodyId: 'ID',
        track: 'state',
        byBodyId: 'ID',
        scaleId: 'balai',
        locale: 'en',
        evidence: null,
        evidenceUrl: null,
        corrects: null,
        ...given
      })
    )
  const [siti, yohanes, hafiz, maricel] = [
    'siti-lestari-adi',
    'yohanes-prabaswara',
    'hafiz-mansor',
    'maricel-bautista-cruz'
  ] as const
  const nhri = { track: 'stakeholder', byBodyId: 'komnas-ham' } as const
  const cso = { track: 'stakeholder', byBodyId: 'lantern-network' } as const
  const body = { track: 'body', byBodyId: 'aichr' } as const

  await said(siti, {
    reference: 'AHRD7-R1',
    observedOn: '2026-06-20',
    grade: 'under-way' satisfies Level,
    text: 'Three ministries agreed on a list of themes; the sectoral bodies are invited to the next session.'
  })
  const law = await said(siti, {
    reference: 'AHRD7-R3',
    observedOn: '2026-05-04',
    grade: 'fully',
    text: 'A law makes the mechanism and names the office that receives complaints.',
    evidence: 'Law 3 of 2026, State Gazette no. 41'
  })
  await done(signOff(as('dewi-anggraini-putri', theDayAfter('2026-05-11')), law.id))
  await said(yohanes, {
    ...nhri,
    reference: 'AHRD7-R3',
    observedOn: '2026-07-15',
    grade: 'partly',
    text: 'The law is in force. No office receives anything yet: eleven complaints were sent back unopened.'
  })
  await said(hafiz, {
    ...body,
    reference: 'AHRD7-R3',
    observedOn: '2026-08-28',
    scaleId: 'ccpr',
    grade: 'B',
    text: 'A first step. The office, its staff and its rules are still to come.'
  })
  const forum = await said(siti, {
    reference: 'AHRD7-R5',
    observedOn: '2026-04-10',
    grade: 'fully',
    text: 'A standing forum with forty organisations meets every quarter.',
    evidence: 'Decree of the Minister of Human Rights no. 12 of 2026'
  })
  await done(signOff(as('dewi-anggraini-putri', theDayAfter('2026-04-19')), forum.id))
  await said(yohanes, {
    ...nhri,
    reference: 'AHRD7-R5',
    observedOn: '2026-06-01',
    grade: 'fully',
    text: 'The forum met twice, with all who asked to come.'
  })
  await said(siti, {
    reference: 'AHRD7-R7',
    observedOn: '2026-02-18',
    grade: 'under-way',
    text: 'Gugus tugas lintas kementerian dibentuk dan bertemu dua kali.',
    locale: 'id'
  })
  await said(maricel, {
    ...cso,
    reference: 'AHRD7-R7',
    observedOn: '2026-08-11',
    grade: 'not-started',
    text: 'Workers who came back from compounds in 2026 were met by nobody and asked to pay their own way home.'
  })
  await said(maricel, {
    ...cso,
    aboutBodyId: 'TH',
    reference: 'AHRD7-R7',
    observedOn: '2026-08-11',
    grade: 'under-way',
    text: 'A shelter near the border takes in people of any nationality.'
  })
  for (const [stage, reachedOn] of [
    ['consensus', '2025-12-10'],
    ['adopted', '2026-02-10']
  ] as const) {
    await done(
      recordStage(as('ratna-wijayakusuma'), {
        reference: 'AHRD7-R3',
        stage,
        reachedOn,
        into: null,
        reason: 'As the body decided by consensus',
        source: 'Summary record of the 42nd meeting',
        sourceUrl: null
      })
    )
  }
  await supports(db, 'AHRD7-R2', 'ID', '2026-01-20')
  await plans(db)
  await pastReviews(db)
  await goodPractice(db)
}

async function idOf(db: Kysely<Database>, reference: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow()
  return row.id
}

async function supports(db: Kysely<Database>, reference: string, body_id: string, stated_on: string): Promise<void> {
  await db
    .insertInto('recommendation_position')
    .values({ recommendation_id: await idOf(db, reference), body_id, position: 'supported', stated_on })
    .execute()
}

/** Past reviews of Indonesia, invented as everything here: how many of each theme were supported, and how many noted. */
async function pastReviews(db: Kysely<Database>): Promise<void> {
  const source = await db
    .insertInto('source')
    .values({ title: 'Past reviews, invented for the demonstration', publisher: 'Balai', published_on: '2012-06-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const themes: readonly (readonly [string, number, number])[] = [
    ['justice', 5, 3],
    ['civil-society', 4, 1],
    ['trafficking', 6, 0],
    ['trade', 2, 0],
    ['international-instruments', 3, 6]
  ]
  let ordinal = 0
  for (const [theme_id, supported, noted] of themes) {
    for (let i = 0; i < supported + noted; i++) {
      ordinal++
      const session = ordinal % 2 ? 1 : 13
      const made_on = session === 1 ? '2008-04-18' : '2012-06-01'
      const { id: recommendation_id } = await db
        .insertInto('recommendation')
        .values({ reference: `UPR${session}-ID-D${ordinal}`, mechanism: 'upr', session: `UPR ${session}`, made_on })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('recommendation_text')
        .values({ recommendation_id, kind: 'original', locale: 'en', text: `Invented recommendation ${ordinal}` })
        .execute()
      await db.insertInto('recommendation_addressee').values({ recommendation_id, body_id: 'ID' }).execute()
      await db.insertInto('recommendation_theme').values({ recommendation_id, theme_id }).execute()
      await db.insertInto('provenance').values({ recommendation_id, source_id: source.id }).execute()
      await db
        .insertInto('recommendation_position')
        .values({
          recommendation_id,
          body_id: 'ID',
          position: i < supported ? 'supported' : 'noted',
          stated_on: made_on,
          source_id: source.id
        })
        .execute()
    }
  }
}

export const SHARED_PRACTICE = 'Recruiters answer with a deposit'

async function goodPractice(db: Kysely<Database>): Promise<void> {
  await done(
    sharePractice({ db, actor: inOffice('siti-lestari-adi'), now: new Date('2026-04-14T03:00:00Z') }, 'ID', {
      title: SHARED_PRACTICE,
      done: 'Whoever recruits workers for abroad deposits money before the first contract.',
      outcome: 'Wages that were held back are paid out of it within a month.',
      since: '2026-01-12',
      locale: 'en',
      source: 'Note of the Ministry of Manpower, 14 April 2026',
      sourceUrl: null,
      themes: [],
      articles: [],
      recommendations: ['AHRD7-R2']
    })
  )
}

/** Two actions of Indonesia: one that is late with its milestone reached, one that is done. */
async function plans(db: Kysely<Database>): Promise<void> {
  const by = { recorded_at: new Date('2026-02-20T03:00:00Z'), recorded_by: 'siti-lestari-adi' }
  const action = async (
    title: string,
    due_on: string,
    references: readonly string[],
    steps: readonly (readonly ['begun' | 'completed', string])[],
    milestone?: readonly [string, string]
  ) => {
    const { id: action_id } = await db.insertInto('action').values(by).returning('id').executeTakeFirstOrThrow()
    const plan = {
      title,
      text: title,
      locale: 'en',
      begins_on: '2026-02-01',
      due_on,
      resources: null,
      source_url: null
    }
    await db
      .insertInto('action_plan')
      .values({ ...by, ...plan, action_id, source: 'National action plan on human rights 2026', corrects: null })
      .execute()
    await db
      .insertInto('action_body')
      .values({ ...by, action_id, body_id: 'ID', part: 'leads', since: '2026-02-01', until: null, corrects: null })
      .execute()
    for (const reference of references) {
      const recommendation_id = await idOf(db, reference)
      await db
        .insertInto('action_recommendation')
        .values({ ...by, action_id, recommendation_id, corrects: null })
        .execute()
    }
    for (const [step, reached_on] of steps) {
      await db
        .insertInto('action_step')
        .values({ ...by, action_id, step, reached_on, reason: null, source_url: null, corrects: null })
        .execute()
    }
    if (!milestone) return
    const { id: milestone_id } = await db
      .insertInto('milestone')
      .values({ ...by, action_id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('milestone_plan')
      .values({ ...by, milestone_id, title: milestone[0], locale: 'en', due_on: milestone[1], corrects: null })
      .execute()
    await db
      .insertInto('milestone_reached')
      .values({ ...by, milestone_id, reached_on: milestone[1], evidence: null, source_url: null, corrects: null })
      .execute()
  }
  await action(
    'Appoint and train the staff of the complaints office in Jakarta and four provinces',
    '2026-08-31',
    ['AHRD7-R3'],
    [['begun', '2026-03-01']],
    ['Rules of procedure are public', '2026-06-15']
  )
  await action('One number for people who were deceived online', '2027-03-31', ['AHRD7-R7'], [['begun', '2026-04-01']])
  await action(
    'Quarterly forum with civil society',
    '2026-06-30',
    ['AHRD7-R5'],
    [
      ['begun', '2026-02-01'],
      ['completed', '2026-05-28']
    ]
  )
}

/** The preparation of the 8th Dialogue, opened, confirmed and published by the secretariat. */
export async function prepared(db: Kysely<Database>): Promise<void> {
  const ratna = { db, actor: inOffice('ratna-wijayakusuma'), now: PREPARED_AT }
  await done(
    openPreparation(ratna, {
      edition: 8,
      heldFrom: '2026-11-16',
      heldUntil: '2026-11-17',
      place: 'Kuala Lumpur',
      source: 'Note of the Chair, 1 October 2026',
      sourceUrl: null
    })
  )
  await done(confirmCarryOver(ratna, 8))
  await done(publish(ratna, 8))
}
