// Makes the pictures of docs/design from a hall that is open:
//   node scripts/screenshots.ts [ADDRESS] [FOLDER] [PAGE ...]
// Each main page on a phone and on a desk, in English and in Thai: on a phone the first screen and most of the second.
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../test/e2e/browser.ts'

const [address = 'http://localhost:7100', folder = 'docs/design', ...chosen] = process.argv.slice(2)

const PAGES: Readonly<Record<string, string>> = {
  home: '/',
  dialogues: '/dialogues',
  dialogue: '/dialogues/ahrd-7',
  recommendation: '/recommendations/AHRD7-R4',
  search: '/recommendations',
  bodies: '/bodies',
  body: '/bodies/TL',
  instruments: '/instruments',
  instrument: '/instruments/ahrd',
  themes: '/themes',
  charts: '/charts',
  'follow-up': '/follow-up',
  documents: '/documents'
}
const WIDTHS = { 360: 1260, 1440: 1100 }
const LOCALES = ['en', 'th']
const LARGEST_bytes = 250_000

mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
for (const [width, height] of Object.entries(WIDTHS)) {
  const context = await browser.newContext({ viewport: { width: Number(width), height }, javaScriptEnabled: false })
  const page = await context.newPage()
  for (const [name, path] of Object.entries(PAGES)) {
    if (chosen.length && !chosen.includes(name)) continue
    for (const locale of LOCALES) {
      const answer = await page.goto(`${address}${path}?lang=${locale}`)
      if (!answer?.ok()) {
        console.error(`${path}: ${answer?.status()}`)
        process.exitCode = 1
        continue
      }
      const whole = (await page.locator('body').boundingBox())!.height
      const file = join(folder, `${name}-${width}-${locale}.png`)
      await page.screenshot({
        path: file,
        clip: { x: 0, y: 0, width: Number(width), height: Math.min(whole, height) },
        fullPage: true
      })
      const size_bytes = statSync(file).size
      if (size_bytes > LARGEST_bytes) {
        console.error(`${file} is ${size_bytes} bytes, more than ${LARGEST_bytes}`)
        process.exitCode = 1
      }
    }
  }
  await context.close()
}
await browser.close()
