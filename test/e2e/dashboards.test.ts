import type { Page } from 'playwright-core'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answeredRecord } from '#test/answered-record.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
  await answeredRecord(hall.db)
})
afterAll(() => hall?.close())

const DASHBOARDS = ['flow', 'themes', 'overdue', 'editions']

/** Every link of the page to rows, with the number that it says. */
async function numbersOf(page: Page): Promise<{ href: string; count: number }[]> {
  const links = await page
    .locator('main figure a[href^="/follow-up/rows?"]')
    .evaluateAll((all) => all.map((a) => ({ href: a.getAttribute('href')!, text: a.textContent! })))
  return links.map(({ href, text }) => ({ href, count: Number(/\d[\d,]*/.exec(text)![0].replaceAll(',', '')) }))
}

async function csvOf(page: Page, href: string): Promise<string[][]> {
  const answer = await page.request.get(href)
  expect(answer.headers()['content-type']).toContain('text/csv')
  return parse(await answer.text(), { bom: true })
}

describe.each([360, 1440])('at %i pixels', (width) => {
  test('one comes from the room to a dashboard, clicks a number, and meets that many rows', async () => {
    const { page, context } = await visit(hall, undefined, width)
    await page.goto('/?lang=en')
    // On a phone the rooms are behind one word.
    if (width < 600) await page.locator('summary', { hasText: 'Rooms' }).click()
    await page.getByRole('link', { name: 'Follow-up', exact: true }).click()
    await page.waitForURL('**/follow-up')
    expect(await page.locator('h1').textContent()).toBe('Follow-up')
    const finding = await page.locator('figure .finding').first().textContent()
    expect(finding).toMatch(/^Of 70 answers asked for, 5 are taken up and 2 are done$/)
    await page.getByRole('link', { name: 'Overdue and silent' }).first().click()
    await page.locator('#late').waitFor()
    expect(await page.locator('main').textContent()).toContain('A register of complaints')
    await page.goto('/follow-up/flow?lang=en')
    await page.locator('.flow a', { hasText: 'contested' }).click()
    await page.waitForURL('**/follow-up/rows?**')
    expect(await page.locator('h1').textContent()).toBe('Contested: 1 answer')
    const row = page.locator('main ol > li').filter({ has: page.locator('.addressee') })
    expect(await row.count()).toBe(1)
    await row.locator('.addressee').click()
    await page.waitForURL('**/recommendations/AHRD7-R3/progress/ID')
    await context.close()
  })

  test('every number of every dashboard is the number of rows of the spreadsheet behind it', async () => {
    const { page, context } = await visit(hall, undefined, width)
    for (const dashboard of DASHBOARDS) {
      await page.goto(`/follow-up/${dashboard}?from=all&lang=en`)
      const numbers = await numbersOf(page)
      expect(numbers.length, dashboard).toBeGreaterThan(3)
      const counts = new Map<string, number>()
      for (const { href, count } of numbers) {
        // The figure and its table say the same number of the same rows.
        expect(counts.get(href) ?? count, `${dashboard}: ${href}`).toBe(count)
        counts.set(href, count)
      }
      for (const [href, count] of [...counts].slice(0, 24)) {
        const rows = await csvOf(page, href.replace('/rows?', '/rows.csv?'))
        expect(rows.length - 1, `${dashboard}: ${href}`).toBe(count)
      }
    }
    await context.close()
  })
})

test('what is downloaded is what the table shows', async () => {
  const { page, context } = await visit(hall)
  for (const dashboard of DASHBOARDS) {
    await page.goto(`/follow-up/${dashboard}?lang=en`)
    const shown = await page
      .locator('figure details tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td.number')].map((cell) => cell.textContent!.trim()))
      )
    const href = await page.locator('figure a[download]').getAttribute('href')
    const [, ...rows] = await csvOf(page, href!)
    const numbers = rows.map((cells) => cells.filter((cell) => /^\d*$/.test(cell)))
    expect(
      shown.map((cells) => cells.filter((cell) => /^\d*$/.test(cell))),
      dashboard
    ).toEqual(numbers)
  }
  const sheet = await page.request.get('/follow-up/rows.xlsx?part=done')
  expect((await sheet.body()).subarray(0, 2).toString()).toBe('PK')
  await context.close()
})

test('a choice stays in the address, goes along to the other dashboards, and is narrowed by what is chosen', async () => {
  const { page, context } = await visit(hall)
  await page.goto('/follow-up/flow?lang=en')
  await page.selectOption('#state', 'ID')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL('**state=ID**')
  expect(await page.locator('.finding').textContent()).toContain('Of 5 answers')
  await page.getByRole('link', { name: 'States by theme' }).click()
  await page.waitForURL('**/themes?**state=ID**')
  expect(await page.locator('#state').inputValue()).toBe('ID')
  await page.goto('/follow-up/flow?state=ATLANTIS&lang=en')
  await page.getByText('The record doesn’t have ATLANTIS').waitFor()
  await page.goto('/follow-up/rows?from=upr&lang=en')
  await page.getByText('Nothing is counted here').waitFor()
  expect((await page.request.get('/follow-up/nonsense.csv')).status()).toBe(404)
  await context.close()
})

test('printed, a dashboard is its finding, its picture and its definitions, and says what was chosen', async () => {
  const { page, context } = await visit(hall)
  await page.goto('/follow-up/flow?state=ID&lang=en')
  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['form', 'nav', 'footer']) {
    expect(await page.locator(hidden).filter({ visible: true }).count(), hidden).toBe(0)
  }
  expect(await page.locator('.chosen').isVisible()).toBe(true)
  expect(await page.locator('.chosen').textContent()).toContain('Indonesia')
  expect(await page.locator('figure svg').first().isVisible()).toBe(true)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await context.close()
})

test('with answers on record the pages hold what every public page must', async () => {
  for (const path of ['/follow-up', ...DASHBOARDS.map((one) => `/follow-up/${one}`), '/follow-up/rows']) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const checked = await checkPage(hall.browser, hall.address, `${path}?lang=${locale}`, width)
      expect(faultsOf(checked, locale), `${path} ${width}`).toEqual([])
    }
  }
})
