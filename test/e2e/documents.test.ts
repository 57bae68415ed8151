import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { checkPage, faultsOf } from './page-checks.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

/** What is recommended in the report of our own: twelve different things, so that each can be searched for. */
const RECOMMENDED = [
  ...['Ratify the Optional Protocol to the Convention against Torture', 'Train magistrates in child-friendly hearings'],
  ...['Publish the national plan for cleaner rivers', 'Register every newborn on remote islands'],
  ...['Regulate recruitment agencies for domestic workers', 'Open legal clinics for fishing crews'],
  ...['Teach human rights in primary schools', 'Protect journalists who report on corruption'],
  ...['Consult indigenous communities before building dams', 'Screen people found in scam compounds for trafficking'],
  ...['Extend hospital care to stateless persons', 'Abolish corporal punishment in detention']
]
const STATES = ['France', 'Spain', 'Brazil', 'Canada', 'Japan', 'Norway']

function ownReport(): Uint8Array {
  const items = RECOMMENDED.map((text, at) => `88.${at + 1}. ${text} (${STATES[at % STATES.length]});`)
  return smallPdf([
    setLines([
      'Report of the Working Group on the Universal Periodic Review',
      'Thailand',
      '1. The Working Group held its twelfth session from 3 to 14 October 2011.',
      'The review of Thailand was held at the 3rd meeting on 5 October 2011.'
    ]),
    setLines([
      'II. Conclusions and/or recommendations',
      '88. The recommendations listed below enjoy the support of Thailand:',
      ...items.slice(0, 6)
    ]),
    setLines(items.slice(6))
  ])
}

const SHARED = process.env.BALAI_SHARED ?? '../shared'
const REAL = join(SHARED, 'data', 'upr-reports', 'thailand2011.pdf')

let hall: TestHall
let folder: string

beforeAll(async () => {
  hall = await openTestHall()
  folder = await mkdtemp(join(tmpdir(), 'balai-journey-'))
})

afterAll(async () => {
  await hall?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Takes a file in by the file picker and waits until it can be reviewed. Returns the address of its review. */
async function bringIn(page: Page, path: string): Promise<string> {
  await page.goto('/documents/desk')
  await page.getByLabel('Bring in documents').setInputFiles(path)
  const review = page.getByRole('link', { name: /^Review \d+ proposals$/ }).first()
  await review.waitFor({ timeout: 60_000 })
  await review.click()
  await page.waitForURL(/\/documents\/\d+\/review$/)
  await page.locator('li[aria-current]').waitFor()
  return page.url()
}

/** Waits until every decision is with the hall. */
async function saved(page: Page): Promise<void> {
  await page.getByText('everything saved').waitFor()
}

async function standing(page: Page, number: number): Promise<string> {
  // What is far from the view is not laid out: it has its text all the same.
  return (await page.locator(`#item-${number - 1} .standing`).textContent()) ?? ''
}

async function enter(page: Page, count: number): Promise<void> {
  await page.getByRole('link', { name: `Enter ${count} into the record` }).click()
  await page.getByRole('button', { name: `Enter ${count} into the record` }).click()
  await page.getByRole('heading', { name: `${count} recommendations are in the record` }).waitFor()
}

/** Finds a recommendation by words of it and follows it to the passage in its document. */
async function followToPassage(page: Page, words: string): Promise<string> {
  await page.goto(`/recommendations?words=${encodeURIComponent(`"${words}"`)}`)
  await page.locator('main a[href^="/recommendations/D"]').first().click()
  await page.waitForURL(/\/recommendations\/D/)
  await page.locator('main a[href*="#passage-"]').first().click()
  await page.waitForURL(/\/documents\/\d+\?page=\d+#passage-\d+$/)
  const mark = page.locator('mark:target')
  await mark.waitFor()
  expect(
    await mark.evaluate((node) => {
      const { top, bottom } = node.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
  ).toBe(true)
  return mark.innerText()
}

describe('a report', () => {
  test('goes by keyboard from the upload into the record, is found, and leads back to its passage', async () => {
    const path = join(folder, 'report.pdf')
    await writeFile(path, ownReport())
    const { page, context } = await visit(hall, 'ratna-wijayakusuma')
    const address = await bringIn(page, path)
    expect(await page.locator('.items > li').count()).toBe(12)
    // The passage is marked on the picture of its page.
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('.picture img')
      return picture?.complete && picture.naturalWidth > 0
    })
    expect(await page.locator('.picture rect').count()).toBeGreaterThan(0)

    for (let at = 0; at < 8; at++) await page.keyboard.press('a')
    await page.keyboard.press('r')
    expect(await standing(page, 1)).toBe('Accepted')
    expect(await standing(page, 9)).toBe('Rejected')
    await page.keyboard.press('u')
    expect(await standing(page, 9)).toBe('Waiting')
    await page.keyboard.press('Enter')
    // The tenth is put right before it is accepted.
    await page.keyboard.press('e')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('Screen everybody found in scam compounds for trafficking')
    await page.keyboard.press('Enter')
    await page.locator('#item-10[aria-current]').waitFor()
    expect(await standing(page, 10)).toBe('Accepted')
    await saved(page)

    // A half-finished review waits where it was, and what was decided before can still be undone.
    await page.goto(address)
    await page.locator('#item-10[aria-current]').waitFor()
    expect(await standing(page, 10)).toBe('Accepted')
    await enter(page, 10)

    const passage = await followToPassage(page, 'scam compounds')
    expect(passage).toBe('Screen people found in scam compounds for trafficking')
    expect(page.url()).toContain('?page=3')
    await context.close()
  })

  test('is recognised when it comes in again', async () => {
    const { page, context } = await visit(hall, 'ratna-wijayakusuma')
    const path = join(folder, 'the same.pdf')
    await writeFile(path, ownReport())
    await page.goto('/documents/desk')
    await page.getByLabel('Bring in documents').setInputFiles(path)
    await page.getByText('The same file was here before').waitFor()
    await page.getByText('received 2 times').waitFor()
    await context.close()
  })

  test('is split, merged and undone by keys', async () => {
    const path = join(folder, 'other.pdf')
    await writeFile(
      path,
      smallPdf([
        setLines([
          'Report of the Working Group on the Universal Periodic Review',
          'The review of Thailand was held at the 3rd meeting on 5 October 2011.',
          '88. The recommendations listed below enjoy the support of Thailand:',
          '88.1. Adopt a law on asylum and ensure its application at every border (Norway);',
          '88.2. Abolish fees for primary schools (Japan).'
        ])
      ])
    )
    const { page, context } = await visit(hall, 'ratna-wijayakusuma')
    await bringIn(page, path)
    expect(await page.locator('.items > li').count()).toBe(2)
    await page.keyboard.press('s')
    await page.keyboard.press('Control+Enter')
    await page.locator('.items > li').nth(2).waitFor()
    // Not innerText: what was not laid out yet has none.
    expect((await page.locator('#item-1 .words').textContent())?.trim()).toBe('ensure its application at every border')
    await page.keyboard.press('m')
    await page.keyboard.press('u')
    await page.keyboard.press('u')
    await saved(page)
    expect(await page.locator('.items > li').count()).toBe(2)
    await page.keyboard.press('j')
    await page.locator('#item-1[aria-current]').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    await context.close()
  })

  test('offers keys and buttons once they are heard, on a network that is slow to bring the script', async () => {
    const { page, context } = await visit(hall, 'ratna-wijayakusuma')
    await page.goto('/documents/desk')
    await page.locator('a[href$="/review"]').first().click()
    await page.locator('li[aria-current]').waitFor()
    const script = Promise.withResolvers<void>()
    await page.route('**/*.js', async (route) => {
      await script.promise
      await route.continue()
    })
    await page.goto(page.url(), { waitUntil: 'commit' })
    await page.locator('li[aria-current] .deeds').waitFor()
    const accept = page.getByRole('button', { name: /^Accept/ })
    // The words are there before the style that hides the keys is.
    await page.locator('.deeds kbd').first().waitFor({ state: 'hidden' })
    expect(await page.locator('kbd:visible').count()).toBe(0)
    expect(await accept.isDisabled()).toBe(true)
    script.resolve()
    await page.locator('.deeds kbd').first().waitFor()
    expect(await accept.isDisabled()).toBe(false)
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    await context.close()
  })

  test('that is not published is read by nobody but the secretariat', async () => {
    const { page, context } = await visit(hall)
    await page.goto('/documents/desk')
    expect(page.url()).toContain('/sign-in')
    const answer = await page.request.get('/documents/3/original', { maxRedirects: 0 })
    expect(answer.status()).toBe(303)
    const upload = await page.request.post('/documents/uploads', {
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '3', origin: hall.address }
    })
    expect(upload.status()).toBe(401)
    await context.close()
  })
})

test('a file that can’t be read says why, and a scan is offered character recognition', async () => {
  const locked = join(folder, 'locked.pdf')
  const scan = join(folder, 'scan.pdf')
  await writeFile(locked, smallPdf([setLines(['secret'])], { encrypted: true }))
  await writeFile(scan, smallPdf([[]]))
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  await page.goto('/documents/desk')
  await page.getByLabel('Bring in documents').setInputFiles([locked, scan])
  await page.getByText('locked with a password').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Recognise the characters' }).waitFor({ timeout: 60_000 })
  await context.close()
})

test('a reading that was under way when the hall was killed is done after it opens again', async () => {
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  await page.goto('/documents/desk')
  const path = join(folder, 'long.pdf')
  const lines = Array.from({ length: 40 }, (_, at) => `Paragraph ${at + 1} of an account of a meeting without end.`)
  await writeFile(path, smallPdf(Array.from({ length: 120 }, () => setLines(lines, 60))))
  await page.getByLabel('Bring in documents').setInputFiles(path)
  await page.getByText('Received; it stands in the list below').waitFor()
  await hall.killAndReopen()
  await page.goto('/documents/desk')
  await page.getByText('120 pages').waitFor({ timeout: 60_000 })
  await context.close()
})

test.each([360, 1440])('the pages of documents hold what every public page must, %i pixels wide', async (width) => {
  for (const path of ['/documents', '/documents/1', '/documents/2?page=2']) {
    expect([path, faultsOf(await checkPage(hall.browser, hall.address, path, width), 'en')]).toEqual([path, []])
  }
})

test.skipIf(!existsSync(REAL))(
  'a real report of shared data: ten reviewed by keyboard, one found and followed',
  async () => {
    const { page, context } = await visit(hall, 'ratna-wijayakusuma')
    await bringIn(page, REAL)
    expect(await page.locator('.items > li').count()).toBeGreaterThan(150)
    for (let at = 0; at < 10; at++) await page.keyboard.press('a')
    await saved(page)
    const words = await page.locator('#item-2 .words').innerText()
    await enter(page, 10)
    const some = words.split(' ').slice(0, 6).join(' ')
    expect((await followToPassage(page, some)).replace(/\s+/g, ' ')).toContain(some)
    await context.close()
  }
)

test('an upload that the network broke goes on where it stopped', async () => {
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  const path = join(folder, 'large.txt')
  // Larger than two parts of an upload, so that there is something to go on with.
  const sentence = 'The meeting took note of what was said and went on to the next item of its agenda.\n'
  await writeFile(path, sentence.repeat(Math.ceil(12_000_000 / sentence.length)))
  const sent: number[] = []
  let broken = false
  await page.route('**/documents/uploads/*', async (route, request) => {
    if (request.method() !== 'PATCH') return route.continue()
    const offset = Number(await request.headerValue('upload-offset'))
    if (offset > 0 && !broken) {
      broken = true
      return route.abort('connectionreset')
    }
    sent.push(offset)
    return route.continue()
  })
  await page.goto('/documents/desk')
  await page.getByLabel('Bring in documents').setInputFiles(path)
  await page.getByText('Received; it stands in the list below').waitFor({ timeout: 60_000 })
  expect(broken).toBe(true)
  expect(sent).toEqual([0, 5 * 1024 * 1024, 10 * 1024 * 1024])
  await context.close()
})

test('250 proposals stand on one page, and each key decides at once', async () => {
  const items = Array.from(
    { length: 250 },
    (_, at) =>
      `88.${at + 1}. Adopt measure number ${at + 1} for the protection of rights (${STATES[at % STATES.length]});`
  )
  const pages = Array.from({ length: 10 }, (_, at) => setLines(items.slice(at * 25, at * 25 + 25)))
  const head = setLines([
    'Report of the Working Group on the Universal Periodic Review',
    'The review of Thailand was held at the 3rd meeting on 5 October 2011.',
    '88. The recommendations listed below enjoy the support of Thailand:'
  ])
  const path = join(folder, 'two hundred and fifty.pdf')
  await writeFile(path, smallPdf([head, ...pages]))
  const { page, context } = await visit(hall, 'ratna-wijayakusuma')
  await bringIn(page, path)
  expect(await page.locator('.items > li').count()).toBe(250)
  for (let at = 0; at < 60; at++) await page.keyboard.press(at % 3 === 2 ? 'j' : 'a')
  await saved(page)
  await page.reload()
  await page.locator('li[aria-current]').waitFor()
  expect(await page.locator('.items > li .standing').filter({ hasText: 'Accepted' }).count()).toBe(40)
  await context.close()
})
