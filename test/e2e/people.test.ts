import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast } from '#areas/people/opening.server.ts'
import { checkPage, faultsOf } from './page-checks.ts'
import { openIdProvider, type OpenIdProvider } from './openid-provider.ts'
import { openTestHall, visit, type TestHall } from './hall.ts'

const PASSWORD = 'three herons stand in rice'
const OTHER_PASSWORD = 'seven lanterns on the river'

/** The code of an authenticator (RFC 6238, its defaults) for a key in base 32, `steps` of 30 seconds from now. */
function totp(key: string, steps = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key.replace(/[\s=]/g, '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((octet) => parseInt(octet, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const at = digest.at(-1)! & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.locator('header summary').last().click()
  await page.locator('header').getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()
}

async function heading(page: Page): Promise<string> {
  return (await page.locator('h1').first().textContent())!.trim()
}

describe('a demonstration', () => {
  let hall: TestHall
  beforeAll(async () => {
    hall = await openTestHall()
  })
  afterAll(() => hall?.close())

  test('signs a visitor in as any member of its cast, who then finds their own mandates, and out again', async () => {
    const { page, context } = await visit(hall)
    for (const { id, name, locale } of cast()) {
      await page.goto('/demonstration')
      await page.locator(`form:has(input[value="${id}"]) button`).click()
      await page.goto('/account?lang=en')
      expect(await heading(page)).toBe(name)
      expect(await page.locator('section[aria-labelledby=mandates] li').count(), name).toBe(1)
      expect(await page.locator('select[name=locale]').inputValue()).toBe(locale)
      await signOut(page)
    }
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await context.close()
  })

  test('only the secretariat opens the pages of people, audit and documents in work', async () => {
    const closed = ['/people', '/people/invite', '/audit', '/documents/desk']
    const observer = await visit(hall, 'lim-suet-yee')
    for (const path of closed) expect((await observer.page.goto(path))?.status(), path).toBe(403)
    await observer.context.close()
    const secretariat = await visit(hall, 'ratna-wijayakusuma')
    for (const path of closed) expect((await secretariat.page.goto(path))?.status(), path).toBe(200)
    await secretariat.context.close()
  })

  test('an invitation goes out by mail, is accepted, and its account forgets and resets its password', async () => {
    const ratna = await visit(hall, 'ratna-wijayakusuma')
    await ratna.page.goto('/people/invite')
    await ratna.page.fill('[name=name]', 'Arnel Villanueva')
    await press(ratna.page, 'Continue')
    expect(await ratna.page.locator('[name=name]').inputValue()).toBe('Arnel Villanueva')
    expect(await ratna.page.locator('[role=alert], .errors').first().textContent()).toContain('e-mail')
    await ratna.page.fill('[name=email]', 'Arnel@example.org')
    await ratna.page.selectOption('[name=role]', 'cso')
    await ratna.page.selectOption('[name=bodyId]', 'lantern-network')
    await ratna.page.fill('[name=reason]', 'Letter of the network')
    await press(ratna.page, 'Continue')
    await press(ratna.page, 'Send the invitation')
    expect(await heading(ratna.page)).toBe('Arnel Villanueva is invited')
    await ratna.page.goto('/demonstration/mail')
    const link = await ratna.page.locator('article a[href*="/invitation/"]').first().getAttribute('href')

    const { page, context } = await visit(hall)
    await page.goto(link!)
    await page.fill('[name=password]', 'short')
    await press(page, 'Make my account')
    expect(await page.locator('[name=name]').inputValue()).toBe('Arnel Villanueva')
    await page.fill('[name=password]', PASSWORD)
    await press(page, 'Make my account')
    await page.getByText('Your account is made').waitFor()
    await signOut(page)
    await page.goto(link!)
    expect(await heading(page)).toBe('This invitation is closed')

    await signIn(page, 'arnel@example.org', 'not the password at all')
    await page.getByText('The address or the password is wrong.').first().waitFor()
    await page.goto('/sign-in/forgotten')
    await page.fill('[name=email]', 'arnel@example.org')
    await press(page, 'Send the link')
    await page.goto('/demonstration/mail')
    const reset = await page.locator('article a[href*="/new-password/"]').first().getAttribute('href')
    await page.goto(reset!)
    await page.fill('[name=password]', OTHER_PASSWORD)
    await press(page, 'Save the new password')
    await page.getByText('The new password is set.').waitFor()
    await signIn(page, 'arnel@example.org', PASSWORD)
    await page.getByText('The address or the password is wrong.').first().waitFor()
    await signIn(page, 'arnel@example.org', OTHER_PASSWORD)
    await page.waitForURL('**/desk')
    await page.goto('/account')
    expect(await heading(page)).toBe('Arnel Villanueva')
    await context.close()

    await ratna.page.goto('/people?words=arnel')
    await ratna.page.getByRole('link', { name: 'Arnel Villanueva' }).click()
    await ratna.page.getByRole('link', { name: /^End/ }).click()
    await ratna.page.fill('[name=reason]', 'The network named somebody else')
    await ratna.page.fill('[name=until]', '2099-01-01')
    await press(ratna.page, 'End the mandate')
    await ratna.page.getByText('The end of the mandate is recorded.').waitFor()
    await ratna.page.goto('/audit')
    const audit = (await ratna.page.locator('main').textContent())!
    for (const words of ['Arnel Villanueva', 'The network named somebody else']) expect(audit).toContain(words)
    await ratna.context.close()
  })

  test('the pages of people hold what every page must, at 360 px too', async () => {
    const ratna = await visit(hall, 'ratna-wijayakusuma')
    const session = await ratna.context.storageState()
    for (const path of ['/account', '/people', '/people/invite', '/people/siti-lestari-adi', '/audit']) {
      for (const width of [360, 1440]) {
        const faults = faultsOf(await checkPage(hall.browser, hall.address, path, width, session), 'en')
        // The one script of these pages: passkeys are a matter between a page and the device.
        expect(
          faults.filter((fault) => !fault.endsWith('/passkey.js')),
          `${path} at ${width}`
        ).toEqual([])
      }
    }
    await ratna.context.close()
  })
})

describe('a real hall', () => {
  let hall: TestHall
  beforeAll(async () => {
    hall = await openTestHall({ empty: true })
  })
  afterAll(() => hall?.close())

  test('opens without cast, with a link for its first account, which can then protect itself', async () => {
    const { page, context } = await visit(hall)
    expect((await page.goto('/demonstration'))?.status()).toBe(404)
    for (const asked of ['sign-in', 'let-a-year-pass']) {
      const headers = { origin: hall.address }
      const answer = await page.request.post(`/demonstration?/${asked}`, { headers, form: { member: 'hafiz-mansor' } })
      expect(answer.status(), asked).toBe(404)
    }
    const [link] = /http\S+\/invitation\/\S+/.exec(hall.printed())!
    await page.goto(link)
    await page.fill('[name=name]', 'Nurul Hakim')
    await page.fill('[name=email]', 'nurul@example.org')
    await page.fill('[name=password]', PASSWORD)
    await press(page, 'Make my account')
    await page.getByText('Your account is made').waitFor()

    // A second step, by an authenticator and by a recovery code.
    await page.goto('/account/second-factor')
    await page.fill('[name=password]', PASSWORD)
    await press(page, 'Set up a second step')
    const key = (await page.locator('code.key').textContent())!
    const recovery = (await page.locator('.codes li').first().textContent())!
    await page.fill('[name=code]', '000000')
    await press(page, 'Turn on the second step')
    expect(await page.locator('code.key').textContent()).toBe(key)
    await page.fill('[name=code]', totp(key))
    await press(page, 'Turn on the second step')
    await page.getByText('The second step is on.').waitFor()
    await signOut(page)
    await signIn(page, 'nurul@example.org', PASSWORD)
    await page.waitForURL('**/second-step*')
    expect((await page.goto('/people'))?.url()).toContain('/sign-in')
    await signIn(page, 'nurul@example.org', PASSWORD)
    await page.fill('[name=code]', totp(key, 1))
    await press(page, 'Continue')
    await page.waitForURL('**/desk')
    await signOut(page)
    await signIn(page, 'nurul@example.org', PASSWORD)
    await page.goto('/sign-in/second-step?way=recovery')
    await page.fill('[name=code]', recovery)
    await press(page, 'Continue')
    await page.waitForURL('**/desk')

    // A passkey, made and used with the browser's own virtual authenticator.
    const device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true
      }
    })
    await page.goto('/account')
    await page.fill('#passkey-name', 'The office key')
    await press(page, 'Add a passkey')
    await page.getByText('The passkey is added.').waitFor()
    await signOut(page)
    await page.goto('/sign-in')
    await press(page, 'Sign in with a passkey')
    await page.waitForURL('**/desk')
    await page.goto('/account')
    expect(await heading(page)).toBe('Nurul Hakim')
    expect(await page.locator('form[action="?/remove-passkey"]').textContent()).toContain('The office key')
    await page.locator('form[action="?/remove-passkey"] button').click()
    await page.getByText('The passkey is removed.').waitFor()

    await page.goto('/audit')
    const ways = await hall.db
      .selectFrom('audit')
      .select('details')
      .where('permission', '=', 'people.sign-in')
      .orderBy('id')
      .execute()
    expect(ways.map(({ details }) => (details as { way?: string }).way)).toEqual(
      expect.arrayContaining(['second-factor', 'recovery-code', 'passkey'])
    )
    await context.close()
  })

  test('its public pages answer with nothing in the record yet but reference data', async () => {
    const { page, context } = await visit(hall, undefined, 360)
    for (const path of [
      '/',
      '/dialogues',
      '/recommendations',
      '/documents',
      '/bodies',
      '/instruments',
      '/charts',
      '/search?words=children'
    ]) {
      const answer = await page.goto(path)
      expect([200, 303, 404], path).toContain(answer?.status())
      expect(answer?.status(), path).not.toBe(500)
    }
    await context.close()
  })
})

describe('a hall that trusts an OpenID provider', () => {
  let hall: TestHall
  let provider: OpenIdProvider
  beforeAll(async () => {
    provider = await openIdProvider()
    const { issuer, clientId, clientSecret } = provider
    hall = await openTestHall({
      settings: {
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_NAME: 'Ministry'
      }
    })
  })
  afterAll(async () => {
    await hall?.close()
    await provider?.close()
  })

  test('signs in the person whose address it has verified, and nobody whom the hall did not invite', async () => {
    const { page, context } = await visit(hall)
    provider.person = { sub: 'a', email: 'stranger@example.org', email_verified: true, name: 'A Stranger' }
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /Ministry/ }).click()
    await page.locator('.errors, [role=alert]').first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(
      await hall.db.selectFrom('account').select('id').where('email', '=', 'stranger@example.org').execute()
    ).toEqual([])

    const email = 'siti-lestari-adi@cast.invalid'
    provider.person = { sub: 'b', email, email_verified: false, name: 'Somebody who says so' }
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /Ministry/ }).click()
    await page.waitForLoadState('networkidle')
    await page.goto('/account?lang=en')
    expect(new URL(page.url()).pathname, 'an unverified address').toBe('/sign-in')

    // As an account whose invitation went to this address: it was proved when the invitation was accepted.
    await hall.db.updateTable('account').set({ email_verified: true }).where('email', '=', email).execute()
    provider.person = { sub: 'c', email, email_verified: true, name: 'Siti Lestari Adi' }
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /Ministry/ }).click()
    await page.waitForURL('**/desk')
    await page.goto('/account')
    expect(await heading(page)).toBe('Siti Lestari Adi')
    const [row] = await hall.db
      .selectFrom('audit')
      .select(['permission', 'details'])
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
    expect(row).toMatchObject({ permission: 'people.sign-in', details: { way: 'oidc' } })
    await context.close()
  })
})
