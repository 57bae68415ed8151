import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value)
}

const ENGLISH = {
  title: 'Officers who receive complaints in the ports',
  done: 'Two officers visit each fishing port every month and take complaints down on the spot.',
  outcome: 'Four hundred complaints in a year; unpaid wages were the reason of most.',
  source: 'Annual report 2025 of the ministry',
  recommendations: 'AHRD7-R3'
}
const THAI = {
  title: 'ศูนย์ช่วยเหลือผู้เสียหายจากการค้ามนุษย์ในทุกจังหวัด',
  done: 'จัดตั้งศูนย์ช่วยเหลือที่มีล่ามและนักสังคมสงเคราะห์',
  outcome: 'ผู้เสียหายได้รับการคุ้มครองภายในสองวัน',
  since: '2025-03-01',
  source: 'รายงานประจำปี 2568'
}

test('a practice is shared, found in its language, put right by two at once, and taken back in the open', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  await siti.page.goto('/recommendations/AHRD7-R3?lang=en')
  await siti.page.getByRole('link', { name: 'Share a practice' }).click()
  expect(await siti.page.locator('[name=recommendations]').inputValue()).toBe('AHRD7-R3')
  await fill(siti.page, { ...ENGLISH, since: '2099-01-01', recommendations: 'AHRD7-R3, AHRD7-R77' })
  await siti.page.locator('summary', { hasText: 'ASEAN Human Rights Declaration' }).first().click()
  await siti.page.check('[name=articles][value="ahrd/5"]')
  await siti.page.getByRole('button', { name: 'Publish' }).click()
  await siti.page.getByText('This day is still to come.').first().waitFor()
  expect(await siti.page.locator('[name=done]').inputValue()).toBe(ENGLISH.done)
  expect(await siti.page.isChecked('[name=articles][value="ahrd/5"]')).toBe(true)
  await siti.page.fill('[name=since]', '2025-02-01')
  await siti.page.getByRole('button', { name: 'Publish' }).click()
  await siti.page.getByText('There is no recommendation AHRD7-R77.').first().waitFor()
  await siti.page.fill('[name=recommendations]', 'AHRD7-R3')
  await siti.page.getByRole('button', { name: 'Publish' }).click()
  await siti.page.getByText('It is published.').waitFor()
  const address = new URL(siti.page.url()).pathname

  const niran = await visit(hall, 'niran-thepsuwan')
  await niran.page.goto('/practices/new?lang=th&theme=trafficking-and-scams')
  await fill(niran.page, THAI)
  await niran.page.getByRole('button', { name: 'เผยแพร่' }).click()
  await niran.page.getByText('เผยแพร่แล้ว').waitFor()

  const visitor = await visit(hall)
  const { page } = visitor
  await page.goto('/recommendations/AHRD7-R3')
  expect(await page.locator('section[aria-labelledby=practices]').textContent()).toContain(ENGLISH.title)
  await page.goto('/themes/trafficking-and-scams')
  expect(await page.locator('section[aria-labelledby=practices]').textContent()).toContain(THAI.title)
  await page.goto('/practices')
  expect(await page.locator('#found').textContent()).toContain('2 practices')
  await page.fill('[name=words]', 'ผู้เสียหาย')
  await page.getByRole('button', { name: 'Find' }).click()
  expect(await page.locator('main li h3').allTextContents()).toEqual([THAI.title])
  await page.goto('/practices?words=visiting+ports')
  expect(await page.locator('main li h3').allTextContents()).toEqual([ENGLISH.title])
  await page.goto('/practices?state=TH&article=ahrd%2F5')
  await page.getByText('No practice fits all of this').waitFor()
  const csv = await (await page.request.get('/practices/practices.csv?article=ahrd%2F5')).text()
  expect(csv.trim().split('\n')).toHaveLength(2)
  expect(csv).toContain(ENGLISH.title)
  expect((await page.goto('/practices/new'))?.url()).toContain('/sign-in')
  expect((await niran.page.goto(`${address}/edit`))?.status()).toBe(403)

  // Two windows of one focal point: the second is shown what the first made of it, and loses nothing.
  const [first, second] = [siti.page, await siti.context.newPage()]
  for (const window of [first, second]) await window.goto(`${address}/edit?lang=en`)
  await first.fill('[name=outcome]', 'Four hundred and twelve complaints in a year.')
  await first.getByRole('button', { name: 'Publish' }).click()
  await first.getByText('It is put right.').waitFor()
  await second.fill('[name=outcome]', 'The words of the second window.')
  await second.getByRole('button', { name: 'Publish' }).click()
  await second.getByText('Somebody put this practice right meanwhile').waitFor()
  expect(await second.locator('blockquote').textContent()).toContain('Four hundred and twelve')
  expect(await second.locator('[name=outcome]').inputValue()).toBe('The words of the second window.')
  await second.getByRole('button', { name: 'Publish' }).click()
  await second.getByText('It is put right.').waitFor()
  expect(await second.locator('section[aria-labelledby=earlier] li').count()).toBe(2)

  for (const path of ['/practices', address, '/recommendations/AHRD7-R3', '/themes/trafficking-and-scams']) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const checked = await checkPage(hall.browser, hall.address, `${path}?lang=${locale}`, width)
      expect(faultsOf(checked, locale), path).toEqual([])
    }
  }
  const session = await siti.context.storageState()
  for (const path of ['/practices/new', `${address}/edit`]) {
    const checked = await checkPage(hall.browser, hall.address, `${path}?lang=en`, 360, session)
    expect(faultsOf(checked, 'en'), path).toEqual([])
  }

  await first.goto(`${address}?lang=en`)
  await first.locator('summary', { hasText: 'Take back' }).click()
  await first.getByRole('button', { name: 'Take back' }).click()
  await first.getByText('Give the reason.').first().waitFor()
  await first.fill('[name=reason]', 'The figures are being counted again')
  await first.getByRole('button', { name: 'Take back' }).click()
  await first.getByText('It is taken back, and stays readable').waitFor()
  await page.goto(address)
  expect(await page.locator('main').textContent()).toContain('The figures are being counted again')
  await page.goto('/practices')
  expect(await page.locator('main').textContent()).not.toContain(ENGLISH.title)
  for (const { context } of [siti, niran, visitor]) await context.close()
})
