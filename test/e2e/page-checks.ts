import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** What a first view of a public page may weigh over the wire, its styles and pictures with it. */
export const WEIGHT_LIMIT_bytes = 60_000

/** What the scripts of a page that runs in the browser may weigh over the wire. */
export const ISLAND_LIMIT_bytes = 90_000

/** The scripts that an open page has loaded, as they came over the wire. */
export function scriptWeight(page: Page): Promise<number> {
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  )
}

export interface Checked {
  readonly status: number
  /** bytes received for everything the page asked for, compressed, headers included */
  readonly weight_bytes: number
  /** addresses of requests to anywhere else */
  readonly thirdParty: readonly string[]
  /** scripts asked for: a public page has none */
  readonly scripts: readonly string[]
  /** how far the page can be scrolled sideways, in pixels */
  readonly sideways_px: number
  readonly titles: number
  readonly lang: string | null
  /** serious and critical findings of axe, one line each */
  readonly findings: readonly string[]
}

/**
 * Opens a page as a first-time visitor does, nothing kept from before but the session of somebody signed in, if given,
 * and looks at all that every page must hold.
 */
export async function checkPage(
  browser: Browser,
  address: string,
  path: string,
  width: number,
  session?: BrowserContextOptions['storageState']
): Promise<Checked> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    bypassCSP: true,
    ...(session && { storageState: session })
  })
  try {
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    let weight_bytes = 0
    network.on('Network.loadingFinished', ({ encodedDataLength }) => (weight_bytes += encodedDataLength))
    const asked: { url: string; type: string }[] = []
    page.on('request', (request) => asked.push({ url: request.url(), type: request.resourceType() }))
    const answer = await page.goto(address + path, { waitUntil: 'networkidle' })
    const home = new URL(address).origin
    const received_bytes = weight_bytes
    const scripts = asked.filter(({ type }) => type === 'script').map(({ url }) => url)
    const sideways_px = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    )
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    return {
      status: answer?.status() ?? 0,
      weight_bytes: received_bytes,
      thirdParty: asked
        .filter(({ url }) => !url.startsWith('data:') && new URL(url).origin !== home)
        .map(({ url }) => url),
      scripts,
      sideways_px,
      titles: await page.locator('h1').count(),
      lang: await page.locator('html').getAttribute('lang'),
      findings: violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)
        )
    }
  } finally {
    await context.close()
  }
}

/** What is wrong with a page, in sentences; nothing when every promise holds. */
export function faultsOf(checked: Checked, locale: string): string[] {
  const { status, weight_bytes, thirdParty, scripts, sideways_px, titles, lang, findings } = checked
  return [
    ...(status === 200 ? [] : [`It answers ${status}.`]),
    ...(weight_bytes <= WEIGHT_LIMIT_bytes
      ? []
      : [`It weighs ${weight_bytes} bytes, more than ${WEIGHT_LIMIT_bytes}.`]),
    ...thirdParty.map((url) => `It asks a third party: ${url}`),
    ...scripts.map((url) => `It asks for a script: ${url}`),
    ...(sideways_px <= 0 ? [] : [`It scrolls ${sideways_px} pixels sideways.`]),
    ...(titles === 1 ? [] : [`It has ${titles} first headings.`]),
    ...(lang === locale ? [] : [`It says that it is in ${lang}, not in ${locale}.`]),
    ...findings
  ]
}
