import { createHash } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const HERE = '/recommendations/AHRD7-R2'
const IDS = `${HERE}/positions/ID`

const main = async (page: Page) => (await page.locator('main').textContent()) ?? ''
const publish = (page: Page) => page.getByRole('button', { name: 'Publish the position' }).click()
const published = (page: Page) => page.getByText('It is published.').waitFor()

async function checked(paths: readonly string[], session?: BrowserContext): Promise<void> {
  const state = await session?.storageState()
  for (const path of paths) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      const faults = faultsOf(await checkPage(hall.browser, hall.address, asked, width, state), locale)
      expect(faults, `${path} at ${width}`).toEqual([])
    }
  }
}

test('Indonesia answers “partly” in two parts and changes one; others can’t answer for it; two at once lose nothing', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  const { page } = siti
  await page.goto(`${HERE}?lang=en`)
  await page.locator('td a[href$="/positions/ID"]').click()
  await page.getByRole('link', { name: 'State the position of Indonesia' }).click()
  await publish(page)
  await page.getByText('Choose a position.').first().waitFor()
  await page.getByLabel('Partly supported').check()
  await page.fill('[name=statedOn]', '2026-01-15')
  await page.fill('[name=text]', 'The outlook is under study.')
  await publish(page)
  // The words of the recommendation stand in the first part, and what was typed before is still there.
  await page.getByText('Now divide it into parts').waitFor()
  expect(await page.inputValue('[name=part1]')).toContain('Develop an ASEAN regional response')
  expect(await page.inputValue('[name=text]')).toBe('The outlook is under study.')
  await page.fill('[name=part1]', 'Develop a regional response.')
  await publish(page)
  await page.getByText('“Partly supported” needs at least two parts.').first().waitFor()
  expect(await page.inputValue('[name=part1]')).toBe('Develop a regional response.')
  await page.getByRole('button', { name: 'Add a part' }).click()
  await page.locator('[name=part3]').waitFor()
  await page.selectOption('[name=partPosition1]', 'supported')
  await page.fill('[name=part2]', 'Develop an outlook.')
  await checked([`${IDS}/new`], siti.context)
  await publish(page)
  await published(page)

  const visitor = await visit(hall)
  await visitor.page.goto(`${HERE}?lang=en`)
  const row = visitor.page.locator('tr', { hasText: 'Indonesia' })
  expect(await row.textContent()).toMatch(/Partly supported.*1 of 2 parts supported/s)
  await row.getByRole('link', { name: 'Partly supported' }).click()
  expect(await main(visitor.page)).toMatch(/Develop an outlook\..*Pending/s)
  expect(await visitor.page.getByRole('button').count()).toBe(0)

  await page.getByRole('link', { name: 'Change the position on part 2' }).click()
  await page.getByLabel('Supported', { exact: true }).check()
  await page.fill('[name=statedOn]', '2026-01-14')
  await publish(page)
  await page.getByText('The parts were made later.').first().waitFor()
  await page.fill('[name=statedOn]', '2026-06-01')
  await publish(page)
  await published(page)
  await visitor.page.reload()
  expect(await visitor.page.locator('section[aria-labelledby=stands]').textContent()).toContain('Supported')
  await visitor.page.locator('summary', { hasText: '1 earlier statement' }).click()
  await visitor.page.goto('/recommendations?addressee=ID&position=supported')
  expect(await main(visitor.page)).toContain('AHRD7-R2')

  const niran = await visit(hall, 'niran-thepsuwan')
  expect((await niran.page.goto(`${IDS}/new`))?.status()).toBe(403)
  await niran.page.goto(`${IDS}?lang=en`)
  expect(
    await niran.page
      .locator('main')
      .getByRole('link', { name: /State the position|Put right/ })
      .count()
  ).toBe(0)

  // The main focal point and the alternate correct the same answer: the second sees what the first made of it.
  const wahyu = await visit(hall, 'wahyu-purnomo-jati')
  for (const one of [page, wahyu.page]) {
    await one.goto(`${IDS}?lang=en`)
    await one.locator('section[aria-labelledby=history] a', { hasText: 'Put right' }).click()
    await one.fill('[name=because]', 'The day was wrong')
  }
  await page.fill('[name=statedOn]', '2026-01-20')
  await publish(page)
  await published(page)
  await wahyu.page.fill('[name=text]', 'The words of the alternate.')
  await publish(wahyu.page)
  await wahyu.page.getByText('Somebody stated a position meanwhile').waitFor()
  expect(await wahyu.page.locator('section[aria-labelledby=merge]').textContent()).toContain('20 January 2026')
  expect(await wahyu.page.inputValue('[name=text]')).toBe('The words of the alternate.')
  await publish(wahyu.page)
  await published(wahyu.page)
  expect(await main(wahyu.page)).toMatch(/Put right on .*The day was wrong/s)

  await wahyu.page.locator('section[aria-labelledby=history] summary', { hasText: 'Withdraw' }).click()
  await wahyu.page.locator('details[open] button').click()
  // The reason is asked for beside its field, which is open again.
  await wahyu.page.locator('details[open] .fault', { hasText: 'Give the reason.' }).waitFor()
  await wahyu.page.locator('details[open] input[name^=because]').fill('Sent too early')
  await wahyu.page.locator('details[open] button').click()
  await wahyu.page.getByText('It is withdrawn, and stays readable').waitFor()
  expect(await main(wahyu.page)).toMatch(/Withdrawn on .*Sent too early/s)
  expect(await wahyu.page.locator('section[aria-labelledby=stands]').textContent()).toContain('Pending')
  await checked([HERE, IDS, `${HERE}/positions`])
  await checked([IDS], siti.context)
  for (const { context } of [siti, visitor, niran, wahyu]) await context.close()
})

test('the secretariat writes down what a source says, and silence only after the day for replies', async () => {
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  const { page } = ratna
  await page.goto(`${HERE}/positions/MY/new?lang=en`)
  await page.getByLabel('Noted').check()
  await page.fill('[name=statedOn]', '2026-02-03')
  await publish(page)
  await page.getByText('Say where it is said').first().waitFor()
  await page.fill('[name=source]', 'Note verbale 12/2026')
  await page.fill('[name=place]', 'page 2')
  await publish(page)
  await published(page)

  await page.goto(`${HERE}/positions/VN/new?lang=en`)
  await page.getByLabel('No reply').check()
  await page.fill('[name=source]', 'Register of letters')
  await publish(page)
  await page.getByText('“No reply” needs a day').first().waitFor()
  await page.goto(`${HERE}/positions?lang=en`)
  await page.fill('[name=dueOn]', '2026-03-31')
  await page.fill('[name=source]', 'Letter of 1 December 2025')
  await page.getByRole('button', { name: 'Set the day' }).click()
  await page.getByText('The day is set.').waitFor()
  await page.goto(`${HERE}/positions/VN/new?lang=en`)
  await page.getByLabel('No reply').check()
  await page.fill('[name=source]', 'Register of letters')
  await page.fill('[name=statedOn]', '2026-04-01')
  await publish(page)
  await published(page)
  await page.goto(`${HERE}/positions?lang=en`)
  await page.locator('summary', { hasText: 'Move the day' }).click()
  await page.fill('[name=dueOn]', '2026-12-31')
  await page.fill('[name=source]', 'Another letter')
  await page.fill('[name=because]', 'More time')
  await page.getByRole('button', { name: 'Set the day' }).click()
  await page.getByText('“No reply” stands for 2026-04-01').first().waitFor()
  await checked([`${HERE}/positions/MY/new`, `${HERE}/positions`], ratna.context)

  const visitor = await visit(hall)
  await visitor.page.goto(`${HERE}/positions?lang=en`)
  const told = await main(visitor.page)
  expect(told).toMatch(/Malaysia.*Noted.*3 February 2026.*Note verbale 12\/2026/s)
  expect(told).toMatch(/Viet Nam.*No reply/s)
  expect(told).toContain('31 March 2026')
  await visitor.page.goto(`${HERE}/positions/MY?lang=en`)
  expect(await main(visitor.page)).toContain('page 2')
  for (const { context } of [ratna, visitor]) await context.close()
})

test('a duplicate goes on with its own words and passage; a stage that was wrong is put right and stays readable', async () => {
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  const { page } = ratna
  await page.goto('/recommendations/AHRD7-R7/life?lang=en')
  await page.selectOption('[name=stage]', 'consolidated')
  await page.fill('[name=reachedOn]', '2026-02-10')
  await page.fill('[name=into]', 'AHRD7-R5')
  await page.fill('[name=reason]', 'It says the same')
  await page.fill('[name=source]', 'Summary record')
  await page.getByRole('button', { name: 'Record it' }).click()
  await page.waitForURL('**/AHRD7-R7#life')
  await page.goto('/recommendations/AHRD7-R7/life?lang=en')
  await page.getByRole('link', { name: 'Put right: Consolidated' }).click()
  await page.fill('[name=into]', 'AHRD7-R6')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.getByText('Give the reason.').first().waitFor()
  expect(await page.inputValue('[name=into]')).toBe('AHRD7-R6')
  await page.fill('[name=because]', 'It went into the other one')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.getByText('The stage is put right.').waitFor()
  const mend = page.getByRole('link', { name: 'Put right: Consolidated' })
  await checked([(await mend.getAttribute('href'))!], ratna.context)

  const visitor = await visit(hall)
  await visitor.page.goto('/recommendations/AHRD7-R6?lang=en')
  const carried = visitor.page.locator('section[aria-labelledby=duplicates]')
  expect(await carried.textContent()).toContain('online scam')
  await carried.locator('summary').click()
  expect(await carried.locator('blockquote').textContent()).toContain('Seventh')
  await visitor.page.goto('/recommendations/AHRD7-R7/life?lang=en')
  expect(await main(visitor.page)).toContain('It went into the other one')
  expect(await visitor.page.getByRole('button').count()).toBe(0)
  await checked(['/recommendations/AHRD7-R6', '/recommendations/AHRD7-R7/life'])
  await page.goto('/audit?lang=en')
  expect(await main(page)).toContain('Ratna Wijayakusuma put a stage of AHRD7-R7')
  for (const { context } of [ratna, visitor]) await context.close()
})

test('a report carries files that everybody can download; a wrong file is refused and the text is kept', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  const { page } = siti
  const law = Buffer.from(smallPdf([setLines(['Law 3 of 2026'])]))
  await page.goto(`${HERE}/progress/ID/new?track=state&by=ID&lang=en`)
  await page.selectOption('[name=grade]', 'balai/fully')
  await page.fill('[name=text]', 'A law makes the outlook yearly.')
  const wrong = { name: 'law.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><p>Not found</p>') }
  await page.setInputFiles('[name=files]', [wrong])
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('“law.pdf” isn’t one of the kinds').first().waitFor()
  expect(await page.inputValue('[name=text]')).toBe('A law makes the outlook yearly.')
  expect(await main(page)).toContain('Choose your files again')
  const csv = { name: 'figures.csv', mimeType: 'text/csv', buffer: Buffer.from('year,outlooks\n2026,1\n') }
  await page.setInputFiles('[name=files]', [{ ...wrong, buffer: law }, csv])
  await page.getByRole('button', { name: 'Publish' }).click()
  await published(page)

  const visitor = await visit(hall)
  await visitor.page.goto(`${HERE}/progress/ID?lang=en`)
  const link = visitor.page.getByRole('link', { name: 'law.pdf' })
  const answer = await visitor.page.request.get((await link.getAttribute('href'))!)
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''law.pdf",
    'x-content-type-options': 'nosniff',
    etag: `"${createHash('sha256').update(law).digest('hex')}"`
  })
  expect((await answer.body()).equals(law)).toBe(true)
  const download = visitor.page.waitForEvent('download')
  await link.click()
  expect((await download).suggestedFilename()).toBe('law.pdf')
  expect((await visitor.page.request.get(`${HERE}/progress/TH/files/1`)).status()).toBe(404)

  // Put right, the report keeps one file and leaves the other with the entry that it replaces.
  await page.getByRole('link', { name: 'Put right' }).click()
  await page.getByLabel('figures.csv').uncheck()
  await page.fill('[name=text]', 'A law makes the outlook yearly, from 2027.')
  await checked([page.url().slice(hall.address.length)], siti.context)
  await page.getByRole('button', { name: 'Publish' }).click()
  await published(page)
  const entries = page.locator('section[aria-labelledby=track-state] li[id^=entry-]')
  expect(await entries.nth(0).locator('a[download]').allTextContents()).toEqual(['law.pdf'])
  expect(await entries.nth(1).locator('a[download]').allTextContents()).toEqual(['law.pdf', 'figures.csv'])
  await checked([`${HERE}/progress/ID`])
  for (const { context } of [siti, visitor]) await context.close()
})
