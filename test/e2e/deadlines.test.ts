import { spawnSync } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { parseCalendar } from '#test/calendar.ts'
import { freshDatabase } from '#test/database.ts'
import { makeAction, manyOrganisations, planMilestone } from '#test/due-actions.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

const DUE = '2026-03-02'
const ORGANISATIONS = 300
const SITI = 'siti-lestari-adi'
const WAHYU = 'wahyu-purnomo-jati'
const NIRAN = 'niran-thepsuwan'
const YOHANES = 'yohanes-prabaswara'
const RATNA = 'ratna-wijayakusuma'

let hall: TestHall
let organisations: string[]
/** the addressees that owe a reply to AHRD7-R3 beside Indonesia and Thailand; nobody answers for them */
let others: number
beforeAll(async () => {
  hall = await openTestHall({ settings: at('2026-01-15') })
  organisations = await manyOrganisations(hall.db, ORGANISATIONS, DUE)
  const indonesia = await makeAction(hall.db, { title: 'A law on complaints', leads: 'ID', dueOn: DUE })
  await planMilestone(hall.db, indonesia, 'A draft is public', DUE)
  await makeAction(hall.db, { title: 'Hearings in the provinces', leads: 'TH', dueOn: DUE })
  await makeAction(hall.db, { title: 'A study of complaints', leads: 'komnas-ham', dueOn: DUE })
  await sql`insert into reply_day (recommendation_id, due_on, source, recorded_at, recorded_by)
    select id, ${DUE}, 'Letter of the secretariat', now(), ${RATNA} from recommendation where reference = 'AHRD7-R3'`.execute(
    hall.db
  )
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from recommendation_addressee a join recommendation r on r.id = a.recommendation_id
    where r.reference = 'AHRD7-R3'`.execute(hall.db)
  others = rows[0]!.n - 2
  // Each reminder takes its time, as on a slow disk, so that the process can be killed among them.
  await sql`create function take_time() returns trigger language plpgsql as $$ begin
    if new.account_id like 'of-%' then perform pg_sleep(0.01); end if; return new; end $$`.execute(hall.db)
  await sql`create trigger slow before insert on reminder for each row execute function take_time()`.execute(hall.db)
})
afterAll(() => hall?.close())

/** Ten in the morning in Jakarta. */
function at(day: string): Record<string, string> {
  return { BALAI_CLOCK: `${day}T10:00:00+07:00` }
}

async function count(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from reminder`.execute(hall.db)
  return rows[0]!.n
}

async function until(condition: () => Promise<boolean>, pause_ms: number): Promise<void> {
  const stop = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > stop) throw new Error(`waited a minute; ${await count()} reminders; ${hall.printed()}`)
    await new Promise<void>((later) => {
      setTimeout(later, pause_ms)
    })
  }
}

/** Who is to be told when: a line for each person, thing and step, worked out by hand from the scheme. */
function expected(days: Readonly<Record<'before30' | 'before7' | 'on' | 'after7' | 'after21', string>>): string[] {
  const { before30, before7, on, after7, after21 } = days
  const of = (account: string, things: number, ...steps: [string, number][]) =>
    steps.flatMap(([day, step]) => Array.from({ length: things }, () => `${account} ${day} ${step}`))
  const early = [[before30, -30], [before7, -7], [on, 0]] as [string, number][] // prettier-ignore
  return [
    ...organisations.flatMap((account) => of(account, 1, ...early)),
    // Indonesia has two things and a reply, and an alternate; Thailand no main focal point, so that its alternate is told
    // at once. For the others nobody replies: the secretariat is told.
    ...of(SITI, 3, ...early),
    ...of(WAHYU, 3, [after7, 7]),
    ...of(NIRAN, 2, ...early, [after7, 7]),
    ...of(RATNA, others, ...early, [after7, 7]),
    ...of(YOHANES, 1, ...early),
    // Nobody stands in for an organisation or an NHRI: it goes up to the secretariat at once. In the end all does.
    ...of(RATNA, ORGANISATIONS + 1, [after7, 7]),
    ...of(RATNA, ORGANISATIONS + 6 + others, [after21, 21])
  ]
}

test('weeks of a moved clock, with the process killed among its reminders: every mail exactly once', async () => {
  expect(await count()).toBe(0)
  expect(others).toBeGreaterThan(5)
  const perSweep = ORGANISATIONS + 6 + others
  /** Opens the hall on a day, kills it once some of the day's reminders are there, and opens it on the next day. */
  const killedAmong = async (before: number, next: string) => {
    await until(async () => (await count()) >= before + 40, 5)
    await hall.killAndReopen(at(next))
    await until(async () => (await count()) >= before + perSweep, 50)
  }
  await hall.killAndReopen(at('2026-01-31'))
  await killedAmong(0, '2026-02-01')
  await hall.killAndReopen(at('2026-02-23'))
  await killedAmong(perSweep, '2026-02-24')
  await hall.killAndReopen(at(DUE))
  await killedAmong(2 * perSweep, '2026-03-03')
  await hall.killAndReopen(at('2026-03-09'))
  await until(async () => (await count()) >= 4 * perSweep, 50)
  await hall.killAndReopen(at('2026-03-23'))
  await until(async () => (await count()) >= 5 * perSweep, 50)
  // Opened once more on the same day: its sweep, told by the job that is done, finds nothing to send.
  const swept = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pgboss.job where name = 'remind' and state = 'completed'`.execute(hall.db)
    return rows[0]!.n
  }
  const before = await swept()
  await hall.killAndReopen(at('2026-03-23'))
  await until(async () => (await swept()) > before, 50)

  const rows = await hall.db.selectFrom('reminder').selectAll().execute()
  // The kills fell inside the work: each of the three days was begun by one process and finished by the next.
  const told = (day: string) => rows.filter(({ reminded_on }) => reminded_on === day).length
  for (const [first, second] of [
    ['2026-01-31', '2026-02-01'],
    ['2026-02-23', '2026-02-24'],
    [DUE, '2026-03-03']
  ]) {
    // prettier-ignore
    expect(told(first!)).toBeGreaterThanOrEqual(40)
    expect(told(second!)).toBeGreaterThan(0)
    expect(told(first!) + told(second!)).toBe(perSweep)
  }
  // On which of the two days doesn't matter: the step is the same.
  const day = (on: string) => ({ '2026-02-01': '2026-01-31', '2026-02-24': '2026-02-23', '2026-03-03': DUE })[on] ?? on
  expect(rows.map(({ account_id, reminded_on, days }) => `${account_id} ${day(reminded_on)} ${days}`).sort()).toEqual(
    expected({
      before30: '2026-01-31',
      before7: '2026-02-23',
      on: DUE,
      after7: '2026-03-09',
      after21: '2026-03-23'
    }).sort()
  )
  // One mail to a person on a day, whatever is in it; no mail without its reminders, no reminder without its mail.
  const { rows: mails } = await sql<{ id: number; recipient: string; day: string }>`
    select id, recipient, to_char(created_at at time zone 'Asia/Jakarta', 'YYYY-MM-DD') as day from mail`.execute(
    hall.db
  )
  expect(new Set(rows.map(({ mail_id }) => mail_id))).toEqual(new Set(mails.map(({ id }) => id)))
  expect(new Set(mails.map(({ recipient, day }) => `${recipient} ${day}`)).size).toBe(mails.length)
  expect(mails).toHaveLength(new Set(rows.map((r) => `${r.account_id} ${r.reminded_on}`)).size)
  const audited = await hall.db.selectFrom('audit').select('id').where('permission', '=', 'deadlines.remind').execute()
  expect(audited).toHaveLength(mails.length)
})

test('the desk, the choice, the calendars and the jobs, as people meet them', async () => {
  const siti = await visit(hall, SITI)
  await siti.page.goto('/desk?lang=en')
  const desk = siti.page.locator('main')
  expect(await siti.page.locator('aside').first().textContent()).toContain('This hall’s clock is moved')
  expect(await siti.page.locator('section[aria-labelledby=next]').textContent()).toContain('Overdue by 21 days')
  expect(await siti.page.locator('section[aria-labelledby=next]').textContent()).toContain('position of Indonesia')
  expect(await siti.page.locator('section[aria-labelledby=lists] details li').count()).toBe(2)

  // The reply is given from the desk, and is gone from it.
  await siti.page.getByRole('link', { name: 'Open it' }).click()
  await siti.page.getByRole('link', { name: 'State the position of Indonesia' }).click()
  await siti.page.getByLabel('Supported', { exact: true }).check()
  await siti.page.getByRole('button', { name: 'Publish the position' }).click()
  await siti.page.getByText('It is published.').waitFor()
  await siti.page.goto('/desk')
  expect(await desk.textContent()).not.toContain('position of Indonesia')
  expect(await siti.page.locator('section[aria-labelledby=next]').textContent()).toContain('for Indonesia')

  await siti.page.getByRole('link', { name: 'Reminders and calendar' }).click()
  await siti.page.getByLabel('Once a week').check()
  await siti.page.getByRole('button', { name: 'Save' }).click()
  await siti.page.getByText('It is saved.').waitFor()
  expect(await siti.page.getByLabel('Once a week').isChecked()).toBe(true)

  // The address is shown once; a new one ends the first; ended, it opens nothing.
  await siti.page.getByRole('button', { name: 'Make an address' }).click()
  const address = await siti.page.getByLabel('Address of your calendar').inputValue()
  await siti.page.goto('/account/reminders')
  expect(await siti.page.content()).not.toContain(address)
  const feed = await fetch(address)
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const { events, properties } = parseCalendar(await feed.text())
  expect(properties['X-WR-CALNAME']).toBe('Siti Lestari Adi: tenggat')
  expect(
    events.filter((event) => event['DTSTART;VALUE=DATE'] === '20260302').map(({ CATEGORIES }) => CATEGORIES)
  ).toEqual(['Tindakan', 'Tonggak capaian'])
  expect(events.some(({ CATEGORIES }) => CATEGORIES === 'Dialog')).toBe(true)
  const etag = feed.headers.get('etag')!
  expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304)
  await siti.page.getByRole('button', { name: 'Make a new address' }).click()
  const second = await siti.page.getByLabel('Address of your calendar').inputValue()
  expect([(await fetch(address)).status, (await fetch(second)).status]).toEqual([404, 200])
  await siti.page.getByRole('button', { name: 'End the address' }).click()
  await siti.page.getByText('The address has ended').waitFor()
  expect((await fetch(second)).status).toBe(404)
  const kept = await hall.db.selectFrom('calendar_address').select('token_hash').execute()
  expect(kept.some(({ token_hash }) => address.includes(token_hash))).toBe(false)

  const ofState = await fetch(`${hall.address}/bodies/TH/calendar.ics?lang=th`)
  const thailand = parseCalendar(await ofState.text())
  expect(thailand.events.map(({ CATEGORIES }) => CATEGORIES)).toContain('การดำเนินการ')
  expect(thailand.events.map(({ CATEGORIES }) => CATEGORIES)).toContain('ท่าที')
  expect(thailand.events.filter(({ CATEGORIES }) => CATEGORIES === 'รายงานของรัฐ').length).toBeGreaterThan(0)
  expect((await fetch(`${hall.address}/bodies/aichr/calendar.ics`)).status).toBe(404)

  // Of a failed job the secretariat sees the words, and has it done again, once.
  await sql`insert into pgboss.job (name, data, state, output, started_on, completed_on, retry_limit)
    values ('remind', '{}', 'failed', '{"message": "the connection was cut"}', now(), now(), 0)`.execute(hall.db)
  expect((await siti.page.goto('/jobs'))?.status()).toBe(403)
  const ratna = await visit(hall, RATNA)
  await ratna.page.goto('/jobs?lang=en')
  expect(await ratna.page.locator('main').textContent()).toContain('the connection was cut')
  const again = await ratna.context.newPage()
  await again.goto('/jobs')
  await ratna.page.getByRole('button', { name: 'Do it again' }).click()
  await ratna.page.getByText('It waits to be done again.').waitFor()
  await again.getByRole('button', { name: 'Do it again' }).click()
  await again.getByText('This job hasn’t failed').first().waitFor()
  await until(async () => {
    await ratna.page.goto('/jobs?state=failed')
    return (await ratna.page.getByText('No job failed').count()) === 1
  }, 200)
  const audit = await hall.db
    .selectFrom('audit')
    .select('details')
    .where('permission', '=', 'deadlines.repeat-job')
    .execute()
  expect(audit.map(({ details }) => details.job)).toEqual(['remind'])
  await ratna.page.goto('/desk?lang=en')
  expect(await ratna.page.locator('main').textContent()).toContain('It wasn’t done by its day.')
  // Of each kind a few stand on the desk; the number in the list of lists opens exactly its rows, page by page.
  expect(await ratna.page.locator('#list-milestone > ol > li').count()).toBe(5)
  const milestones = ratna.page.locator('#list-milestone')
  if ((await milestones.getAttribute('open')) === null) await milestones.locator('summary').click()
  await milestones.getByRole('link', { name: 'All 301' }).click()
  expect(await ratna.page.locator('main ol.ruled > li').count()).toBe(20)
  expect(await ratna.page.locator('.pager').textContent()).toContain('of 16')
  await ratna.page.goto('/desk?show=milestone&page=16')
  expect(await ratna.page.locator('main ol.ruled > li').count()).toBe(1)
  // An organisation applies: that waits on the secretariat’s desk until somebody begins.
  await sql`insert into accreditation_application (name, seat, purpose, reach, locale, received_on, recorded_at)
    values ('Coast and People', 'Surabaya', 'Fishers', 'Indonesia', 'en', '2026-03-20', now())`.execute(hall.db)
  await ratna.page.goto('/desk')
  const application = ratna.page.locator('#list-accreditation')
  expect(await application.textContent()).toContain('Coast and People')
  expect(await application.textContent()).toContain('Waits since 20 March 2026')
  await application.locator('summary').click()
  await application.getByRole('link', { name: 'Begin the screening of an application' }).click()
  await ratna.page.getByRole('heading', { name: 'Coast and People' }).waitFor()
  // The seven days up to the 23rd hold one mail of reminders: its number opens its row.
  await ratna.page.goto('/jobs?state=done&lang=en')
  await ratna.page.locator('section[aria-labelledby=sweep] a').click()
  expect(await ratna.page.locator('main').textContent()).toContain(
    `reminded Ratna Wijayakusuma of ${ORGANISATIONS + 6 + others} things`
  )

  const session = { siti: await siti.context.storageState(), ratna: await ratna.context.storageState() }
  for (const [path, who] of [
    ['/desk', 'siti'],
    ['/desk', 'ratna'],
    ['/desk?show=milestone', 'ratna'],
    ['/desk?show=sign-off', 'ratna'],
    ['/account/reminders', 'siti'],
    ['/jobs?state=done', 'ratna']
  ] as const) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      expect(faultsOf(await checkPage(hall.browser, hall.address, asked, width, session[who]), locale), asked).toEqual(
        []
      )
    }
  }
  for (const { context } of [siti, ratna]) await context.close()
})

test('a real hall’s clock is never moved: it says so, and stays closed', async () => {
  const { db, url, close } = await freshDatabase()
  try {
    const start = (...args: string[]) =>
      spawnSync(process.execPath, ['src/cli/main.ts', 'start', ...args], {
        env: { ...process.env, DATABASE_URL: url, PORT: '0', ...at(DUE) },
        encoding: 'utf8'
      })
    const empty = start('--empty')
    expect([empty.status, empty.stderr]).toEqual([1, expect.stringContaining('start it without BALAI_CLOCK')])
    expect(await db.selectFrom('hall').select('mode').execute()).toEqual([])
    await openHall({ db, mode: 'real', now: new Date() })
    const opened = start()
    expect([opened.status, opened.stderr]).toEqual([1, expect.stringContaining('start it without BALAI_CLOCK')])
  } finally {
    await close()
  }
})
