import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const HERE = '/recommendations/AHRD7-R3'

test('an entry is put right by two at once without a word lost, and taken back without being hidden', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  await siti.page.goto(`${HERE}/progress/ID?lang=en`)
  await siti.page.getByRole('link', { name: 'Report for Indonesia' }).click()
  await siti.page.selectOption('[name=grade]', 'balai/under-way')
  await siti.page.fill('[name=text]', 'A law is before parliament.')
  await siti.page.getByRole('button', { name: 'Publish' }).click()
  await siti.page.getByText('It is published.').waitFor()

  // Two windows of one focal point: the second is shown what the first made of it, and loses nothing.
  const [first, second] = [siti.page, await siti.context.newPage()]
  const page = `${HERE}/progress/ID?lang=en`
  for (const window of [first, second]) {
    await window.goto(page)
    await window.getByRole('link', { name: 'Put right' }).first().click()
  }
  await first.selectOption('[name=grade]', 'balai/partly')
  await first.fill('[name=text]', 'The law is there, the office is not.')
  await first.getByRole('button', { name: 'Publish' }).click()
  await first.getByText('It is published.').waitFor()
  await second.fill('[name=text]', 'The words of the second window.')
  await second.getByRole('button', { name: 'Publish' }).click()
  await second.getByText('Somebody put the same entry right meanwhile').waitFor()
  expect(await second.locator('[role=alert] blockquote').textContent()).toContain(
    'The law is there, the office is not.'
  )
  expect(await second.locator('[name=text]').inputValue()).toBe('The words of the second window.')
  await second.getByRole('button', { name: 'Publish' }).click()
  await second.getByText('It is published.').waitFor()
  expect(await second.locator('main').textContent()).toContain('Replaced by a newer entry')

  await first.goto(page)
  await first.locator('summary', { hasText: 'Take back' }).first().click()
  await first.locator('details[open] input[name=reason]').fill('Wrong day')
  await first.getByRole('button', { name: 'Take back' }).click()
  await first.getByText('It is taken back, and stays readable').waitFor()
  expect(await first.locator('main').textContent()).toContain('The words of the second window.')

  for (const path of [HERE, `${HERE}/progress/ID`]) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      expect(
        faultsOf(await checkPage(hall.browser, hall.address, `${path}?lang=${locale}`, width), locale),
        path
      ).toEqual([])
    }
  }
  const sitiSession = await siti.context.storageState()
  for (const path of ['/desk', `${HERE}/progress/ID/new?track=state&by=ID`]) {
    const asked = `${path}${path.includes('?') ? '&' : '?'}lang=en`
    expect(faultsOf(await checkPage(hall.browser, hall.address, asked, 360, sitiSession), 'en'), path).toEqual([])
  }
  await siti.context.close()
  const rows = await hall.db
    .selectFrom('audit')
    .select('permission')
    .where('permission', 'like', 'follow-up.%')
    .execute()
  expect(rows).toHaveLength(4)
})

test('signed out in another window, a focal point loses no word of a report, and sends it after signing in again', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  const report = siti.page
  await report.goto('/recommendations/AHRD7-R1/progress/ID/new?track=state&by=ID&lang=en')
  await report.selectOption('[name=grade]', 'balai/planned')
  await report.fill('[name=text]', 'A draft law is written.\nIt goes to parliament.')
  const other = await siti.context.newPage()
  await other.goto('/account?lang=en')
  await other.locator('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await other.getByText('You are signed out.').waitFor()

  await report.getByRole('button', { name: 'Publish' }).click()
  await report.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect(await report.locator('main').innerText()).toContain('A draft law is written.\nIt goes to parliament.')
  // Sent again too early, nothing is lost either.
  await Promise.all([report.waitForEvent('load'), report.getByRole('button', { name: 'Send it again' }).click()])
  expect(await report.locator('main').innerText()).toContain('A draft law is written.\nIt goes to parliament.')
  await other.goto('/demonstration')
  await other.locator('form:has(input[value="siti-lestari-adi"]) button').click()
  await other.waitForURL('**/desk')
  await report.getByRole('button', { name: 'Send it again' }).click()
  await report.getByText('It is published.').waitFor()
  expect(await report.locator('main').innerText()).toContain('A draft law is written.\nIt goes to parliament.')
  await siti.context.close()
})
