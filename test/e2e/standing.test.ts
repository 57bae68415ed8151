import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordMandate } from '#areas/people/store.server.ts'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const EMAIL = 'office@coast.invalid'
const APPLICATION = {
  name: 'Friends of the Coast',
  seat: 'Surabaya, Indonesia',
  purpose: 'It helps fishers at sea to be paid, since 2019, with the money of its members.',
  reach: 'Indonesia and the Philippines, with two unions.',
  contactName: 'Dewi Anggraini',
  email: EMAIL
}
const CRITERIA = ['purpose', 'non-profit', 'region', 'activity', 'governance']

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value)
}

async function take(page: Page, step: string, reason: string): Promise<void> {
  await page.selectOption('form[action="?/step"] [name=step]', step)
  await page.fill('form[action="?/step"] [name=reason]', reason)
  await page.getByRole('button', { name: 'Take this step' }).click()
}

async function answer(page: Page, criterion: string, finding: string): Promise<void> {
  const item = page.locator(`#criterion-${criterion}`)
  await item.locator(`input[value=${finding}]`).check()
  await item.locator('textarea').fill(`As its papers say about ${criterion}`)
  await item.getByRole('button', { name: 'Save' }).click()
  await item.getByText('Answer anew').waitFor()
}

async function checked(paths: readonly string[], session?: Parameters<typeof checkPage>[4]): Promise<void> {
  for (const path of paths) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      const seen = await checkPage(hall.browser, hall.address, asked, width, session)
      expect(faultsOf(seen, locale), asked).toEqual([])
    }
  }
}

test('an organisation applies, is refused, is heard by another officer, speaks, and is silenced by a suspension', async () => {
  await hall.db
    .transaction()
    .execute((tx) =>
      recordMandate(
        tx,
        'hafiz-mansor',
        { role: 'secretariat', bodyId: null, duty: null, since: '2025-01-01', until: null, reason: 'Second officer' },
        { grantedBy: null, at: new Date() }
      )
    )
  const organisation = await visit(hall)
  const { page } = organisation
  await page.goto('/standing/apply?lang=en')
  await page.fill('[name=name]', APPLICATION.name)
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.getByText('Give an e-mail address.').first().waitFor()
  expect(await page.locator('[name=name]').inputValue()).toBe(APPLICATION.name)
  await fill(page, APPLICATION)
  await page.selectOption('[name=stateId]', 'ID')
  await page.getByRole('button', { name: 'Send the application' }).click()
  await page.getByText('Your application has come in').first().waitFor()
  const own = new URL(page.url()).pathname
  const reference = /CSO-\d{4}-\d{4}/.exec((await page.locator('main').textContent())!)![0]
  const receipt = await hall.db.selectFrom('mail').selectAll().where('recipient', '=', EMAIL).executeTakeFirstOrThrow()
  expect(receipt.subject).toContain(reference)
  expect(receipt.text).toContain('/standing/case/')

  // Incomplete is not refused: the secretariat asks, the organisation answers.
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  await ratna.page.goto('/standing/applications?lang=en')
  await ratna.page.getByRole('link', { name: reference }).click()
  const work = ratna.page.url()
  await take(ratna.page, 'screening', 'The papers are here')
  await ratna.page.getByText('It is recorded').waitFor()
  await take(ratna.page, 'refused', 'No ground yet')
  await ratna.page.getByText('Every criterion needs a clear answer').first().waitFor()
  await take(ratna.page, 'information-asked', 'Send the statutes')
  await ratna.page.getByText('Waiting for information').first().waitFor()
  await page.goto(`${own}?lang=en`)
  expect(await page.locator('main').textContent()).toContain('Send the statutes')
  await page.fill(
    'section[aria-labelledby=do-information-given] [name=reason]',
    'The statutes of 2019, article 1 to 12'
  )
  await page.getByRole('button', { name: 'Send the information' }).click()
  await page.getByText('Your answer has come in.').waitFor()

  await ratna.page.goto(work)
  for (const criterion of CRITERIA) await answer(ratna.page, criterion, criterion === 'governance' ? 'not-met' : 'met')
  await take(ratna.page, 'refused', 'The statutes don’t say who leads it.')
  await ratna.page.getByText('It is recorded').waitFor()

  // The reason is public; whom to write to is not.
  const visitor = await visit(hall)
  await visitor.page.goto('/standing/organisations')
  const listed = visitor.page.locator(`li[id="${reference}"]`)
  expect(await listed.textContent()).toContain('The statutes don’t say who leads it.')
  expect(await visitor.page.content()).not.toMatch(/Dewi Anggraini|coast\.invalid|Send the statutes/)

  await page.goto(`${own}?lang=en`)
  await page.fill('section[aria-labelledby=do-appealed] [name=reason]', 'Article 7 names the board.')
  await page.getByRole('button', { name: 'Appeal' }).click()
  await page.getByText('Your appeal has come in.').waitFor()
  await ratna.page.goto(work)
  await ratna.page.getByText('You took the decision that is appealed').waitFor()
  expect(await ratna.page.getByRole('button', { name: 'Take this step' }).count()).toBe(0)
  await checked([own])

  const hafiz = await visit(hall, 'hafiz-mansor')
  await hafiz.page.goto(work)
  await take(hafiz.page, 'appeal-allowed', 'Article 7 of the statutes names the board.')
  await hafiz.page.getByText('It is recorded').waitFor()
  await visitor.page.goto('/standing/organisations?status=granted')
  for (const words of ['Article 7 of the statutes names the board.', 'The statutes don’t say who leads it.']) {
    expect(await listed.textContent()).toContain(words)
  }
  await visitor.page.goto('/bodies/friends-of-the-coast')
  expect(await visitor.page.locator('main').textContent()).toContain('Granted')

  // Invited by the secretariat, its officer assesses.
  await ratna.page.goto('/people/invite?lang=en')
  await fill(ratna.page, { name: 'Dewi Anggraini', email: EMAIL, since: '2025-01-01', reason: 'Letter of the board' })
  await ratna.page.selectOption('[name=role]', 'cso')
  await ratna.page.selectOption('[name=bodyId]', 'friends-of-the-coast')
  await ratna.page.getByRole('button', { name: 'Continue' }).click()
  await ratna.page.locator('form[action="?/confirm"] button, button[formaction="?/confirm"]').first().click()
  const link = (await ratna.page.locator('code.link').textContent())!
  await page.goto(link)
  await page.fill('[name=password]', 'a coast with eleven lanterns')
  await page.locator('main form button').click()
  await page.waitForURL('**/account**')
  const assessment = '/recommendations/AHRD7-R3/progress/ID/new?track=stakeholder&by=friends-of-the-coast&lang=en'
  await page.goto(assessment)
  await page.selectOption('[name=grade]', 'balai/not-started')
  await page.fill('[name=text]', 'No office receives complaints in the ports.')
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('It is published.').waitFor()

  await ratna.page.goto(work)
  await take(ratna.page, 'suspended', 'Its accounts of 2025 are missing.')
  await ratna.page.getByText('It is recorded').waitFor()
  await page.goto(assessment)
  await page.selectOption('[name=grade]', 'balai/planned')
  await page.fill('[name=text]', 'Said while suspended.')
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('accreditation').first().waitFor()
  expect(await page.locator('[name=text]').inputValue()).toBe('Said while suspended.')

  await checked(['/standing/organisations', '/standing/apply'])
  const session = await ratna.context.storageState()
  await ratna.page.goto('/standing/applications/rules?lang=en')
  await ratna.page.locator('summary', { hasText: 'Set another limit' }).click()
  await ratna.page.selectOption('[name=limit]', 'appeal')
  await ratna.page.fill('[name=days]', '0')
  await ratna.page.fill('[name=source]', 'Guidelines of 2026')
  await ratna.page.getByRole('button', { name: 'Save' }).first().click()
  await ratna.page.getByText('Give a number of days').first().waitFor()
  expect(await ratna.page.locator('[name=source]').inputValue()).toBe('Guidelines of 2026')
  await ratna.page.fill('[name=days]', '45')
  await ratna.page.getByRole('button', { name: 'Save' }).first().click()
  await ratna.page.getByText('The rule is set.').waitFor()
  await visitor.page.goto('/standing/apply')
  expect(await visitor.page.locator('aside').textContent()).toContain('appeal within 45 days')
  await checked(
    [
      '/standing/applications/rules',
      '/standing/applications?show=decided',
      new URL(work).pathname,
      '/standing/applications/new'
    ],
    session
  )
  const audit = JSON.stringify(
    await hall.db.selectFrom('audit').selectAll().where('permission', 'like', 'standing.%').execute()
  )
  expect(audit).not.toMatch(/Dewi|coast\.invalid/)
  expect(hall.printed()).not.toMatch(/Dewi|coast\.invalid/)
  for (const { context } of [organisation, ratna, visitor, hafiz]) await context.close()
})

test('steps towards an institution: recorded with their source, put right by two at once, taken back in the open', async () => {
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  const record = async (page: Page, values: Readonly<Record<string, string>>, kind: string) => {
    await page.selectOption('[name=kind]', kind)
    await fill(page, values)
    await page.getByRole('button', { name: 'Publish' }).click()
  }
  const values = {
    reachedOn: '2024-05-01',
    text: 'Said before the Human Rights Council.',
    source: 'Record of 1 May 2024'
  }
  await ratna.page.goto('/standing/VN/step?lang=en')
  await record(ratna.page, { ...values, reachedOn: '2099-01-01' }, 'commitment')
  await ratna.page.getByText('This day is still to come.').first().waitFor()
  await record(ratna.page, values, 'commitment')
  await ratna.page.getByText('It is recorded.').waitFor()
  await ratna.page.goto('/standing/VN/step')
  await record(ratna.page, { ...values, reachedOn: '2025-03-01', text: 'A draft is before the Assembly.' }, 'draft-law')
  await ratna.page.getByText('It is recorded.').waitFor()

  const [first, second] = [ratna.page, await ratna.context.newPage()]
  for (const window of [first, second]) {
    await window.goto('/standing/VN')
    await window.getByRole('link', { name: 'Put right' }).first().click()
  }
  await record(first, { text: 'Said in May.', reason: 'Shorter' }, 'commitment')
  await first.getByText('It is recorded.').waitFor()
  await record(second, { text: 'Said on 1 May.', reason: 'The day' }, 'commitment')
  await second.getByText('Somebody put this step right meanwhile').waitFor()
  expect(await second.locator('blockquote').textContent()).toContain('Said in May.')
  await second.getByRole('button', { name: 'Publish' }).click()
  await second.getByText('It is recorded.').waitFor()

  await first.goto('/standing/VN')
  await first.locator('summary', { hasText: 'Take back' }).last().click()
  await first.locator('details[open] [name=reason]').fill('It was another law')
  await first.getByRole('button', { name: 'Take back' }).last().click()
  await first.getByText('It is taken back').waitFor()
  expect(await first.locator('section[aria-labelledby=gone]').textContent()).toContain('It was another law')

  const visitor = await visit(hall)
  await visitor.page.goto('/standing')
  const figure = visitor.page.locator('main figure')
  expect(await figure.textContent()).toContain('6 of 11 members have a national institution on record')
  expect(await figure.locator('li', { hasText: 'Viet Nam' }).textContent()).toContain('Commitment')
  expect(await figure.locator('li', { hasText: 'Singapore' }).textContent()).toContain('No step on record')
  await visitor.page.goto('/standing?on=2020-01-01')
  expect(await figure.locator('li', { hasText: 'Thailand' }).textContent()).toContain('Status B')
  const csv = await (await visitor.page.request.get('/standing/standing.csv')).text()
  expect(csv).toContain('Said on 1 May.')
  expect(csv).not.toContain('A draft is before the Assembly.')
  expect((await visitor.page.goto('/standing/VN/step'))?.url()).toContain('/sign-in')
  expect((await visitor.page.goto('/standing/applications'))?.url()).toContain('/sign-in')
  expect((await visitor.page.goto('/standing/case/none'))?.status()).toBe(404)
  await checked(['/standing', '/standing/VN', '/standing/TH'])
  await checked(['/standing/VN/step', '/standing/TH/status'], await ratna.context.storageState())
  for (const { context } of [ratna, visitor]) await context.close()
})
