import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHall, visit, type TestHall } from './hall.ts'

let hall: TestHall

beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(async () => {
  await hall?.close()
})

test('a visitor reads the modality and tries a shorter limit; nothing is saved', async () => {
  const { page, context } = await visit(hall)
  await page.goto('/dialogues/ahrd-7')
  await page.getByRole('link', { name: 'Who may speak, when and for how long' }).click()
  const briefing = page.locator('section', { has: page.getByRole('heading', { name: 'Briefing by a Member State' }) })
  expect(await briefing.last().innerText()).toContain('Member States. All others follow without speaking.')

  await page.getByRole('link', { name: 'Tried on paper: does the day fit?' }).click()
  const session = page.locator('li', { has: page.getByRole('heading', { name: 'General segment' }) })
  const before = await session.innerText()
  await page.getByText('Try other limits').click()
  await page.getByLabel('General segment').fill('1')
  await page.getByRole('button', { name: 'Try' }).click()
  expect(await page.getByText('Other limits are being tried. Nothing is saved.').isVisible()).toBe(true)
  expect(await session.innerText()).not.toBe(before)

  await page.getByRole('link', { name: 'As written' }).click()
  expect(await session.innerText()).toBe(before)
  await context.close()
})
