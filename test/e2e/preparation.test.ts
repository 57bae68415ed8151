import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPdf } from '#areas/documents/read-pdf.server.ts'
import { aYearOfFollowUp } from '#test/prepared-hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
  await aYearOfFollowUp(hall.db)
})
afterAll(() => hall?.close())

const HERE = '/preparation/8'

async function assess(page: Page, reference: string, grade: string, text: string): Promise<void> {
  await page.goto(`/recommendations/${reference}/progress/ID?lang=en`)
  await page.getByRole('link', { name: 'Assess for AICHR' }).click()
  await page.selectOption('[name=grade]', grade)
  await page.fill('[name=text]', text)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('It is published.').waitFor()
}

test('what is open becomes the preparation of the 8th Dialogue: list, clusters, briefs, in the open', async () => {
  const [ratna, siti, visitor] = await Promise.all([
    visit(hall, 'ratna-wijayakusuma'),
    visit(hall, 'siti-lestari-adi'),
    visit(hall)
  ])
  const { page } = ratna
  await page.goto('/preparation?lang=en')
  await page.getByText('No edition is in preparation').waitFor()
  await page.getByRole('link', { name: 'Open the preparation of the next Dialogue' }).click()
  expect(await page.locator('[name=edition]').inputValue()).toBe('8')
  await page.fill('[name=heldFrom]', '2020-01-01')
  await page.fill('[name=place]', 'Kuala Lumpur')
  await page.fill('[name=source]', 'Note of the Chair')
  await page.getByRole('button', { name: 'Open it' }).click()
  await page.getByText('A planned day is still to come.').first().waitFor()
  expect(await page.locator('[name=place]').inputValue()).toBe('Kuala Lumpur')
  await page.fill('[name=heldFrom]', '2099-11-16')
  await page.getByRole('button', { name: 'Open it' }).click()
  await page.waitForURL(`**${HERE}`)

  // Before it is published it is nobody else's.
  await visitor.page.goto('/preparation')
  expect(await visitor.page.locator('main').textContent()).toContain('No edition is in preparation')
  expect((await visitor.page.goto(HERE))?.url()).toContain('/sign-in')
  for (const path of [HERE, `${HERE}/briefs/ID.pdf`, `${HERE}/points.csv`, `${HERE}/clusters/arrange`]) {
    expect((await siti.page.goto(path).catch(() => null))?.status() ?? 403, path).toBe(403)
  }

  // Two windows change the plan: the second is shown what the first made of it.
  const second = await ratna.context.newPage()
  for (const window of [page, second]) await window.goto(`${HERE}/plan?lang=en`)
  await page.fill('[name=heldUntil]', '2099-11-17')
  await page.getByRole('button', { name: 'Save the plan' }).click()
  await page.waitForURL(`**${HERE}`)
  await second.fill('[name=place]', 'Jakarta')
  await second.getByRole('button', { name: 'Save the plan' }).click()
  await second.getByText('Somebody changed the plan meanwhile').waitFor()
  expect(await second.locator('[name=place]').inputValue()).toBe('Jakarta')
  await second.close()

  await page.goto(`${HERE}?lang=en`)
  await page.getByRole('button', { name: 'Confirm the list as it stands today' }).click()
  await page.getByText('Nothing has changed since then.').waitFor()
  await page.goto(`${HERE}/points?reason=contested&body=ID`)
  expect(await page.getByRole('status').textContent()).toBe('2 points are open here')
  expect(await page.locator('main').textContent()).toContain('A formal complaints mechanism')
  const csv = await (await page.request.get(`${HERE}/points.csv?body=ID`)).text()
  expect(csv).toContain('AHRD7-R3')
  expect(csv).not.toContain('AHRD7-R5')

  await page.goto(`${HERE}/clusters/arrange?lang=en`)
  const names = async () =>
    (await page.locator('main h2').allTextContents()).map((name) => name.replace(/^\s*\d+\.\s*/, '').trim())
  const before = await names()
  expect(before.length).toBeGreaterThan(2)
  const other = await ratna.context.newPage()
  await other.goto(`${HERE}/clusters/arrange?lang=en`)
  const rename = async (window: Page, title: string) => {
    const first = window.locator('main ol.ruled > li').first()
    if ((await first.locator('details[open]').count()) === 0) await first.locator('summary').click()
    await first.locator('form[action="?/rename"] [name=title]').fill(title)
    await first.getByRole('button', { name: 'Rename' }).click()
  }
  await rename(page, 'A home for complaints')
  await page.waitForURL('**/arrange#**')
  expect((await names())[0]).toBe('A home for complaints')
  await rename(other, 'Remedies')
  await other.getByText('Somebody called it “A home for complaints” meanwhile').first().waitFor()
  expect(await other.locator('details[open] form[action="?/rename"] [name=title]').inputValue()).toBe('Remedies')
  await other.close()

  await page.goto(`${HERE}/clusters/arrange?lang=en`)
  const last = page.locator('main ol.ruled > li').last()
  await last.locator('summary').click()
  await last.locator('form[action="?/move"] [name=to]').selectOption('')
  await last.getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByText('Choose the points to move.').first().waitFor()
  const open = page.locator('details[open]')
  await open.locator('[name=points]').first().check()
  await open.locator('[name=to]').selectOption('')
  await open.locator('[name=newTitle]').fill('Set apart')
  await open.getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByRole('heading', { name: 'Set apart' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL('**/arrange')
  expect(await names()).toEqual(['A home for complaints', ...before.slice(1)])

  await page.goto(`${HERE}?lang=en`)
  await page.getByRole('button', { name: 'Publish the preparation' }).click()
  await page.getByText('Take it out of the public’s sight').first().waitFor()

  // Now it is everybody's: the list, the clusters, the briefs, and from the pages that people come from.
  await visitor.page.goto('/recommendations/AHRD7-R3?lang=en')
  await visitor.page.getByRole('link', { name: /Carried over into the 8th Dialogue/ }).click()
  await visitor.page.waitForURL(`**${HERE}`)
  await visitor.page.goto('/bodies/ID')
  await visitor.page.getByRole('link', { name: 'Country brief for the 8th Dialogue' }).click()
  const brief = (await visitor.page.locator('article').textContent())!
  for (const words of ['Fully done', 'Partly done', 'No office receives anything yet', 'overdue for']) {
    expect(brief).toContain(words)
  }
  for (const link of await visitor.page
    .locator('.refs a')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')!))) {
    expect(await visitor.page.locator(`[id="${link.slice(1)}"]`).count(), link).toBe(1)
  }
  expect(await visitor.page.getByRole('button', { name: 'Publish' }).count()).toBe(0)
  const pdf = await visitor.page.request.get(`${HERE}/briefs/ID.pdf?lang=th`)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  const read = await openPdf(new Uint8Array(await pdf.body()))
  expect(read.numPages).toBeLessThanOrEqual(2)
  await read.loadingTask.destroy()
  const again = await visitor.page.request.get(`${HERE}/briefs/ID.pdf?lang=th`, {
    headers: { 'if-none-match': pdf.headers().etag! }
  })
  expect(again.status()).toBe(304)
  const docx = await visitor.page.request.get(`${HERE}/briefs/ID.docx?lang=id`)
  expect((await docx.body()).subarray(0, 2).toString()).toBe('PK')
  for (const path of ['briefs/XX.pdf', 'briefs/aichr', 'briefs/ID.odt', 'briefs/ID?on=2020-01-01', 'points?page=99']) {
    expect((await visitor.page.request.get(`${HERE}/${path}`)).status(), path).toBe(404)
  }

  // What the body says later is told as since then.
  const hafiz = await visit(hall, 'hafiz-mansor')
  await assess(hafiz.page, 'AHRD7-R2', 'ccpr/A', 'The regional outlook is adopted.')
  await visitor.page.goto(`${HERE}?lang=en`)
  expect(await visitor.page.locator('section[aria-labelledby=carried]').textContent()).toContain('Done, says the body')

  const session = await ratna.context.storageState()
  for (const path of [
    '/preparation',
    HERE,
    `${HERE}/points`,
    `${HERE}/clusters`,
    `${HERE}/briefs/ID`,
    `${HERE}/briefs/TL`
  ]) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const checked = await checkPage(hall.browser, hall.address, `${path}?lang=${locale}`, width)
      expect(faultsOf(checked, locale), path).toEqual([])
    }
  }
  for (const path of ['/preparation/new', HERE, `${HERE}/plan`, `${HERE}/clusters/arrange`]) {
    expect(faultsOf(await checkPage(hall.browser, hall.address, `${path}?lang=en`, 360, session), 'en'), path).toEqual(
      []
    )
  }

  await page.goto('/audit?lang=en')
  const audit = (await page.locator('main').textContent())!
  expect(audit).toContain('published the preparation of edition 8')
  expect(audit).toMatch(/confirmed \d+ open points for edition 8/)
  for (const { context } of [ratna, siti, visitor, hafiz]) await context.close()
  const rows = await hall.db
    .selectFrom('audit')
    .select('permission')
    .where('permission', 'like', 'preparation.%')
    .orderBy('id')
    .execute()
  expect(rows.map(({ permission }) => permission.split('.')[1])).toEqual([
    'open',
    'plan',
    'carry-over',
    'arrange',
    'arrange',
    'arrange',
    'publish'
  ])
})
