import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { speak } from '#areas/follow-up/actions.server.ts'
import { endMandate } from '#areas/people/actions.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { mandatesOf } from '#areas/people/store.server.ts'
import { connect } from '#platform/db/connect.server.ts'
import { makeAction, manyOrganisations, planMilestone, reachMilestone, stepOf } from '#test/due-actions.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import { chooseReminders } from './actions.server.ts'
import { dueFor } from './desk.server.ts'
import { loadSchemes, schemeOn } from './scheme-store.server.ts'
import { sweep } from './sweep.server.ts'

const ORIGIN = 'https://hall.example.org'
const HALL = { kind: 'system', name: 'hall' } as const
const SITI = 'siti-lestari-adi'
const WAHYU = 'wahyu-purnomo-jati'
const NIRAN = 'niran-thepsuwan'
const YOHANES = 'yohanes-prabaswara'
const RATNA = 'ratna-wijayakusuma'
let fresh: FreshDatabase

// Each test has a hall of its own: what one is reminded of, the next would not be.
beforeEach(async () => {
  fresh = await demonstrationDatabase(noon('2026-01-02'), [loadSchemes])
  return () => fresh.close()
})

/** Ten in the morning in Jakarta. */
function noon(day: string): Date {
  return new Date(`${day}T03:00:00Z`)
}

const sweepOn = (day: string, db = fresh.db) => sweep({ db, actor: HALL, now: noon(day) }, ORIGIN)

/** Who was reminded of what, by which step, in the order in which it was sent. */
async function reminded(of?: string): Promise<string[]> {
  const rows = await fresh.db
    .selectFrom('reminder')
    .selectAll()
    .orderBy('id')
    .$if(of !== undefined, (query) => query.where('thing', '=', of!))
    .execute()
  return rows.map(({ account_id, days, reminded_on }) => `${reminded_on} ${account_id} ${days}`)
}

async function actor(id: string): Promise<Extract<Actor, { kind: 'account' }>> {
  return { kind: 'account', id, name: id, mandates: await mandatesOf(fresh.db, id) }
}

const mailsTo = (id: string) =>
  fresh.db.selectFrom('mail').selectAll().where('recipient', '=', `${id}@cast.invalid`).orderBy('id').execute()

describe('a milestone of Indonesia', () => {
  let thing: string
  let plan: { milestone: number; plan: number }
  let action: number
  beforeEach(async () => {
    action = await makeAction(fresh.db, { title: 'A law', leads: 'ID' })
    plan = await planMilestone(fresh.db, action, 'A draft is out', '2026-03-02')
    thing = `milestone ${plan.milestone}`
  })

  test('goes up from the main focal point to the alternate to the secretariat, each told once', async () => {
    for (const day of [
      '2026-01-30',
      '2026-01-31',
      '2026-02-01',
      '2026-02-23',
      '2026-03-02',
      '2026-03-09',
      '2026-03-23'
    ])
      for (let again = 0; again < 2; again += 1) await sweepOn(day)
    expect(await reminded(thing)).toEqual([
      `2026-01-31 ${SITI} -30`,
      `2026-02-23 ${SITI} -7`,
      `2026-03-02 ${SITI} 0`,
      `2026-03-09 ${WAHYU} 7`,
      `2026-03-23 ${RATNA} 21`
    ])
  })

  test('is nobody’s any more once reached, or once its action is over', async () => {
    await sweepOn('2026-01-31')
    await reachMilestone(fresh.db, plan.milestone, '2026-02-10')
    await sweepOn('2026-03-02')
    expect(await reminded(thing)).toEqual([`2026-01-31 ${SITI} -30`])
    const stopped = await planMilestone(fresh.db, action, 'A second draft is out', '2026-03-02')
    await stepOf(fresh.db, action, 'completed', '2026-02-20')
    await sweepOn('2026-03-02')
    expect(await reminded(`milestone ${stopped.milestone}`)).toEqual([])
    await stepOf(fresh.db, action, 'begun', '2026-03-02')
    await sweepOn('2026-03-02')
    expect(await reminded(`milestone ${stopped.milestone}`)).toEqual([`2026-03-02 ${SITI} 0`])
  })

  test('goes to whom the mandate is given, and no more to whom it was taken from', async () => {
    await sweepOn('2026-02-23')
    const { id } = (await mandatesOf(fresh.db, SITI))[0]!
    const ratna = { db: fresh.db, actor: await actor(RATNA), now: noon('2026-02-24') }
    await endMandate(ratna, id, { until: '2026-02-25', reason: 'Another post' })
    await sweepOn('2026-03-02')
    // Without a main focal point the alternate is told at once.
    expect(await reminded(thing)).toEqual([`2026-02-23 ${SITI} -7`, `2026-03-02 ${WAHYU} 0`])
    const [mail] = await mailsTo(WAHYU)
    expect(mail!.text).toContain('tidak ada narahubung utama')
  })

  test('put off, it begins anew', async () => {
    await sweepOn('2026-02-23')
    await planMilestone(fresh.db, action, 'A draft is out', '2026-04-06', plan)
    await sweepOn('2026-03-02')
    await sweepOn('2026-03-07')
    expect(await reminded(thing)).toEqual([`2026-02-23 ${SITI} -7`, `2026-03-07 ${SITI} -30`])
  })

  test('after weeks in which the hall was closed each is told once, by the newest step', async () => {
    await sweepOn('2026-04-20')
    expect(await reminded(thing)).toEqual([`2026-04-20 ${RATNA} 21`, `2026-04-20 ${SITI} 0`, `2026-04-20 ${WAHYU} 7`])
  })

  test('the mail is in the person’s language and says what, when, where and how to change it', async () => {
    await sweepOn('2026-02-23')
    const [mail, ...more] = await mailsTo(SITI)
    expect(more).toEqual([])
    expect(mail!.locale).toBe('id')
    expect(mail!.subject).toBe('Capai tonggak untuk Indonesia: jatuh tempo dalam 7 hari')
    for (const words of [
      'A draft is out',
      '2 Maret 2026',
      `${ORIGIN}/actions/${action}`,
      `${ORIGIN}/account/reminders`
    ])
      expect(mail!.text).toContain(words)
    const audit = await fresh.db.selectFrom('audit').selectAll().where('permission', '=', 'deadlines.remind').execute()
    expect(audit.map(({ subject_id, details }) => [subject_id, details.count])).toEqual([[SITI, 1]])
  })

  test('several things on one day are one mail, whose link is the desk', async () => {
    await planMilestone(fresh.db, action, 'A hearing is held', '2026-03-02')
    await sweepOn('2026-02-23')
    const [mail, ...more] = await mailsTo(SITI)
    expect(more).toEqual([])
    for (const words of ['A draft is out', 'A hearing is held', `${ORIGIN}/desk`]) expect(mail!.text).toContain(words)
  })
})

test('Thailand has no main focal point: its alternate is told at once', async () => {
  const action = await makeAction(fresh.db, { title: 'A law', leads: 'TH', dueOn: '2026-03-02' })
  await sweepOn('2026-02-23')
  expect(await reminded(`action ${action}`)).toEqual([`2026-02-23 ${NIRAN} -7`])
})

test('the secretariat reads of the States that owe a report on one recommendation in one paragraph', async () => {
  await sweepOn('2026-05-01')
  const [mail] = await mailsTo(RATNA)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reminder where account_id = ${RATNA} and thing like 'report %'`.execute(fresh.db)
  expect(rows[0]!.n).toBeGreaterThan(40)
  expect(mail!.subject).toBe(`${rows[0]!.n} things are due`)
  const paragraphs = mail!.text.split('\n\n').filter((one) => one.includes('AHRD7-R3'))
  expect(paragraphs).toHaveLength(1)
  for (const words of ['Brunei Darussalam', 'Viet Nam', 'Nobody holds the mandate to do it.'])
    expect(paragraphs[0]).toContain(words)
  // Indonesia and Thailand have people of their own.
  expect(paragraphs[0]).not.toContain('Indonesia')
})

test('an NHRI’s own people are told; of a body that has nobody, the secretariat', async () => {
  const komnas = await makeAction(fresh.db, { title: 'A hearing', leads: 'komnas-ham', dueOn: '2026-03-02' })
  const singapore = await makeAction(fresh.db, { title: 'A study', leads: 'SG', dueOn: '2026-03-02' })
  const nobody = await makeAction(fresh.db, { title: 'A plan', leads: null, dueOn: '2026-03-02' })
  await sweepOn('2026-02-23')
  expect(await reminded(`action ${komnas}`)).toEqual([`2026-02-23 ${YOHANES} -7`])
  for (const id of [singapore, nobody]) expect(await reminded(`action ${id}`)).toEqual([`2026-02-23 ${RATNA} -7`])
})

test('a State’s report is due half a year after the last; a report that waits is for who signs off', async () => {
  const report = 'report AHRD7-R3 ID'
  const [madeOn] = await fresh.db
    .selectFrom('recommendation')
    .select(sql<string>`(made_on + 180)::text`.as('due'))
    .where('reference', '=', 'AHRD7-R3')
    .execute()
  expect(
    (await dueFor(fresh.db, await actor(SITI), noon('2026-01-02'))).find(({ due }) => due.thing === report)?.due.dueOn
  ).toBe(madeOn!.due)
  const said = {
    reference: 'AHRD7-R3',
    aboutBodyId: 'ID',
    track: 'state' as const,
    byBodyId: 'ID',
    scaleId: 'balai',
    grade: 'partly',
    observedOn: '2026-01-10',
    text: 'A working group met.',
    locale: 'en',
    evidence: null,
    evidenceUrl: null,
    corrects: null
  }
  await speak({ db: fresh.db, actor: await actor(SITI), now: noon('2026-01-12') }, said)
  await sweepOn('2026-01-13')
  expect((await reminded()).filter((one) => one.includes('dewi'))).toEqual(['2026-01-13 dewi-anggraini-putri -14'])
  const due = await dueFor(fresh.db, await actor(SITI), noon('2026-01-13'))
  expect(due.find(({ due }) => due.thing === report)?.due.dueOn).toBe('2026-07-09')
  const assessing = await dueFor(fresh.db, await actor(YOHANES), noon('2026-01-13'))
  expect(assessing.map(({ due }) => [due.kind, due.dueOn])).toEqual([['assess', '2026-02-09']])
  // Who may not sign off has nothing to sign off.
  expect(due.some(({ due }) => due.kind === 'sign-off')).toBe(false)
})

describe('as each person wants it', () => {
  beforeEach(async () => {
    const action = await makeAction(fresh.db, { title: 'A law', leads: 'ID' })
    // 31 January 2026 is a Saturday; 2 March a Monday.
    await planMilestone(fresh.db, action, 'A draft is out', '2026-03-02')
    await planMilestone(fresh.db, action, 'A hearing is held', '2026-03-04')
  })

  test('once a week: on Monday what came up, the newest step of each, in one mail', async () => {
    await chooseReminders({ db: fresh.db, actor: await actor(SITI), now: noon('2026-01-05') }, SITI, 'weekly')
    for (let day = 28; day <= 36; day += 1) await sweepOn(new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10))
    expect((await reminded()).filter((one) => one.includes(SITI))).toEqual([
      `2026-02-02 ${SITI} -30`,
      `2026-02-02 ${SITI} -30`
    ])
    expect(await mailsTo(SITI)).toHaveLength(1)
  })

  test('a week’s mail that fell on a closed day goes out on the next open one', async () => {
    await chooseReminders({ db: fresh.db, actor: await actor(SITI), now: noon('2026-01-05') }, SITI, 'weekly')
    await sweepOn('2026-02-03')
    expect(await mailsTo(SITI)).toHaveLength(1)
    await sweepOn('2026-02-04')
    expect(await mailsTo(SITI)).toHaveLength(1)
  })

  test('on the desk only: no mail, and it goes up all the same', async () => {
    await chooseReminders({ db: fresh.db, actor: await actor(SITI), now: noon('2026-01-05') }, SITI, 'desk-only')
    await sweepOn('2026-03-11')
    expect(await mailsTo(SITI)).toEqual([])
    expect(await mailsTo(WAHYU)).toHaveLength(1)
    const desk = await dueFor(fresh.db, await actor(SITI), noon('2026-03-11'))
    expect(desk.filter(({ due }) => due.kind === 'milestone')).toHaveLength(2)
  })

  test('nobody chooses for another', async () => {
    const asked = { db: fresh.db, actor: await actor(SITI), now: noon('2026-01-05') }
    expect(await chooseReminders(asked, WAHYU, 'desk-only')).toHaveProperty('refused')
  })
})

describe('beside itself', () => {
  test('processes that all decided to tell the same person send the mail once', async () => {
    const people = await manyOrganisations(fresh.db, 40, '2026-03-02')
    const [one, two, gate] = [connect(fresh.url, 5), connect(fresh.url, 5), connect(fresh.url, 2)]
    // The gate holds the first person's row until both sweeps wait for it: both have then decided to tell them.
    const told = await gate.transaction().execute(async (tx) => {
      await sql`select from account where id = ${people[0]} for update`.execute(tx)
      const sweeps = [sweepOn('2026-02-23', one), sweepOn('2026-02-23', two)]
      for (let waiting = 0; waiting < 2;) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          gate
        )
        waiting = rows[0]!.n
      }
      return { sweeps }
    })
    const swept = await Promise.all(told.sweeps)
    for (const db of [one, two, gate]) await db.destroy()
    expect(swept.reduce((sum, { mails }) => sum + mails, 0)).toBe(people.length)
    const { rows } = await sql<{ recipient: string; count: number }>`
      select recipient, count(*)::int as count from mail group by recipient`.execute(fresh.db)
    expect(rows).toHaveLength(people.length)
    expect(rows.filter(({ count }) => count !== 1)).toEqual([])
  })

  test('a mail that can’t be recorded isn’t queued and keeps nobody else waiting; the next sweep sends it', async () => {
    await manyOrganisations(fresh.db, 5, '2026-03-02')
    // A row that fails halfway, as a power cut does: the third person's reminder can't be written.
    await sql`create function fail_once() returns trigger language plpgsql as $$ begin
      if new.account_id = 'of-organisation-003' then raise exception 'cut off'; end if; return new; end $$`.execute(
      fresh.db
    )
    await sql`create trigger cut before insert on reminder for each row execute function fail_once()`.execute(fresh.db)
    await expect(sweepOn('2026-02-23')).rejects.toThrow('cut off')
    const count = async () => [
      (await fresh.db.selectFrom('mail').select('id').execute()).length,
      (await fresh.db.selectFrom('reminder').select('id').execute()).length,
      (await fresh.db.selectFrom('audit').select('id').where('permission', '=', 'deadlines.remind').execute()).length
    ]
    expect(await count()).toEqual([4, 4, 4])
    await sql`drop trigger cut on reminder`.execute(fresh.db)
    await sweepOn('2026-02-23')
    expect(await count()).toEqual([5, 5, 5])
  })
})

test('a newer scheme holds from its day on', async () => {
  await sql`insert into reminding_scheme values ('newer', '2026-06-01', 'Decided by the secretariat', 9, 10, 20)`.execute(
    fresh.db
  )
  await sql`insert into reminding_step values ('newer', 'milestone', -3, 'responsible')`.execute(fresh.db)
  expect((await schemeOn(fresh.db, '2026-05-31'))?.id).toBe('balai-2025-12')
  expect((await schemeOn(fresh.db, '2025-11-30'))?.id).toBe('balai-2025')
  expect(await schemeOn(fresh.db, '2026-06-01')).toMatchObject({
    fromHour: 9,
    steps: [{ kind: 'milestone', days: -3, tell: 'responsible' }]
  })
  expect(await schemeOn(fresh.db, '2024-12-31')).toBeUndefined()
  await fresh.db.transaction().execute(loadSchemes)
  expect((await fresh.db.selectFrom('reminding_scheme').select('id').execute()).length).toBe(3)
  await expect(fresh.db.deleteFrom('reminding_step').execute()).rejects.toThrow('facts')
})
