import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall, type Visitor } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const HERE = '/recommendations/AHRD7-R3'

async function stage(page: Page, values: Record<string, string>): Promise<void> {
  await page.goto(`${HERE}/life`)
  await page.selectOption('[name=stage]', values.stage!)
  for (const name of ['reachedOn', 'reason', 'source']) await page.fill(`[name=${name}]`, values[name] ?? 'As decided')
  await page.getByRole('button', { name: 'Record it' }).click()
}

async function say({ page }: Visitor, link: string, grade: string, text: string, evidence = ''): Promise<void> {
  await page.goto(`${HERE}/progress/ID?lang=en`)
  await page.getByRole('link', { name: link }).click()
  await page.selectOption('[name=grade]', grade)
  await page.fill('[name=text]', text)
  await page.fill('[name=evidence]', evidence)
  await page.getByRole('button', { name: 'Publish' }).click()
}

test('the complaint mechanism: adopted, reported, contradicted, assessed, in the open and each in its own name', async () => {
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  await stage(ratna.page, { stage: 'consensus', reachedOn: '2099-01-01' })
  await ratna.page.getByText('This day is still to come.').first().waitFor()
  expect(await ratna.page.locator('[name=source]').inputValue()).toBe('As decided')
  await stage(ratna.page, { stage: 'consensus', reachedOn: '2025-12-10' })
  await ratna.page.waitForURL(`**${HERE}#life`)
  await stage(ratna.page, { stage: 'adopted', reachedOn: '2026-02-10', source: 'Summary record of the 42nd meeting' })
  await ratna.page.waitForURL(`**${HERE}#life`)
  expect(await ratna.page.locator('section[aria-labelledby=life]').textContent()).toContain('Adopted')

  const siti = await visit(hall, 'siti-lestari-adi')
  await siti.page.goto('/desk?lang=en')
  expect(await siti.page.locator('section[aria-labelledby=next]').textContent()).toContain('Report how Indonesia')
  await say(siti, 'Report for Indonesia', 'balai/fully', 'A law makes the mechanism.')
  await siti.page.getByText('“Fully done” needs evidence').first().waitFor()
  await siti.page.fill('[name=evidence]', 'Law 3 of 2026')
  await siti.page.getByRole('button', { name: 'Publish' }).click()
  await siti.page.getByText('It is published.').waitFor()
  expect(await siti.page.locator('main').textContent()).toContain('not yet signed off with evidence')

  const yohanes = await visit(hall, 'yohanes-prabaswara')
  await yohanes.page.goto('/desk?lang=en')
  expect(await yohanes.page.locator('main').textContent()).toContain('Indonesia reported: assess it')
  await say(yohanes, 'Assess for Komnas HAM', 'upr-info/partially', 'The law is in force; no office receives anything.')
  const hafiz = await visit(hall, 'hafiz-mansor')
  await say(hafiz, 'Assess for AICHR', 'ccpr/B', 'A first step; the office is missing.')

  const visitor = await visit(hall)
  await visitor.page.goto(HERE)
  const row = visitor.page.locator('tr', { hasText: 'Indonesia' })
  for (const words of ['Fully done', 'Partly done', 'The voices differ'])
    expect(await row.textContent()).toContain(words)
  expect(await visitor.page.locator('tr', { hasText: 'Thailand' }).textContent()).toContain('Silent for')
  await visitor.page.goto(`${HERE}/progress/ID`)
  expect(await visitor.page.getByRole('button').count()).toBe(0)
  expect((await visitor.page.goto(`${HERE}/progress/ID/new?track=state&by=ID`))?.url()).toContain('/sign-in')

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
  expect(await second.locator('blockquote').textContent()).toContain('The law is there, the office is not.')
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
  for (const { context } of [ratna, siti, yohanes, hafiz, visitor]) await context.close()
  const rows = await hall.db
    .selectFrom('audit')
    .select('permission')
    .where('permission', 'like', 'follow-up.%')
    .execute()
  expect(rows).toHaveLength(8)
})
