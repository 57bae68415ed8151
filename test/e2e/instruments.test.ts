import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const TEXT = 'A DECLARATION OF OUR OWN\n\n1. Nobody is above another.\n\n2. Everyone may speak\nand be heard.\n'

test('an official text comes in article by article, corrected by a person, and stands on the public page', async () => {
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  await page.goto('/instruments/ahrd')
  await page.getByRole('link', { name: 'Bring in the official text' }).click()
  await page.getByRole('button', { name: 'Find the articles' }).click()
  await page.getByText('Choose a file.').first().waitFor()
  expect(await page.locator('[name=title]').inputValue()).toContain('ASEAN Human Rights Declaration')

  await page.fill('[name=publisher]', 'ASEAN Secretariat')
  await page.setInputFiles('[name=file]', { name: 'ahrd.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXT) })
  await page.getByRole('button', { name: 'Find the articles' }).click()
  await page.getByRole('heading', { name: 'Check the articles' }).waitFor()
  expect(await page.getByLabel('Article 2').inputValue()).toBe('Everyone may speak and be heard.')
  await page.getByLabel('Article 2').fill('Everyone may speak.\nEveryone is heard.')
  await page.getByRole('button', { name: 'Enter into the record' }).click()
  await page.getByRole('heading', { name: 'The text is in the record' }).waitFor()
  const session = await context.storageState()
  await context.close()

  const visitor = await visit(hall)
  await visitor.page.goto('/instruments/ahrd')
  expect(await visitor.page.locator('#article-2').textContent()).toContain('Everyone is heard.')
  expect(await visitor.page.getByRole('link', { name: 'Bring in the official text' }).count()).toBe(0)
  await visitor.page.goto('/instruments/ahrd/text')
  expect(new URL(visitor.page.url()).pathname).toBe('/sign-in')
  await visitor.context.close()

  for (const width of [360, 1440]) {
    expect(
      faultsOf(await checkPage(hall.browser, hall.address, '/instruments/ahrd/text', width, session), 'en')
    ).toEqual([])
  }
})
