import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import AxeBuilder from '@axe-core/playwright'
import { command, openTheMeeting, seatTheRoom } from './floor-room.ts'
import { ISLAND_LIMIT_bytes, scriptWeight } from './page-checks.ts'
import { openTestHall, visit, type TestHall, type Visitor } from './hall.ts'

// The 7th Dialogue, played on three devices at once: the chair's console, a delegate's phone, the room's screen.

const STATES = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'TL', 'VN']
const NAMES: Readonly<Record<string, string>> = {
  BN: 'Brunei Darussalam',
  KH: 'Cambodia',
  ID: 'Indonesia',
  LA: 'Lao PDR',
  MY: 'Malaysia',
  MM: 'Myanmar',
  PH: 'Philippines',
  SG: 'Singapore',
  TH: 'Thailand',
  TL: 'Timor-Leste',
  VN: 'Viet Nam'
}

interface Devices {
  readonly console: Visitor
  readonly phone: Visitor
  readonly screen: Visitor
}

async function threeDevices(hall: TestHall): Promise<Devices> {
  await seatTheRoom(hall.db)
  await openTheMeeting(hall)
  const [console, phone, screen] = [
    await visit(hall, 'hafiz-mansor'),
    await visit(hall, 'siti-lestari-adi', 360),
    await visit(hall, undefined, 1920)
  ]
  // Rows that glide to their places can't be grabbed where they were.
  await console.page.emulateMedia({ reducedMotion: 'reduce' })
  await console.page.goto('/floor/ahrd-7/console')
  await phone.page.goto('/floor/ahrd-7')
  await screen.page.goto('/floor/ahrd-7/screen')
  return { console, phone, screen }
}

async function axe({ page }: Visitor): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** What the newest event of the meeting is, by what PostgreSQL holds. */
async function lastEvent(hall: TestHall): Promise<number> {
  const { seq } = await hall.db
    .selectFrom('floor_event')
    .select((of) => of.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow()
  return Number(seq)
}

/** Who has the floor, as the console's own page shows it. */
const shows = (visitor: Visitor, words: string, within: string) =>
  visitor.page.locator(within).filter({ hasText: words }).first().waitFor()

describe('with Timor-Leste as a member', () => {
  let hall: TestHall
  let devices: Devices
  /** the one who speaks, as the last command left it */
  let seen: number | undefined

  const chair = async (given: Record<string, unknown>) => {
    const { status, answer } = await command(devices.console, { ...given, ...(seen !== undefined && { seen }) })
    if (status !== 200) throw new Error(`${JSON.stringify(given)}: ${JSON.stringify(answer)}`)
    if (['next', 'call', 'give'].includes(String(given.do))) seen = answer.request as number
    if (['end', 'open-item', 'close-item'].includes(String(given.do))) seen = undefined
    return answer
  }

  beforeAll(async () => {
    hall = await openTestHall({ settings: { BALAI_CLOCK: '2025-11-17T08:30:00+07:00' } })
    devices = await threeDevices(hall)
  })
  afterAll(() => hall.close())

  test('a chair who has never seen it begins with the one button that is there', async () => {
    const { page } = devices.console
    await page.getByRole('button', { name: 'Open: Opening' }).click()
    await shows(devices.screen, 'Opening', '.segment')
    await page.getByRole('button', { name: 'Open the list' }).click()
    await page.getByText('The list is open').waitFor()
    expect(await axe(devices.console)).toEqual([])
    for (const { page } of [devices.console, devices.phone, devices.screen]) {
      const bytes = await scriptWeight(page)
      expect(bytes).toBeGreaterThan(10_000)
      expect(bytes).toBeLessThanOrEqual(ISLAND_LIMIT_bytes)
    }
  })

  test('each State briefs, and is asked and answers; screen and phone follow', async () => {
    for (const state of STATES) {
      const small = state.toLowerCase()
      await chair({ do: 'open-item', item: `briefing-${small}` })
      const other = STATES[(STATES.indexOf(state) + 1) % STATES.length]!
      expect((await command(devices.console, { do: 'give', delegation: other })).status).toBe(409)
      await chair({ do: 'give', delegation: state })
      await shows(devices.screen, NAMES[state]!, '.stage .name')
      await shows(devices.phone, NAMES[state]!, '.speaker .big')
      await chair({ do: 'end' })
      await chair({ do: 'open-item', item: `dialogue-${small}` })
      await chair({ do: 'open-list' })
      await chair({ do: 'ask', delegation: other, kind: 'question' })
      await chair({ do: 'ask', delegation: 'lantern-network' })
      await chair({ do: 'put-question', from: 'lantern-network', to: state, text: `A question to ${NAMES[state]}` })
      await chair({ do: 'ask', delegation: state, kind: 'answer' })
      for (let speakers = 0; speakers < 3; speakers++) await chair({ do: 'next' })
      await chair({ do: 'end' })
    }
    const held = await hall.db.selectFrom('floor_event').select('data').where('kind', '=', 'called').execute()
    expect(held).toHaveLength(STATES.length * 4)
  })

  test('an A-status institution speaks right after its own State; observers read why they don’t', async () => {
    await chair({ do: 'open-item', item: 'dialogue-id' })
    await chair({ do: 'open-list' })
    for (const delegation of ['TH', 'MY', 'suhakam', 'komnas-ham']) await chair({ do: 'ask', delegation })
    await devices.console.page.locator('ol li[data-request]').nth(3).waitFor()
    const names = await devices.console.page.locator('ol li[data-request] .name').allTextContents()
    // It is Indonesia's item: its institution comes first; Malaysia's comes straight behind Malaysia.
    expect(names.map((name) => name.trim())).toEqual([
      'National Commission on Human Rights of Indonesia',
      'Thailand',
      'Malaysia',
      'Human Rights Commission of Malaysia'
    ])
    const refused = await command(devices.console, { do: 'ask', delegation: 'campus-one' })
    expect(refused.answer.refused).toBe('Observers follow this segment without speaking: modality 7, segment 3.')
  })

  test('a delegate asks with one tap, sees the place, withdraws, and asks again', async () => {
    const { page } = devices.phone
    await page.getByRole('button', { name: 'Ask for the floor' }).click()
    await page.locator('.place').filter({ hasText: 'Place 5' }).waitFor()
    expect(await axe(devices.phone)).toEqual([])
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByRole('button', { name: 'Ask for the floor' }).click()
    await page.locator('.place').filter({ hasText: 'Place 5' }).waitFor()
  })

  test('the chair moves a delegation by the keyboard and by dragging, and undoes it', async () => {
    const { page } = devices.console
    const row = (name: string) => page.locator('ol li[data-request]').filter({ hasText: name })
    const order = async () =>
      (await page.locator('ol li[data-request] .name').allTextContents()).map((name) => name.trim())
    await row('Indonesia').last().locator('.handle').focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(async () => (await order()).indexOf('Indonesia')).toBe(3)
    const handle = await row('Indonesia').last().locator('.handle').boundingBox()
    const target = await row('Thailand').boundingBox()
    await page.mouse.move(handle!.x + 10, handle!.y + 10)
    await page.mouse.down()
    await page.mouse.move(target!.x + 10, target!.y + 5, { steps: 8 })
    await page.mouse.up()
    await expect.poll(async () => (await order()).indexOf('Indonesia')).toBe(1)
    await page.getByRole('button', { name: 'Undo moving' }).click()
    await expect.poll(async () => (await order()).indexOf('Indonesia')).toBe(3)
  })

  test('a question to the delegation is taken away to a promised day', async () => {
    const { page } = devices.phone
    await page
      .getByText('A question to Indonesia')
      .waitFor()
      .catch(() => undefined)
    await chair({ do: 'put-question', from: 'lantern-network', to: 'ID', text: 'When will the hotline open?' })
    await page.getByText('When will the hotline open?').waitFor()
    const article = page.locator('article').filter({ hasText: 'When will the hotline open?' })
    await article.locator('input[type=date]').fill('2026-01-31')
    await article.getByRole('button', { name: 'Promise an answer' }).click()
    await article.getByText('answer promised until').waitFor()
  })

  test('kill -9 in the middle of a speech: the meeting goes on, clock and list right', async () => {
    await chair({ do: 'next' })
    const before = await lastEvent(hall)
    const called = await hall.db
      .selectFrom('floor_event')
      .select('at')
      .where('kind', '=', 'called')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await hall.killAndReopen({
      BALAI_CLOCK: new Date(called.at.getTime() + 30_000)
        .toISOString()
        .replace('.000', '')
        .replace(/\.\d+Z/, 'Z')
    })
    expect(await lastEvent(hall)).toBe(before)
    await shows(devices.screen, 'National Commission on Human Rights of Indonesia', '.stage .name')
    // Half a minute of the two has gone by, by the server's clock; every device follows it after the gap.
    await expect
      .poll(async () => (await devices.screen.page.locator('.clock .figures').textContent())?.trim(), {
        timeout: 30_000
      })
      .toMatch(/^1:[0-3]\d$/)
    await devices.phone.page.reload()
    await devices.phone.page.locator('.place').filter({ hasText: 'Place 3' }).waitFor()
  })

  test('a request that is made while offline is sent on return, and says so', async () => {
    const { page, context } = devices.phone
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByRole('button', { name: 'Ask for the floor' }).waitFor()
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Ask for the floor' }).click()
    await page.getByText('No connection. What you pressed is kept').waitFor({ timeout: 60_000 })
    await context.setOffline(false)
    await page
      .getByText(/Made at .* while offline/)
      .first()
      .waitFor({ timeout: 60_000 })
    await devices.console.page.getByText('while offline').waitFor({ timeout: 60_000 })
  })

  test('names that are long, right to left or full of signs leave the screen whole', async () => {
    await hall.db
      .updateTable('body')
      .set({ name: JSON.stringify({ en: `🕊️ ${'Perhimpunan '.repeat(24)} منظمة` }) })
      .where('id', '=', 'open-river')
      .execute()
    await chair({ do: 'open-item', item: 'stakeholders' })
    await chair({ do: 'open-list' })
    await chair({ do: 'ask', delegation: 'open-river', speaker: 'ا'.repeat(300) })
    await chair({ do: 'next' })
    await chair({ do: 'ask', delegation: 'chrp' })
    await shows(devices.screen, 'Perhimpunan', '.stage .name')
    for (const { page } of [devices.screen, devices.phone, devices.console]) {
      await page.locator('.name').filter({ hasText: 'Perhimpunan' }).first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    }
    expect(await axe(devices.screen)).toEqual([])
  })

  test('without script the chair and the delegate press the same buttons', async () => {
    const state = await devices.phone.context.storageState()
    const context = await hall.browser.newContext({
      javaScriptEnabled: false,
      baseURL: hall.address,
      storageState: state
    })
    const page = await context.newPage()
    await page.goto('/floor/ahrd-7')
    await page.getByRole('button', { name: 'Ask for the floor' }).click()
    await page.locator('.place').first().waitFor()
    await context.close()
  })

  test('the day goes on to its end', async () => {
    for (const item of ['session-1', 'session-2', 'session-3', 'general', 'recommendations', 'fireside-chat']) {
      await chair({ do: 'open-item', item })
      await chair({ do: 'open-list' })
      await chair({ do: 'ask', delegation: item === 'fireside-chat' ? 'young-voices' : 'TL' })
      await chair({ do: 'next' })
      await chair({ do: 'end' })
    }
    await chair({ do: 'close-item' })
    await shows(devices.screen, 'No item is open', '.segment')
    const { page } = devices.phone
    await page.goto('/floor/ahrd-7/record')
    await page.getByText('Speaking time by category').waitFor()
    await page.getByText('When will the hotline open?').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(await axe(devices.phone)).toEqual([])
  })
})

describe('before its admission', () => {
  let hall: TestHall
  beforeAll(async () => {
    hall = await openTestHall({ settings: { BALAI_CLOCK: '2025-10-20T08:30:00+07:00' } })
  })
  afterAll(() => hall.close())

  test('Timor-Leste may not take a member’s turn', async () => {
    const devices = await threeDevices(hall)
    await command(devices.console, { do: 'open-item', item: 'briefing-tl' })
    const refused = await command(devices.console, { do: 'give', delegation: 'TL' })
    expect(refused).toMatchObject({
      status: 409,
      answer: { refused: 'Observer States follow this segment without speaking: modality 7, segment 2.' }
    })
    await command(devices.console, { do: 'open-item', item: 'briefing-vn' })
    expect((await command(devices.console, { do: 'give', delegation: 'VN' })).status).toBe(200)
    await shows(devices.screen, 'Viet Nam', '.stage .name')
    await command(devices.console, { do: 'open-item', item: 'general' })
    await command(devices.console, { do: 'open-list' })
    expect((await command(devices.console, { do: 'ask', delegation: 'TL' })).status).toBe(409)
  })
})
