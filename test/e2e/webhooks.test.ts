import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { listeningReceiver, verdictOn, type Heard, type ListeningReceiver } from '#test/listening-receiver.ts'
import { openTestHall, visit, type TestHall, type Visitor } from './hall.ts'
import { checkPage, faultsOf } from './page-checks.ts'

let hall: TestHall
let receiver: ListeningReceiver
beforeAll(async () => {
  receiver = await listeningReceiver()
  hall = await openTestHall()
})
afterAll(async () => {
  await hall?.close()
  await receiver?.close()
})

async function speak({ page }: Visitor, link: string, grade: string, text: string): Promise<void> {
  await page.goto('/recommendations/AHRD7-R3/progress/ID?lang=en')
  await page.getByRole('link', { name: link }).click()
  await page.selectOption('[name=grade]', grade)
  await page.fill('[name=text]', text)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('It is published.').waitFor()
}

/** Waits until so many messages were heard. */
async function heard(count: number): Promise<readonly Heard[]> {
  await expect.poll(() => receiver.heard.length, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(count)
  return receiver.heard
}

test('an NHRI’s website is told what happens: registered, tested, told, told again after a crash, ended', async () => {
  const ratna = await visit(hall, 'ratna-wijayakusuma')
  const { page } = ratna
  await page.goto('/webhooks?lang=en')
  await page.getByText('No receiver is registered yet').waitFor()
  await page.getByRole('link', { name: 'Register a receiver' }).click()

  // A wrong address gets its sentence, and nothing typed is lost.
  await page.fill('[name=name]', 'Komnas HAM, website')
  await page.fill('[name=address]', 'http://example.org/hook')
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByText('The address must begin with https://').first().waitFor()
  await page.getByText('Choose at least one thing').first().waitFor()
  expect(await page.locator('[name=name]').inputValue()).toBe('Komnas HAM, website')
  await page.fill('[name=address]', receiver.address)
  await page.getByLabel('A report or an assessment is published').check()
  await page.getByLabel('A recommendation reaches a stage').check()
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByText('The secret, shown this once').waitFor()
  const secret = (await page.locator('code.secret').textContent())!
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  await page.getByRole('link', { name: 'I have kept it' }).click()
  expect(await page.content()).not.toContain(secret)
  const here = new URL(page.url()).pathname

  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Sent. Outcome: Delivered.').waitFor()
  expect(receiver.heard[0]!.message.type).toBe('hall.test')

  const siti = await visit(hall, 'siti-lestari-adi')
  await speak(siti, 'Report for Indonesia', 'balai/under-way', 'A working group met twice.')
  const told = (await heard(2))[1]!
  expect(told.message).toMatchObject({ type: 'progress.published', data: { subject: { id: 'AHRD7-R3' } } })
  expect(verdictOn(secret, told.headers, told.body, new Date())).toBe('genuine')
  expect(verdictOn(`${secret.slice(0, -5)}AAAA=`, told.headers, told.body, new Date())).toBe('wrong-signature')
  expect(told.body).not.toMatch(/working group|Siti/)
  const entry = (await (await fetch(told.message.data.api)).json()) as { text: string; by: string }
  expect(entry).toMatchObject({ text: 'A working group met twice.', by: 'ID' })

  // The receiver has the message and hasn't answered when the hall is killed; beside the hall, a command tells of a
  // stage. After the restart both are told, in their order, the first under the identifier it had.
  receiver.answer = 'silent'
  const yohanes = await visit(hall, 'yohanes-prabaswara')
  await speak(yohanes, 'Assess for Komnas HAM', 'upr-info/partially', 'The law is not in force.')
  const unanswered = (await heard(3))[2]!
  const stage = {
    reference: 'AHRD7-R3',
    stage: 'consensus' as const,
    reachedOn: '2026-01-10',
    into: null,
    reason: 'Decided',
    source: 'Summary record',
    sourceUrl: null
  }
  const command = { db: hall.db, actor: { kind: 'system', name: 'bin/balai' } as const, now: new Date() }
  expect(await recordStage(command, stage)).toHaveProperty('id')
  receiver.answer = 204
  await hall.killAndReopen()
  const all = await heard(5)
  expect(all[3]!.message).toEqual(unanswered.message)
  expect(all[4]!.message.type).toBe('recommendation.stage-recorded')
  expect(verdictOn(secret, all[3]!.headers, all[3]!.body, new Date())).toBe('genuine')
  await page.goto(here)
  await expect
    .poll(async () => (await page.goto(here)) && (await page.locator('main').textContent()))
    .toContain('Nothing waits')
  expect(await page.locator('tbody tr').count()).toBe(4)

  await page
    .getByRole('button', { name: /Send again/ })
    .first()
    .click()
  await page.getByText('Sent. Outcome: Delivered.').waitFor()
  expect((await heard(6))[5]!.message).toEqual(all[4]!.message)

  // A receiver that refuses: the attempt says what was answered, and can be picked out.
  receiver.answer = 500
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Sent. Outcome: Refused by the receiver.').waitFor()
  await page.getByRole('link', { name: 'Only those that failed' }).click()
  expect(await page.locator('tbody').textContent()).toContain('answered 500')
  expect(await page.locator('tbody tr').count()).toBe(1)
  receiver.answer = 204

  // Two windows change it at once: the second is shown what the first made of it, and loses nothing.
  const other = await ratna.context.newPage()
  for (const window of [page, other]) await window.goto(`${here}/edit`)
  await page.fill('[name=name]', 'Komnas HAM, new website')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It is changed.').waitFor()
  await other.fill('[name=name]', 'Komnas HAM, registry')
  await other.getByRole('button', { name: 'Save' }).click()
  await other.getByText('Somebody else changed this receiver meanwhile').waitFor()
  expect(await other.locator('main').textContent()).toContain('Komnas HAM, new website')
  expect(await other.locator('[name=name]').inputValue()).toBe('Komnas HAM, registry')
  await other.getByRole('button', { name: 'Save' }).click()
  await other.getByText('It is changed.').waitFor()

  const session = await ratna.context.storageState()
  for (const path of ['/webhooks', '/webhooks/new', here, `${here}/edit`]) {
    for (const [width, locale] of [
      [360, 'th'],
      [1440, 'en']
    ] as const) {
      const asked = `${path}?lang=${locale}`
      expect(faultsOf(await checkPage(hall.browser, hall.address, asked, width, session), locale), asked).toEqual([])
    }
  }
  for (const path of ['/api', '/data']) {
    expect(faultsOf(await checkPage(hall.browser, hall.address, `${path}?lang=th`, 360), 'th'), path).toEqual([])
  }

  // Nobody else comes in.
  expect((await yohanes.page.goto('/webhooks'))?.status()).toBe(403)
  const visitor = await visit(hall)
  await visitor.page.goto(here)
  expect(visitor.page.url()).toContain('/sign-in')

  await page.goto(`${here}?lang=en`)
  await page.locator('summary', { hasText: 'Renew the secret' }).click()
  await page.getByRole('button', { name: 'Renew the secret' }).click()
  const renewed = (await page.locator('code.secret').textContent())!
  expect(renewed).not.toBe(secret)
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Sent. Outcome: Delivered.').waitFor()
  const both = receiver.heard.at(-1)!
  for (const one of [secret, renewed]) expect(verdictOn(one, both.headers, both.body, new Date())).toBe('genuine')

  await page.locator('summary', { hasText: 'Pause' }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText('Write why.').first().waitFor()
  await page.fill('[name=reason]', 'They move house')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText('It is paused.').waitFor()
  expect(await page.locator('main').textContent()).toContain('They move house')
  const before = receiver.heard.length
  await speak(siti, 'Report for Indonesia', 'balai/partly', 'While it was paused.')
  await page.goto(`${here}?lang=en`)
  expect(await page.locator('main').textContent()).toContain('1 event waits')
  expect(receiver.heard).toHaveLength(before)
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('It is told again.').waitFor()
  expect((await heard(before + 1)).at(-1)!.message.type).toBe('progress.published')

  await page.locator('summary', { hasText: 'End' }).click()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByText('Tick the box').first().waitFor()
  await page.getByLabel('Yes, end it for good').check()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByText('It is ended.').waitFor()
  expect(await page.getByRole('button', { name: 'Send a test' }).count()).toBe(0)

  await page.goto('/audit?lang=en')
  expect(await page.locator('main').textContent()).toContain('registered the receiver “Komnas HAM, website”')
  expect(await page.locator('main').textContent()).not.toContain('path-of-theirs')
  expect(hall.printed()).not.toContain(secret)
  for (const { context } of [ratna, siti, yohanes, visitor]) await context.close()
}, 300_000)
