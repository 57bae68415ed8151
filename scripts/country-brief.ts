// Makes the pictures docs/design/country-brief-{1,2}-{en,th}.png: the brief of Indonesia in a demonstration hall of its
// own, in which a year of follow-up has passed.
//   node scripts/country-brief.ts [FOLDER] [STATE] [LANGUAGE ...]
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pageAsPng } from '../src/areas/documents/page-picture.server.ts'
import { briefOnPaper } from '../src/areas/preparation/briefs.server.ts'
import { preparationOf } from '../src/areas/preparation/store.server.ts'
import { dayOf } from '../src/platform/clock/clock.ts'
import { openDatabase } from '../src/platform/db/open.server.ts'
import { isLocale } from '../src/platform/i18n/locales.ts'
import { isRefusal } from '../src/platform/refusal.ts'
import { readSettings } from '../src/platform/settings.ts'
import { openDemonstration } from '../test/demonstration.ts'
import { aYearOfFollowUp, OPENED, prepared, PREPARED_AT } from '../test/prepared-hall.ts'

const WIDTH_px = 800
const [folder = 'docs/design', stateId = 'ID', ...languages] = process.argv.slice(2)
const dataFolder = mkdtempSync(join(tmpdir(), 'balai-brief-'))
// The database is run by another user where this one is root: it has to reach its folder.
chmodSync(dataFolder, 0o755)
mkdirSync(folder, { recursive: true })
const opened = await openDatabase({ ...readSettings({}), dataFolder })
try {
  const { db } = opened
  await openDemonstration(db, OPENED)
  await aYearOfFollowUp(db)
  await prepared(db)
  const preparation = (await preparationOf(db, 8))!
  for (const locale of languages.length ? languages.filter(isLocale) : (['en', 'th'] as const)) {
    const asked = { preparation, stateId, day: dayOf(PREPARED_AT), locale, address: 'https://hall.example.org' }
    const files = await briefOnPaper(db, asked)
    if (!files) throw new Error(`${stateId} is no State.`)
    console.log(`${locale}: room ${files.room}, PDF ${files.pdf.length} bytes, DOCX ${files.docx.length} bytes`)
    if (process.env.KEEP_FILES) {
      writeFileSync(join(folder, `country-brief-${locale}.pdf`), files.pdf)
      writeFileSync(join(folder, `country-brief-${locale}.docx`), files.docx)
    }
    for (const page of [1, 2]) {
      const picture = await pageAsPng(files.pdf, page, WIDTH_px)
      if (isRefusal(picture)) throw new Error(`There is no page ${page}.`)
      writeFileSync(join(folder, `country-brief-${page}-${locale}.png`), picture)
    }
  }
} finally {
  await opened.close()
  rmSync(dataFolder, { recursive: true, force: true })
}
