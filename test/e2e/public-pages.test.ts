import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'
import { PUBLIC_PAGES } from './public-pages.ts'

let hall: TestHall

beforeAll(async () => {
  hall = await openTestHall()
})

afterAll(async () => {
  await hall?.close()
})

// Thai has the tallest letters and no spaces: what holds for it on a phone holds for the others.
describe.each([
  [360, 'th'],
  [1440, 'en']
])('%i pixels wide, in %s', (width, locale) => {
  test.each(PUBLIC_PAGES)('%s holds what every public page must', async (path) => {
    const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
    expect(faultsOf(await checkPage(hall.browser, hall.address, asked, width), locale)).toEqual([])
  })
})

test('every page of this hall that a public page names is there', async () => {
  const { page, context } = await visit(hall)
  const named = new Map<string, string>()
  for (const path of PUBLIC_PAGES) {
    await page.goto(path)
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')!))
    for (const link of links) named.set(link.split('#')[0]!, path)
  }
  const gone: string[] = []
  for (const [link, from] of named) {
    const answer = await page.request.get(link)
    if (!answer.ok()) gone.push(`${link}, named by ${from}: ${answer.status()}`)
  }
  expect(gone).toEqual([])
  await context.close()
})
