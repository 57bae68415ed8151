import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const RECOMMENDATION = '/recommendations/AHRD7-R3'
const HOW = 'The ministry opens an office in each province.\nIt takes complaints by post, telephone and web.'

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value)
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const shows = (page: Page, words: string) => page.getByText(words).first().waitFor()

test('Indonesia plans an action, others join it, and everybody sees how far it is', async () => {
  const siti = await visit(hall, 'siti-lestari-adi')
  const page = siti.page
  await page.goto(`${RECOMMENDATION}?lang=en`)
  expect(await page.locator('section[aria-labelledby=actions]').textContent()).toContain('No action is planned')
  await page.getByRole('link', { name: 'Plan an action' }).click()
  expect(await page.inputValue('[name=recommendations]')).toBe('AHRD7-R3')
  await fill(page, { title: 'A complaints office in each province', text: HOW })
  await fill(page, { beginsOn: '2026-01-15', dueOn: '2026-01-14', resources: 'State budget 2026' })
  await press(page, 'Plan it')
  await shows(page, 'It can’t be due before it begins.')
  expect(await page.inputValue('[name=text]')).toContain('by post, telephone and web')
  await fill(page, { dueOn: '2026-06-30', recommendations: 'AHRD7-R3, AHRD7-R77' })
  await press(page, 'Plan it')
  await shows(page, 'There is no recommendation AHRD7-R77.')
  await fill(page, { recommendations: 'AHRD7-R3 AHRD7-R4' })
  await press(page, 'Plan it')
  await shows(page, 'The action is planned.')
  const here = new URL(page.url()).pathname

  for (const [title, dueOn] of [
    ['The first three offices are open', '2026-03-31'],
    ['The telephone line answers in all provinces', '2026-05-31']
  ] as const) {
    await page.getByRole('link', { name: 'Add a milestone' }).click()
    await fill(page, { title, dueOn: '2026-07-31' })
    await press(page, 'Save the milestone')
    await shows(page, 'The action is due earlier.')
    await fill(page, { dueOn })
    await press(page, 'Save the milestone')
    await shows(page, 'The milestone is in the plan.')
  }
  await page.getByRole('link', { name: 'Add an indicator' }).click()
  await fill(page, { name: 'Offices that take complaints', unit: 'offices', baseline: '2', target: '1.000' })
  await press(page, 'Save the indicator')
  await shows(page, 'Give a number in digits')
  await fill(page, { target: '38' })
  await press(page, 'Save the indicator')
  await shows(page, 'The indicator is in the plan.')

  const step = async (what: string, reachedOn: string) => {
    await page.goto(`${here}/step`)
    await page.selectOption('[name=step]', what)
    await fill(page, { reachedOn })
    await press(page, 'Record it')
  }
  await step('begun', '2026-02-01')
  await shows(page, 'It is recorded.')
  await page.getByRole('link', { name: /^Record as reached.*The first three offices/ }).click()
  await fill(page, { reachedOn: '2026-04-02', evidence: 'Decree 4 of 2026' })
  await press(page, 'Record as reached')
  await shows(page, 'Reached late 2 April 2026')
  await page.getByRole('link', { name: 'Record a value' }).click()
  await fill(page, { value: '11', observedOn: '2025-12-31', source: 'Ministry, monthly count' })
  await press(page, 'Record the value')
  await shows(page, 'The baseline is later than this day.')
  await fill(page, { observedOn: '2026-04-30' })
  await press(page, 'Record the value')
  await shows(page, '25 % of the way')

  // By now its day has passed; completing it with a milestone open is asked about, not refused.
  expect(await page.locator('.standing').textContent()).toContain('Overdue')
  await step('completed', '2026-07-15')
  await shows(page, '1 milestone is still open.')
  await page.check('[name=confirmed]')
  await press(page, 'Record it')
  expect(await page.locator('.standing').textContent()).toContain('Completed late')
  await page.goto(`${here}/step`)
  await press(page, 'Take back')
  await shows(page, 'It is taken back, and stays in the history.')
  expect(await page.locator('.standing').textContent()).toContain('Overdue')

  const yohanes = await visit(hall, 'yohanes-prabaswara')
  await yohanes.page.goto(`${here}?lang=en`)
  expect(await yohanes.page.getByRole('link', { name: 'Change the plan' }).count()).toBe(0)
  await yohanes.page.getByRole('link', { name: 'Join or leave' }).click()
  await press(yohanes.page, 'Join')
  await shows(yohanes.page, 'It is recorded who takes part.')

  const niran = await visit(hall, 'niran-thepsuwan')
  for (const form of ['edit', 'step', 'milestones/new', 'indicators/new', 'recommendations']) {
    expect((await niran.page.goto(`${here}/${form}?lang=en`))?.status(), form).toBe(403)
  }
  const forged = { title: 'Taken over', text: 'x', locale: 'en', beginsOn: '2026-01-01', corrects: '1' }
  const posted = await niran.page.request.post(`${here}/edit`, {
    form: forged,
    headers: { origin: hall.address, accept: 'text/html' }
  })
  expect(await posted.text()).toContain('include this')
  const wordings = await hall.db.selectFrom('action_plan').select('title').execute()
  expect(wordings).toEqual([{ title: 'A complaints office in each province' }])
  const wahyu = await visit(hall, 'wahyu-purnomo-jati')

  // The main and the alternate focal point change the plan at once: the second sees what the first made of it.
  for (const window of [page, wahyu.page]) await window.goto(`${here}/edit?lang=en`)
  await fill(page, { title: 'A complaints office in each of 38 provinces' })
  await press(page, 'Save the changes')
  await shows(page, 'The plan is changed.')
  await fill(wahyu.page, { text: 'The words of the second window.' })
  await press(wahyu.page, 'Save the changes')
  await shows(wahyu.page, 'Somebody changed the same meanwhile')
  expect(await wahyu.page.locator('blockquote').textContent()).toContain('in each of 38 provinces')
  expect(await wahyu.page.inputValue('[name=text]')).toBe('The words of the second window.')
  const session = await wahyu.context.storageState()
  await fill(wahyu.page, { title: 'A complaints office in each of 38 provinces' })
  await press(wahyu.page, 'Save the changes')
  await shows(wahyu.page, 'The plan is changed.')

  for (const window of [page, wahyu.page]) await window.goto(`${here}/milestones/2?lang=en`)
  await fill(page, { title: 'The telephone line answers everywhere' })
  await press(page, 'Save the milestone')
  await shows(page, 'The milestone is in the plan.')
  await fill(wahyu.page, { dueOn: '2026-06-01' })
  await press(wahyu.page, 'Save the milestone')
  await shows(wahyu.page, 'Somebody changed the same meanwhile')
  expect(await wahyu.page.locator('blockquote').textContent()).toContain('The telephone line answers everywhere')
  expect(await wahyu.page.inputValue('[name=dueOn]')).toBe('2026-06-01')
  await fill(wahyu.page, { title: 'The telephone line answers everywhere', dueOn: '2026-05-31' })
  await press(wahyu.page, 'Save the milestone')
  await shows(wahyu.page, 'The milestone is in the plan.')

  const visitor = await visit(hall, undefined, 360)
  await visitor.page.goto(`${RECOMMENDATION}?lang=en`)
  const section = visitor.page.locator('section[aria-labelledby=actions]')
  for (const words of ['Indonesia leads', '1 body joins', '1 of 2 milestones reached, 1 overdue', 'Overdue']) {
    expect(await section.textContent()).toContain(words)
  }
  await section.getByRole('link', { name: 'in each of 38 provinces' }).click()
  const main = visitor.page.locator('main')
  for (const words of [
    'The words of the second window.',
    'State budget 2026',
    'Overdue, was due 31 May 2026',
    'Decree 4 of 2026',
    'joins since',
    'Completed on 15 July 2026',
    'The step of 15 July 2026 was taken back',
    'Wahyu Purnomo Jati'
  ]) {
    expect(await main.textContent()).toContain(words)
  }
  expect(await main.textContent()).not.toContain('Yohanes')
  expect(await main.getByRole('button').count()).toBe(0)
  await visitor.page.goto('/bodies/komnas-ham?lang=en')
  expect(await visitor.page.locator('section[aria-labelledby=actions]').textContent()).toContain('38 provinces')

  await visitor.page.goto('/actions?lang=en')
  await visitor.page.locator('summary', { hasText: 'Narrow the list' }).click()
  await visitor.page.selectOption('[name=status]', 'overdue')
  await visitor.page.selectOption('[name=body]', 'ID')
  await visitor.page.fill('[name=recommendation]', 'ahrd7-r4')
  await press(visitor.page, 'Find')
  await shows(visitor.page, '1 action')
  const csv = await visitor.page.request.get(
    (await visitor.page.getByRole('link', { name: 'CSV' }).getAttribute('href'))!
  )
  expect(await csv.text()).toContain('AHRD7-R3; AHRD7-R4')
  await visitor.page.goto('/actions?lang=en&words=nowhere')
  await shows(visitor.page, 'No action fits this')
  expect((await visitor.page.goto('/actions/999999'))?.status()).toBe(404)
  expect((await visitor.page.goto('/actions/new'))?.url()).toContain('/sign-in')

  // One long word, in lists, on its page and in its history, makes none of them wider than a phone.
  await page.goto('/actions/new?for=AHRD7-R3&lang=en')
  await fill(page, { title: 'Pertanggungjawaban'.repeat(6), text: HOW })
  await press(page, 'Plan it')
  await shows(page, 'The action is planned.')
  const long = new URL(page.url()).pathname

  for (const path of ['/actions', here, long, RECOMMENDATION, '/bodies/ID']) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const checked = await checkPage(hall.browser, hall.address, `${path}?lang=${locale}`, width)
      expect(faultsOf(checked, locale), `${path} at ${width}`).toEqual([])
    }
  }
  const forms = ['/actions/new', `${here}/edit`, `${here}/step`, `${here}/bodies`, `${here}/recommendations`]
  for (const path of [...forms, `${here}/milestones/new`, `${here}/indicators/new`, `${here}/indicators/1/values`]) {
    const checked = await checkPage(hall.browser, hall.address, `${path}?lang=th`, 360, session)
    expect(faultsOf(checked, 'th'), path).toEqual([])
  }
  for (const { context } of [siti, yohanes, niran, wahyu, visitor]) await context.close()
})
