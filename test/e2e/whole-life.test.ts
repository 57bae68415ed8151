import mammoth from 'mammoth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPdf } from '#areas/documents/read-pdf.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

// One recommendation from the statement in which somebody else asked for the same to the brief with which a State comes
// to the next Dialogue. Each step is taken by the member of the cast whose step it is, through the pages.

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const HERE = '/recommendations/AHRD7-R3'
const PROGRESS = `${HERE}/progress/ID`
const PREPARATION = '/preparation/8'
const RECORD = 'Summary record of the 42nd meeting'
const PASSAGE = 'open a regional procedure that receives complaints of people and looks into them'
const ACTION = 'A complaints office in each province'

const SAID = {
  state: 'A law makes the mechanism and names the office that receives complaints.',
  nhri: 'No office receives anything: eleven complaints came back unopened.',
  cso: 'Workers abroad can write to the office now; nobody answers them yet.',
  body: 'A first step. The office, its staff and its rules are still to come.'
}

function statementOfLantern(): Buffer {
  const first = [
    ...['Statement of the Lantern Network for Safe Migration', 'Stakeholders’ segment, Jakarta, 17 November 2025'],
    ...['1. The Lantern Network answers workers abroad who were deceived by recruiters.'],
    ...['2. This year four hundred of them asked us where they could complain. We had no answer.']
  ].map((line) => line.replace('’', "'"))
  const second = [
    '3. The Lantern Network for Safe Migration recommends that AICHR open a regional procedure that',
    'receives complaints of people and looks into them.',
    '4. It thanks the hosts of the Dialogue.'
  ]
  return Buffer.from(smallPdf([setLines(first), setLines(second)]))
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const shows = (page: Page, words: string) => page.getByText(words).first().waitFor()
const textOf = async (page: Page, of = 'main') => (await page.locator(of).textContent()) ?? ''

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value)
}

/** Brings a statement in, reviews it and enters it. Returns the reference of what it recommends, and its document's id. */
async function enterStatement(page: Page): Promise<{ reference: string; document: string }> {
  await page.goto('/documents/desk?lang=en')
  const file = { name: 'statement.pdf', mimeType: 'application/pdf', buffer: statementOfLantern() }
  await page.getByLabel('Bring in documents').setInputFiles(file)
  const review = page.getByRole('link', { name: 'Review one proposal' })
  await review.waitFor({ timeout: 60_000 })
  await review.click()
  await page.locator('li[aria-current]').waitFor()
  // Keys are offered once they are heard.
  await page.locator('.deeds kbd').first().waitFor()
  expect(await textOf(page, '#item-0')).toMatch(
    /Lantern Network for Safe Migration → ASEAN Intergovernmental Commission on Human Rights/
  )
  // What the rules took it to be about is put right before it is accepted.
  await page.keyboard.press('e')
  await page.getByLabel('Themes').waitFor()
  const guessed = page.locator('.field:has(#edit-themes) .chips').getByRole('button', { name: /^Take away \p{Lu}/u })
  while (await guessed.count()) await guessed.first().click()
  await page.getByLabel('Themes').fill('Regional complaints mechanism')
  await page.getByLabel('Themes').press('Enter')
  await page.getByRole('button', { name: 'Save and accept' }).click()
  await page.getByText('everything saved').waitFor()
  expect(await textOf(page, '#item-0')).toContain('Regional complaints mechanism')
  await page.getByRole('link', { name: 'Enter one into the record' }).click()
  expect(await page.inputValue('[name=madeOn]')).toBe('2025-11-17')
  await page.selectOption('[name=kind]', 'statement')
  await page.selectOption('[name=mechanism]', 'dialogue')
  await page.selectOption('[name=dialogue]', 'ahrd-7')
  await press(page, 'Enter it into the record')
  await page.getByRole('heading', { name: 'One recommendation is in the record' }).waitFor()
  const document = /documents\/(\d+)\/enter/.exec(page.url())![1]!
  return { reference: `D${document}-1`, document }
}

async function stage(page: Page, reference: string, values: Readonly<Record<string, string>>): Promise<void> {
  const { stage: reached, ...rest } = values
  await page.goto(`/recommendations/${reference}/life?lang=en`)
  await page.selectOption('[name=stage]', reached!)
  await fill(page, { reason: 'As the body decided by consensus', source: RECORD, ...rest })
  await press(page, 'Record it')
}

async function lives(page: Page, reference: string, values: Readonly<Record<string, string>>): Promise<void> {
  await stage(page, reference, values)
  await page.waitForURL(`**/recommendations/${reference}#life`)
}

async function write(page: Page, link: string, grade: string, observedOn: string, text: string): Promise<void> {
  await page.goto(`${PROGRESS}?lang=en`)
  await page.getByRole('link', { name: link }).click()
  await page.selectOption('[name=grade]', grade)
  await fill(page, { observedOn, text })
  await press(page, 'Publish')
}

/** The rows behind a number of the flow, of Indonesia's answers. */
async function behind(page: Page, part: 'open' | 'done' | 'contested'): Promise<string[]> {
  await page.goto('/follow-up/flow?state=ID&lang=en')
  await page.locator(`.flow a[href$="part=${part}"]`).first().click()
  await page.waitForURL('**/follow-up/rows?**')
  return page.locator('main ol > li.answer').allTextContents()
}

/** The words of a PDF in the order in which they are drawn, and how many pages it has. */
async function readPaper(bytes: Uint8Array): Promise<{ words: string; pages: number }> {
  const pdf = await openPdf(bytes)
  const words: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    words.push(...items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')))
  }
  const pages = pdf.numPages
  await pdf.loadingTask.destroy()
  return { words: words.join(''), pages }
}

test('the complaint mechanism of the 7th Dialogue: from a second voice for it to the brief for the 8th', async () => {
  const [ratna, siti, dewi, yohanes, maricel, hafiz, visitor] = await Promise.all([
    visit(hall, 'ratna-wijayakusuma'),
    visit(hall, 'siti-lestari-adi'),
    visit(hall, 'dewi-anggraini-putri'),
    visit(hall, 'yohanes-prabaswara'),
    visit(hall, 'maricel-bautista-cruz'),
    visit(hall, 'hafiz-mansor'),
    visit(hall)
  ])
  const [secretariat, indonesia, validator, institution, reader] = [ratna, siti, dewi, yohanes, visitor].map(
    ({ page }) => page
  ) as [Page, Page, Page, Page, Page]

  // A statement asks for much the same: it goes on in the Dialogue's own recommendation, and keeps its words.
  const { reference, document } = await enterStatement(secretariat)
  const same = { stage: 'consolidated', reachedOn: '2025-12-03', reason: 'Both ask for one procedure' }
  await lives(secretariat, reference, { ...same, into: 'AHRD7-R3' })
  await reader.goto(`${HERE}?lang=en`)
  const carried = reader.locator('section[aria-labelledby=duplicates]')
  for (const words of [reference, 'Lantern Network for Safe Migration', 'Both ask for one procedure', RECORD]) {
    expect(await carried.textContent()).toContain(words)
  }
  expect((await carried.textContent())!.toLowerCase()).toContain(PASSAGE)
  await carried.locator('summary').click()
  await carried.locator('a[href*="#passage-"]').click()
  await reader.waitForURL(new RegExp(`/documents/${document}\\?page=2#passage-\\d+$`))
  expect((await reader.locator('mark:target').innerText()).replace(/\s+/g, ' ')).toContain('open a regional procedure')
  await reader.goto(`/recommendations/${reference}?lang=en`)
  expect(await textOf(reader)).toContain('It goes on in AHRD7-R3.')
  expect(await textOf(reader)).not.toContain('Silent for')
  // Nobody is asked for an answer to it any more.
  for (const path of ['', '/positions', '/positions/aichr']) {
    await reader.goto(`/recommendations/${reference}${path}?lang=en`)
    expect(await textOf(reader)).toContain('No longer asked')
    expect(await textOf(reader)).not.toContain('Pending')
  }
  await reader.goto(`${HERE}?lang=en`)
  await reader.locator('section[aria-labelledby=life]').getByRole('link', { name: reference }).click()
  await reader.waitForURL(`**/recommendations/${reference}`)

  // Put to consensus and adopted, with a day and a source; Indonesia supports it.
  await stage(secretariat, 'AHRD7-R3', { stage: 'consensus', reachedOn: '2099-01-01' })
  await shows(secretariat, 'This day is still to come.')
  expect(await secretariat.inputValue('[name=source]')).toBe(RECORD)
  await lives(secretariat, 'AHRD7-R3', { stage: 'consensus', reachedOn: '2025-12-10' })
  await lives(secretariat, 'AHRD7-R3', { stage: 'adopted', reachedOn: '2026-02-10' })
  expect(await textOf(secretariat, 'section[aria-labelledby=life]')).toMatch(
    new RegExp(`Put to consensus.*Adopted.*10 February 2026.*${RECORD}.*It carries on ${reference}`, 's')
  )
  await indonesia.goto(`${HERE}/positions/ID/new?lang=en`)
  await indonesia.getByLabel('Supported', { exact: true }).check()
  await fill(indonesia, { statedOn: '2026-02-20', text: 'A law is before parliament.' })
  await press(indonesia, 'Publish the position')
  await shows(indonesia, 'It is published.')

  // An action with a milestone; the national institution joins it.
  await indonesia.goto(`${HERE}?lang=en`)
  expect(await textOf(indonesia, 'section[aria-labelledby=actions]')).toContain('No action is planned')
  await indonesia.getByRole('link', { name: 'Plan an action' }).click()
  await fill(indonesia, { title: ACTION, text: 'By post, telephone and web.', resources: 'State budget 2026' })
  await fill(indonesia, { beginsOn: '2026-03-01', dueOn: '2026-08-31', source: 'Decree 4 of 2026' })
  await press(indonesia, 'Plan it')
  await shows(indonesia, 'The action is planned.')
  const action = new URL(indonesia.url()).pathname
  await indonesia.getByRole('link', { name: 'Add a milestone' }).click()
  await fill(indonesia, { title: 'The first three offices are open', dueOn: '2026-05-31' })
  await press(indonesia, 'Save the milestone')
  await shows(indonesia, 'The milestone is in the plan.')
  await institution.goto(`${action}/bodies?lang=en`)
  await fill(institution, { on: '2026-03-15' })
  await press(institution, 'Join')
  await shows(institution, 'It is recorded who takes part.')
  await reader.goto(`${HERE}?lang=en`)
  for (const words of [ACTION, 'Indonesia leads', '1 body joins', '0 of 1 milestones reached']) {
    expect(await textOf(reader, 'section[aria-labelledby=actions]')).toContain(words)
  }

  // "Fully done" is a claim without evidence, with it a claim until somebody else signs it off.
  await indonesia.goto('/desk?lang=en')
  expect(await textOf(indonesia)).toContain('Report how Indonesia')
  await write(indonesia, 'Report for Indonesia', 'balai/fully', '2026-05-04', SAID.state)
  await shows(indonesia, '“Fully done” needs evidence')
  expect(await indonesia.inputValue('[name=text]')).toBe(SAID.state)
  const law = Buffer.from(smallPdf([setLines(['Law 3 of 2026'])]))
  await indonesia.setInputFiles('[name=files]', { name: 'law-3-2026.pdf', mimeType: 'application/pdf', buffer: law })
  await press(indonesia, 'Publish')
  await shows(indonesia, 'It is published.')
  expect(await indonesia.getByRole('button', { name: 'Sign off' }).count()).toBe(0)
  const row = reader.locator('section[aria-labelledby=progress] tr', { hasText: 'Indonesia' })
  await reader.goto(`${HERE}?lang=en`)
  expect(await row.textContent()).toMatch(/Fully done.*not yet signed off with evidence/s)
  expect(await behind(reader, 'open')).toEqual([expect.stringMatching(/AHRD7-R3.*Supported/s)])
  await validator.goto('/desk?lang=en')
  await validator.getByRole('link', { name: 'Sign off the report of Indonesia' }).first().click()
  await press(validator, 'Sign off')
  await shows(validator, 'It is signed off.')
  await reader.goto(`${HERE}?lang=en`)
  expect(await row.textContent()).not.toContain('not yet signed off')
  expect(await behind(reader, 'done')).toEqual([expect.stringMatching(/AHRD7-R3/)])

  // Others see something else, each in its own name. The State can't speak for them.
  await institution.goto('/desk?lang=en')
  expect(await textOf(institution)).toContain('Indonesia reported: assess it')
  await write(institution, 'Assess for Komnas HAM', 'balai/contrary', '2026-07-15', SAID.nhri)
  await shows(institution, 'It is published.')
  await write(maricel.page, 'Assess for Lantern Network for Safe Migration', 'upr-info/not', '2026-08-11', SAID.cso)
  await shows(maricel.page, 'It is published.')
  await write(hafiz.page, 'Assess for AICHR', 'ccpr/B', '2026-08-28', SAID.body)
  await shows(hafiz.page, 'It is published.')
  expect((await indonesia.goto(`${PROGRESS}/new?track=stakeholder&by=komnas-ham`))?.status()).toBe(403)
  await reader.goto(`${HERE}?lang=en`)
  expect(await row.textContent()).toMatch(/The voices differ.*Fully done.*Contrary to it.*Not started.*Partly done/s)
  expect(await textOf(reader, 'section[aria-labelledby=progress] tr:has-text("Thailand")')).toContain('Silent for')
  await reader.goto(`${PROGRESS}?lang=en`)
  for (const words of Object.values(SAID)) expect(await textOf(reader)).toContain(words)
  expect(await reader.getByRole('button').count()).toBe(0)
  expect((await reader.goto(`${PROGRESS}/new?track=state&by=ID`))?.url()).toContain('/sign-in')

  // The dashboards count it, and what is counted leads back to it.
  expect(await behind(reader, 'contested')).toEqual([expect.stringMatching(/AHRD7-R3.*Indonesia.*contested/is)])
  expect(await textOf(reader, 'h1')).toBe('Contested: 1 answer')
  await reader.locator('.addressee').click()
  await reader.waitForURL(`**${PROGRESS}`)

  // The 8th Dialogue takes it up again.
  await secretariat.goto('/preparation/new?lang=en')
  await fill(secretariat, { heldFrom: '2099-11-16', place: 'Kuala Lumpur', source: 'Note of the Chair' })
  await press(secretariat, 'Open it')
  await secretariat.waitForURL(`**${PREPARATION}`)
  await press(secretariat, 'Confirm the list as it stands today')
  await press(secretariat, 'Publish the preparation')
  await shows(secretariat, 'Take it out of the public’s sight')
  await reader.goto(`${HERE}?lang=en`)
  await reader.getByRole('link', { name: /Carried over into the 8th Dialogue/ }).click()
  await reader.waitForURL(`**${PREPARATION}`)
  await reader.goto(`${PREPARATION}/points?body=ID&reason=contested&lang=en`)
  expect(await textOf(reader, 'main li:has-text("AHRD7-R3")')).toContain('The voices differ, last on 28 August 2026')
  const points = await (await reader.request.get(`${PREPARATION}/points.csv?lang=en`)).text()
  expect(points).not.toContain(reference)
  await reader.goto(`${PREPARATION}/clusters?lang=en`)
  const clustered = reader.locator('section li', { hasText: 'AHRD7-R3' })
  expect(await clustered.count()).toBe(1)
  expect(await clustered.textContent()).toMatch(/Contested\s*Indonesia/)

  // The brief, on the screen and on paper, says all of it with where it is from.
  await reader.goto('/bodies/ID?lang=en')
  await reader.getByRole('link', { name: 'Country brief for the 8th Dialogue' }).click()
  const brief = reader.locator('article')
  for (const words of [...Object.values(SAID), ACTION]) expect(await brief.textContent()).toContain(words)
  const file = async (format: string) =>
    new Uint8Array(await (await reader.request.get(`${PREPARATION}/briefs/ID.${format}?lang=en`)).body())
  const paper = await readPaper(await file('pdf'))
  expect(paper.pages).toBeLessThanOrEqual(2)
  const { value: docx } = await mammoth.extractRawText({ buffer: Buffer.from(await file('docx')) })
  for (const words of [await textOf(reader, 'article'), paper.words, docx]) {
    for (const named of [
      ...['AHRD7-R3', 'A formal complaints mechanism', 'Supported', 'The voices differ, last on 28 August 2026'],
      ...['Position on AHRD7-R3, 20 February 2026', 'Report of Indonesia on AHRD7-R3, 4 May 2026'],
      ...['on AHRD7-R3, 15 July 2026', 'on AHRD7-R3, 28 August 2026', ACTION, 'para. 12']
    ]) {
      expect(words.replace(/\s+/g, ' ')).toContain(named)
    }
  }

  // Somebody with a phone, without an account, in Thai.
  const t = translatorOf('th')
  const phone = await visit(hall, undefined, 360)
  await phone.page.goto(`${HERE}?lang=th`)
  const told = await textOf(phone.page)
  for (const words of [t('follow-up.disagree'), t('follow-up.level_contrary'), t('follow-up.stage_adopted'), PASSAGE]) {
    expect(told.toLowerCase()).toContain(words.toLowerCase())
  }
  for (const [href, words] of [
    [action, t('actions.milestones')],
    [PREPARATION, t('preparation.reason_contested')],
    [`${PREPARATION}/briefs/ID`, 'AHRD7-R3']
  ] as const) {
    await phone.page.locator(`main a[href="${href}"]`).first().click()
    await phone.page.waitForURL(`**${href}`)
    expect(await textOf(phone.page)).toContain(words)
    if (href === action) await phone.page.goBack()
  }
  const read = [
    HERE,
    `/recommendations/${reference}`,
    `/documents/${document}?page=2`,
    `${HERE}/positions/ID`,
    PROGRESS
  ]
  const planned = [action, PREPARATION, `${PREPARATION}/points`, `${PREPARATION}/clusters`, `${PREPARATION}/briefs/ID`]
  for (const path of [...read, ...planned, '/follow-up/flow', '/follow-up/rows?part=contested']) {
    const asked = `${path}${path.includes('?') ? '&' : '?'}lang=th`
    expect(faultsOf(await checkPage(hall.browser, hall.address, asked, 360), 'th'), path).toEqual([])
  }

  // Every step left its row, and the secretariat reads who took it.
  const rows = await hall.db.selectFrom('audit').select('permission').orderBy('id').execute()
  const steps = rows.map(({ permission }) => permission)
  expect(steps.slice(steps.indexOf('documents.review'))).toEqual([
    ...['documents.review', 'documents.enter', 'follow-up.record-stage', 'follow-up.record-stage'],
    ...['follow-up.record-stage', 'positions.state', 'actions.plan', 'actions.set-milestone', 'actions.join'],
    ...['follow-up.report', 'follow-up.sign-off', 'follow-up.assess', 'follow-up.assess', 'follow-up.assess'],
    ...['preparation.open', 'preparation.carry-over', 'preparation.publish']
  ])
  await secretariat.goto('/audit?lang=en')
  const audit = await textOf(secretariat)
  for (const who of [
    'Siti Lestari Adi reported on',
    'Dewi Anggraini Putri signed off the report',
    'Hafiz Mansor assessed'
  ]) {
    expect(audit).toContain(who)
  }
  for (const { context } of [ratna, siti, dewi, yohanes, maricel, hafiz, visitor, phone]) await context.close()
})
