import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHall, visit, type TestHall, type Visitor } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

let hall: TestHall
beforeAll(async () => {
  hall = await openTestHall()
})
afterAll(() => hall?.close())

const HEAD = ['session', 'state_under_review', 'recommending_state', 'response', 'issues', 'recommendation']
const ROWS = 6_000
const FAULTY = [
  ['12', 'Atlantis', 'France', 'Supported', 'Justice', 'Rise from the sea'],
  ['12', 'Thailand', 'France', 'Perhaps', 'Justice', 'Decide']
]

/** Invented rows of past reviews, enough that the import can be caught in its middle. */
function coded(): Buffer {
  const states = ['Thailand', 'Indonesia', 'Philippines', 'Viet Nam']
  const rows = Array.from({ length: ROWS }, (_, i) => [
    String(1 + (i % 12)),
    states[i % states.length]!,
    i % 2 ? 'France' : 'Japan',
    i % 5 ? 'Supported' : 'Noted',
    i % 3 ? 'Justice,Detention' : 'Migrants',
    `Take measure number ${i} for fair trials`
  ])
  return gzipSync(stringify([HEAD, ...rows, ...FAULTY]))
}

async function bring(page: Page, path: string, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${path}?lang=en`)
  await page.setInputFiles('[name=file]', { name, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: 'See what it would change' }).click()
}

async function looksRight(who: Visitor, paths: readonly string[]): Promise<void> {
  const session = await who.context.storageState()
  for (const path of paths) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      expect(faultsOf(await checkPage(hall.browser, hall.address, asked, width, session), locale), asked).toEqual([])
    }
  }
}

async function enteredNow(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from recommendation where bulk_file_id is not null`.execute(hall.db)
  return rows[0]!.n
}

async function untilIndexing(): Promise<void> {
  for (;;) {
    const found = await hall.db.selectFrom('bulk_progress').select(['stage', 'done']).executeTakeFirst()
    if (found?.stage === 'indexing' && found.done > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test(
  'past reviews: looked at, entered through a power cut, found, and taken back as one',
  { timeout: 240_000 },
  async () => {
    const visitor = await visit(hall)
    expect((await visitor.page.goto('/follow-up/import'))?.url()).toContain('/sign-in')
    const siti = await visit(hall, 'siti-lestari-adi')
    expect((await siti.page.goto('/follow-up/import'))?.status()).toBe(403)

    const ratna = await visit(hall, 'ratna-wijayakusuma')
    const { page } = ratna
    await page.goto('/desk?lang=en')
    await page.getByRole('link', { name: 'Past reviews' }).click()
    await page.getByRole('button', { name: 'See what it would change' }).click()
    await page.getByText('Choose a file.').first().waitFor()
    await bring(page, '/follow-up/import', 'notes.csv', Buffer.from('a,b\n1,2'))
    await page.getByText('Columns are missing: session').first().waitFor()

    await bring(page, '/follow-up/import', 'past.csv.gz', coded())
    await page.waitForURL(/\/follow-up\/import\/\d+$/)
    const here = new URL(page.url()).pathname
    const main = page.locator('main')
    expect(await main.textContent()).toContain('Enter all 6,000 recommendations')
    expect(await main.textContent()).toContain('Row 6,002: No State is called “Atlantis”.')
    await looksRight(ratna, ['/follow-up/import', here])
    const list = await page.request.get(`${here}/faults.csv`)
    expect(parse(await list.body(), { bom: true })).toHaveLength(3)
    expect((await visitor.page.request.get(`${here}/faults.csv`, { maxRedirects: 0 })).status()).toBe(303)
    expect(await enteredNow()).toBe(0)

    await page.getByLabel('Leave the 2 faulty rows out').check()
    await page.getByRole('button', { name: 'Enter all' }).click()
    await page.getByText('The import is under way').waitFor()
    await untilIndexing()
    await hall.killAndReopen()
    // The page renews itself, without script, until it is done.
    await page.goto(`${here}?lang=en`)
    await page.getByText('6,000 recommendations entered the record.').waitFor({ timeout: 120_000 })
    expect(await enteredNow()).toBe(ROWS)
    const { rows: outcomes } = await sql`select from bulk_outcome`.execute(hall.db)
    expect(outcomes).toHaveLength(1)

    await main.getByRole('row', { name: 'UPR 12' }).getByRole('link').last().click()
    expect(await main.textContent()).toContain('500')
    await visitor.page.goto('/bodies/TH?lang=en')
    const row = visitor.page.locator('section[aria-labelledby=both] tr', { hasText: 'UPR, session 5' })
    await row.getByRole('link').first().click()
    expect(visitor.page.url()).toContain('addressee=TH')
    await visitor.page.locator('main').getByText('500').first().waitFor()
    await looksRight(ratna, [here, '/follow-up/import', '/bodies/TH'])

    await page.goto(`${here}?lang=en`)
    await page.locator('summary', { hasText: 'Take it all back' }).click()
    await page.getByRole('button', { name: 'Take all of it back' }).click()
    await page.getByText('Say why it is taken back.').first().waitFor()
    await page.fill('[name=reason]', 'The wrong export')
    await page.getByRole('button', { name: 'Take all of it back' }).click()
    await page.getByText('This import was taken back').waitFor()
    expect(await main.textContent()).toContain('The wrong export')
    expect(await enteredNow()).toBe(0)
    expect((await visitor.page.goto('/recommendations/UPR12-TH-1'))?.status()).toBe(404)
    await visitor.page.goto('/recommendations?session=UPR+12&lang=en')
    expect(await visitor.page.locator('main').textContent()).not.toContain('Take measure number')
    for (const { context } of [visitor, siti, ratna]) await context.close()
  }
)

test(
  'reports by spreadsheet: every fault and change seen, saved as one, taken back as one',
  { timeout: 120_000 },
  async () => {
    const siti = await visit(hall, 'siti-lestari-adi')
    const { page } = siti
    await page.goto('/desk?lang=en')
    await page.getByRole('link', { name: 'Many at once, by spreadsheet' }).click()
    const template = '/follow-up/sheets/template?sheet=state/ID&state=ID&of=dialogue'
    const xlsx = await page.request.get(`${template}&format=xlsx`)
    expect(xlsx.headers()['content-disposition']).toContain('progress-id-id-dialogue')
    await bring(page, '/follow-up/sheets', 'as-fetched.xlsx', await xlsx.body())
    await page.getByText('The sheet changes nothing').waitFor()

    // In Indonesian, as a spreadsheet program of the region saves it: semicolons, days with slashes.
    await page.goto('/follow-up/sheets?lang=id')
    const [head, ...rows] = parse(await (await page.request.get(`${template}&format=csv`)).body(), {
      bom: true
    }) as string[][]
    expect(head).toContain('Sejauh mana pelaksanaannya')
    const at = (name: string) => head!.indexOf(name)
    const fill = (row: string[], cells: Record<string, string>) => {
      for (const [name, value] of Object.entries(cells)) row[at(name)] = value
    }
    fill(rows[0]!, {
      'Sejauh mana pelaksanaannya': 'Sedang berjalan',
      'Per tanggal': '10/02/2026',
      'Apa yang dilakukan': 'Panitia bertemu.'
    })
    fill(rows[1]!, {
      'Sejauh mana pelaksanaannya': 'Hampir',
      'Per tanggal': '31/02/2026',
      'Apa yang dilakukan': 'Panitia bertemu.'
    })
    const written = () => Buffer.from(`\ufeff${stringify([head!, ...rows], { delimiter: ';' })}`)
    await bring(page, '/follow-up/sheets', 'laporan.csv', written())
    const main = page.locator('main')
    await page.getByText('2 cells must be mended').waitFor()
    expect(await main.textContent()).toContain('Row 3, “How far it is”')
    expect(await main.textContent()).toContain('“31/02/2026” isn’t a day')
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    await looksRight(siti, ['/follow-up/sheets', new URL(page.url()).pathname])

    fill(rows[1]!, { 'Sejauh mana pelaksanaannya': 'Belum dimulai', 'Per tanggal': '46063' })
    await bring(page, '/follow-up/sheets', 'laporan.csv', written())
    await page.getByRole('button', { name: 'Save all 2 changes' }).waitFor()
    expect(await main.textContent()).toContain('10 February 2026')
    const here = new URL(page.url()).pathname
    await looksRight(siti, [here])
    await page.goto(`${here}?lang=en`)
    await page.getByRole('button', { name: 'Save all 2 changes' }).click()
    await page.getByText('2 changes were saved.').waitFor()
    await looksRight(siti, [here])
    const visitor = await visit(hall)
    await visitor.page.goto('/recommendations/AHRD7-R1/progress/ID')
    expect(await visitor.page.locator('main').textContent()).toContain('Panitia bertemu.')

    // What would be an empty sheet is told on the page that was asked.
    await page.goto('/follow-up/sheets?lang=en')
    await page.getByLabel('Past reviews (UPR)').check()
    await page.getByRole('button', { name: 'Fetch as CSV' }).click()
    await page.getByText('Nothing of that kind is addressed to ID').waitFor()

    // Nobody else reads or undoes it, and a second saving of the same file is told.
    const niran = await visit(hall, 'niran-thepsuwan')
    expect((await niran.page.goto(here))?.status()).toBe(403)
    await page.goto(`${here}?lang=en`)
    await page.locator('summary', { hasText: 'Take it all back' }).click()
    await page.fill('[name=reason]', 'Rows were mixed up')
    await page.getByRole('button', { name: 'Take all of it back' }).click()
    await page.getByText('This sheet was taken back').waitFor()
    await visitor.page.goto('/recommendations/AHRD7-R1/progress/ID?lang=en')
    expect(await visitor.page.locator('main').textContent()).toContain('Rows were mixed up')
    for (const { context } of [siti, niran, visitor]) await context.close()
  }
)
