// Makes the pictures of the live meeting in docs/design from a demonstration hall that is open, in a rehearsal of its own:
//   node scripts/floor-screenshots.ts [ADDRESS] [FOLDER]
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../test/e2e/browser.ts'

const [address = 'http://localhost:7100', folder = 'docs/design'] = process.argv.slice(2)
const browser = await launchBrowser()

async function signedIn(id: string | null, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, baseURL: address, locale: 'en' })
  const page = await context.newPage()
  if (id) {
    await page.goto('/demonstration')
    await page.locator(`form:has(input[value="${id}"]) button`).click()
    await page.waitForURL((url) => url.pathname !== '/demonstration')
  }
  return page
}

const secretariat = await signedIn('ratna-wijayakusuma', 1440, 900)
await secretariat.goto('/floor')
await secretariat.getByRole('button', { name: 'Open a rehearsal of it' }).first().click()
await secretariat.waitForURL(/console$/)
const meeting = /floor\/([^/]+)/.exec(secretariat.url())![1]!

const command = (given: Record<string, unknown>) =>
  secretariat.evaluate(
    async ([meeting, command]) => {
      const answer = await fetch(`/floor/${meeting as string}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ command })
      })
      return (await answer.json()) as Record<string, unknown>
    },
    [meeting, given] as const
  )

await command({ do: 'open-item', item: 'dialogue-id' })
await command({ do: 'open-list' })
for (const delegation of ['TH', 'MY', 'TL', 'VN', 'SG', 'LA']) await command({ do: 'ask', delegation })
await command({ do: 'put-question', from: 'TH', to: 'ID', text: 'How will the regional plan be funded?' })
const { request } = await command({ do: 'next' })
await command({ do: 'ask', delegation: 'ID', kind: 'answer' })
await command({ do: 'last-call', more: 2 })
await command({ do: 'ask', delegation: 'PH', kind: 'order' })

const phone = await signedIn('siti-lestari-adi', 360, 1260)
const screen = await signedIn(null, 1920, 1080)
const picture = async (page: Page, name: string, path: string) => {
  await page.goto(path)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
for (const locale of ['en', 'th']) {
  await picture(phone, `floor-phone-360-${locale}`, `/floor/${meeting}?lang=${locale}`)
  await picture(screen, `floor-screen-1920-${locale}`, `/floor/${meeting}/screen?lang=${locale}`)
  await picture(secretariat, `floor-console-1440-${locale}`, `/floor/${meeting}/console?lang=${locale}`)
}
await secretariat.setViewportSize({ width: 360, height: 1260 })
await picture(secretariat, 'floor-console-360-en', `/floor/${meeting}/console?lang=en`)
await command({ do: 'give', delegation: 'ID', kind: 'answer', seen: request })
await picture(phone, 'floor-phone-speaking-360-en', `/floor/${meeting}?lang=en`)
await browser.close()
