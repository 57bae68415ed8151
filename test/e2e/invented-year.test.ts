import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPdf } from '#areas/documents/read-pdf.server.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

// A demonstration as somebody meets it who tries Balai: nothing has followed yet, a button lets a year pass, and every
// page of the follow-up has something to show, on a phone and on a desk.

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const BANNER = 'Answers, reports, actions and what followed are invented too.'
/** A page, and words that it shows only after the year. */
const SHOWN: readonly (readonly [string, string])[] = [
  ['/follow-up', '3 actions and milestones are overdue'],
  ['/follow-up/flow?from=dialogue', '41 taken up'],
  ['/follow-up/themes?from=dialogue', 'Most is reported or done under'],
  ['/follow-up/overdue?from=dialogue', 'All five desks are staffed (invented)'],
  ['/follow-up/editions?from=dialogue', '41 taken up'],
  ['/follow-up/rows?from=dialogue&part=done', 'AHRD7-R5'],
  ['/actions', 'Quarterly forum with civil society (invented)'],
  ['/practices', 'Recruiters answer with a deposit (invented)'],
  ['/standing', '5 have a step towards it on record'],
  ['/preparation/8', 'a hall by the sea (invented)'],
  ['/preparation/8/points', 'AHRD7-R3'],
  ['/preparation/8/clusters', 'AHRD7-R3'],
  ['/preparation/8/briefs/ID', 'No office receives anything yet'],
  ['/preparation/8/briefs/VN', 'AHRD7-R'],
  ['/recommendations/AHRD7-R3', 'Invented for the demonstration'],
  ['/recommendations/AHRD7-R3/progress/ID', 'No office receives anything yet'],
  ['/bodies/ID', 'Country brief for the 8th Dialogue'],
  ['/bodies/SG', 'Country brief for the 8th Dialogue']
]

test('a year passes at the press of a button, once, and no page of the follow-up is empty', async () => {
  const folder = process.env.PICTURES
  const { page, context } = await visit(hall)
  await page.goto('/actions?lang=en')
  expect(await page.locator('main').textContent()).not.toContain('(invented)')
  await page.goto('/demonstration?lang=en')
  expect(await page.locator('aside').textContent()).not.toContain(BANNER)
  for (const [path, words] of SHOWN) {
    const there = (await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en`))?.ok()
    if (there) expect(await page.locator('main').textContent(), `${path} before`).not.toContain(words)
  }
  await page.goto('/demonstration?lang=en')
  for (const [width, locale] of [
    [360, 'th'],
    [1440, 'en']
  ] as const) {
    const checked = await checkPage(hall.browser, hall.address, `/demonstration?lang=${locale}`, width)
    expect(faultsOf(checked, locale)).toEqual([])
  }
  const said = (await page.locator('#year').textContent())!
  for (const words of ['invented year of follow-up', 'says that it is invented', 'can’t be taken out again']) {
    expect(said).toContain(words)
  }
  if (folder)
    await page.screenshot({ path: join(folder, 'before.png'), clip: { x: 0, y: 0, width: 1440, height: 900 } })
  // Somebody else has the page open, and presses after it was done.
  const second = await context.newPage()
  await second.goto('/demonstration?lang=en')
  await page.getByRole('button', { name: 'Let an invented year pass' }).click()
  await page.getByRole('heading', { name: 'An invented year has passed' }).waitFor()
  const before = await rows()
  await second.getByRole('button', { name: 'Let an invented year pass' }).click()
  await second.getByText('An invented year has passed here already. Nothing was added.').waitFor()
  expect(await rows()).toBe(before)

  for (const link of await page.locator('#year a').evaluateAll((all) => all.map((a) => a.getAttribute('href')!))) {
    expect((await second.goto(link))?.status(), link).toBe(200)
  }
  for (const [path, words] of SHOWN) {
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
    expect(await page.locator('main').textContent(), path).toContain(words)
    expect(await page.locator('aside').first().textContent(), path).toContain(BANNER)
  }
  // On paper, too.
  await page.emulateMedia({ media: 'print' })
  await page.goto('/follow-up/flow?from=dialogue&lang=en')
  expect(await page.getByText(BANNER).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })

  for (const path of ['/demonstration', ...SHOWN.map(([shown]) => shown)]) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      expect(faultsOf(await checkPage(hall.browser, hall.address, asked, width), locale), asked).toEqual([])
      if (!folder) continue
      mkdirSync(folder, { recursive: true })
      await page.setViewportSize({ width, height: 900 })
      await page.goto(asked)
      await page.screenshot({ path: join(folder, `${path.replaceAll(/\W+/g, '-')}-${width}.png`), fullPage: true })
    }
  }
  await context.close()
})

test('files and the API say that it is invented', async () => {
  const { page, context } = await visit(hall)
  for (const path of ['/follow-up/rows.csv?from=dialogue', '/data/follow-up.zip', '/follow-up/flow.csv']) {
    const file = await page.request.get(path)
    expect(file.headers()['content-disposition'], path).toContain('filename="invented-')
  }
  const progress = await page.request.get('/data/follow-up/progress.csv')
  const lines = (await progress.text()).trim().split('\n').slice(1)
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => !/Invented for|Rekaan untuk|สมมติขึ้น/.test(line))).toEqual([])
  expect((await page.request.get('/api/recommendations')).headers()['balai-note']).toContain('invented')
  const pdf = await page.request.get('/preparation/8/briefs/ID.pdf?lang=en')
  const read = await openPdf(new Uint8Array(await pdf.body()))
  expect(read.numPages).toBeLessThanOrEqual(2)
  const { items } = await (await read.getPage(1)).getTextContent()
  expect(items.map((item) => ('str' in item ? item.str : '')).join('')).toContain('Demonstration: answers, reports')
  await read.loadingTask.destroy()
  await context.close()
})

test.each(['ratna-wijayakusuma', 'siti-lestari-adi', 'niran-thepsuwan', 'yohanes-prabaswara', 'hafiz-mansor'])(
  'the desk of %s shows what is next',
  async (who) => {
    const { page, context } = await visit(hall, who)
    await page.goto('/desk?lang=en')
    expect(await page.locator('main').textContent()).toMatch(/AHRD7-R\d|\((invented|rekaan|สมมติ)\)/)
    const session = await context.storageState()
    expect(faultsOf(await checkPage(hall.browser, hall.address, '/desk?lang=en', 360, session), 'en')).toEqual([])
    if (process.env.PICTURES) {
      await page.screenshot({ path: join(process.env.PICTURES, `desk-${who}.png`), fullPage: true })
    }
    await context.close()
  }
)

test('the audit tells who did what on which day, and that a year was let pass', async () => {
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  await page.goto('/audit?lang=en')
  const audit = (await page.locator('main').textContent())!
  expect(audit).toContain('Someone let an invented year pass')
  expect(audit).toContain('published the preparation of edition 8')
  await context.close()
})

async function rows(): Promise<number> {
  const { n } = await hall.db
    .selectFrom('audit')
    .select((build) => build.fn.countAll<number>().as('n'))
    .where('permission', 'not like', 'people.%')
    .executeTakeFirstOrThrow()
  return Number(n)
}
