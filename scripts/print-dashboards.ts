// Makes the pictures of printed dashboards in docs/design, A4, first pages, in English and in Thai:
//   node scripts/print-dashboards.ts [FOLDER]
// from a hall of its own whose answers, reports and actions are invented (bench/followed-record.ts). Needs pdftoppm.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCast } from '../src/areas/people/opening.server.ts'
import { openHall } from '../src/areas/publication/open-hall.server.ts'
import { readSettings } from '../src/platform/settings.ts'
import { enterPast, followUp } from '../bench/followed-record.ts'
import { openServer } from '../bench/open-server.ts'
import { pastRows } from '../bench/past-rows.ts'
import { launchBrowser } from '../test/e2e/browser.ts'
import { freshDatabase } from '../test/database.ts'
import { openScratch } from '../test/scratch.ts'

const folder = process.argv[2] ?? 'docs/design'
const PAST = 1_200
const PRINTS = [
  '/follow-up/flow?from=dialogue',
  '/follow-up/themes?from=all',
  '/follow-up/editions?from=all',
  '/follow-up/overdue?from=dialogue'
]
const DOTS_PER_INCH = 80

mkdirSync(folder, { recursive: true })
const now = new Date()
const scratch = await openScratch(readSettings().databaseUrl)
const { db, url, close } = await freshDatabase()
try {
  await openHall({ db, mode: 'demonstration', now, afterLoad: [(tx, _mode, at) => loadCast(tx, at)] })
  await enterPast(db, pastRows(undefined, PAST), now)
  await followUp(db, now)
  const server = await openServer(url)
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ javaScriptEnabled: false })
    for (const [i, path] of PRINTS.entries()) {
      for (const locale of ['en', 'th']) {
        await page.goto(`${server.address}${path}&lang=${locale}`)
        const name = join(folder, `dashboard-print-${i + 1}-${locale}`)
        writeFileSync(
          `${name}.pdf`,
          await page.pdf({
            format: 'A4',
            printBackground: false,
            margin: { top: '15mm', bottom: '15mm', left: '12mm', right: '12mm' }
          })
        )
        execFileSync('pdftoppm', ['-png', '-singlefile', '-r', String(DOTS_PER_INCH), `${name}.pdf`, name])
        rmSync(`${name}.pdf`)
      }
    }
  } finally {
    await browser.close()
    await server.close()
  }
} finally {
  await close()
  await scratch.close()
}
