import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command, openTheMeeting, seatTheRoom } from './floor-room.ts'
import { openTestHall, visit, type TestHall, type Visitor } from './hall.ts'

// The delegate's phone where the network, the script or the words are not as one would wish.

const PHONE_px = 360
const WORDS = 'Mr Chair, Indonesia thanks the Commission. 🌏 שלום'

let hall: TestHall
let chair: Visitor
let siti: Visitor

beforeAll(async () => {
  hall = await openTestHall({ settings: { BALAI_CLOCK: '2025-11-17T08:30:00+07:00' } })
  await seatTheRoom(hall.db)
  await openTheMeeting(hall)
  chair = await visit(hall, 'hafiz-mansor')
  siti = await visit(hall, 'siti-lestari-adi', PHONE_px)
  await chair.page.goto('/about')
  await chairs({ do: 'open-item', item: 'general' })
  await chairs({ do: 'open-list' })
})
afterAll(() => hall.close())

async function chairs(given: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { status, answer } = await command(chair, given)
  if (status !== 200) throw new Error(`${JSON.stringify(given)}: ${JSON.stringify(answer)}`)
  return answer
}

async function expectSound({ page }: Visitor): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await page.evaluate(sideways)).toBe(0)
}

test('a text is handed in from the phone, is nowhere for others until the speech begins, and is checked after it', async () => {
  const { page } = siti
  await page.goto('/floor/ahrd-7')
  await page.getByRole('link', { name: 'Hand in your text' }).click()
  await page.getByRole('textbox', { name: 'The text' }).fill(WORDS)
  await expectSound(siti)
  await page.getByRole('button', { name: 'Hand it in' }).click()
  await page.getByText('Under embargo.').waitFor()
  await expectSound(siti)
  const address = new URL(page.url()).pathname

  const home = await visit(hall, undefined, PHONE_px)
  const niran = await visit(hall, 'niran-thepsuwan', PHONE_px)
  const leaks = async (other: Visitor) => {
    const seen = await Promise.all(
      [
        address,
        '/floor/ahrd-7/texts',
        '/floor/ahrd-7',
        '/floor/ahrd-7/state?as=public',
        '/floor/ahrd-7/state?as=room'
      ].map(async (path) => (await other.context.request.get(path)).text())
    )
    return seen.some((body) => body.includes('thanks the Commission'))
  }
  for (const other of [home, niran]) {
    expect((await other.context.request.get(address)).status()).toBe(404)
    expect(await leaks(other)).toBe(false)
  }
  expect((await chair.context.request.get(address)).status()).toBe(200)

  await page.goto('/floor/ahrd-7')
  await page.getByRole('button', { name: 'Ask for the floor' }).click()
  await page.locator('.place').getByText('Place 1').waitFor()
  const { request } = await chairs({ do: 'next' })
  await page.locator('.phone.mine').getByText('You have the floor').first().waitFor()
  await expectSound(siti)

  await home.page.goto(address)
  await home.page.getByText('Indonesia thanks the Commission').waitFor()
  await expectSound(home)
  await page.goto(address)
  await page.getByRole('button', { name: 'Mark as checked' }).click()
  await page.getByText('Checked against delivery by Siti').waitFor()
  await chairs({ do: 'end', seen: request })
  await home.context.close()
  await niran.context.close()
})

test('what is asked while offline is kept, sent on return, and says when it was made', async () => {
  const { page, context } = await visit(hall, 'siti-lestari-adi', PHONE_px)
  await page.goto('/floor/ahrd-7')
  await page.getByText('Live', { exact: true }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Ask for the floor' }).click()
  await page.getByText('What you pressed is kept').waitFor()
  await context.setOffline(false)
  await page
    .locator('.place')
    .getByText(/Made at \d\d:\d\d while offline, came at \d\d:\d\d/)
    .waitFor()
  await page.locator('.place').getByText('Place 1').waitFor()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('button', { name: 'Ask for the floor' }).waitFor()
  await context.close()
})

test('without script one asks, sees the place and withdraws', async () => {
  const context = await hall.browser.newContext({
    viewport: { width: PHONE_px, height: 800 },
    baseURL: hall.address,
    javaScriptEnabled: false,
    storageState: await siti.context.storageState()
  })
  const page = await context.newPage()
  await page.goto('/floor/ahrd-7')
  await page.getByRole('link', { name: 'Load again' }).waitFor()
  await page.getByRole('button', { name: 'Ask for the floor' }).click()
  await page.locator('.place').getByText('Place 1').waitFor()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('button', { name: 'Ask for the floor' }).waitFor()
  await context.close()
})

test('names of 300 characters, emoji and right-to-left words leave the page whole', async () => {
  const speaker = `${'Wanjikũ🌏אבגד'.repeat(24)}`.slice(0, 300)
  for (const delegation of ['TH', 'MY']) await chairs({ do: 'ask', delegation, speaker })
  const { request } = await chairs({ do: 'next' })
  await siti.page.goto('/floor/ahrd-7')
  await siti.page.getByText('Wanjikũ').first().waitFor()
  await expectSound(siti)
  await chairs({ do: 'end', seen: request })
})

test('the desk leads to a meeting that is going on', async () => {
  await siti.page.goto('/desk')
  await siti.page.getByRole('link', { name: 'The floor of Dialogue 7 is open' }).click()
  await siti.page.waitForURL('**/floor/ahrd-7')
})
