// Looks at every public page of a hall that is open with the sample record:
//   node scripts/check-pages.ts [ADDRESS] [PATH ...]
// at 360 and 1440 pixels, in English and in Thai: weight, axe, sideways scroll, third parties, scripts, title, language.
import { launchBrowser } from '../test/e2e/browser.ts'
import { checkPage, faultsOf } from '../test/e2e/page-checks.ts'
import { PUBLIC_PAGES } from '../test/e2e/public-pages.ts'

const [address = 'http://localhost:7100', ...chosen] = process.argv.slice(2)
const browser = await launchBrowser()
for (const width of [360, 1440]) {
  for (const locale of ['en', 'th']) {
    for (const path of chosen.length ? chosen : PUBLIC_PAGES) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
      const checked = await checkPage(browser, address, asked, width)
      const faults = faultsOf(checked, locale)
      console.log(`${faults.length ? 'FAULT' : 'holds'}  ${width}  ${locale}  ${path}  ${checked.weight_bytes} bytes`)
      for (const fault of faults) console.log(`       ${fault}`)
      if (faults.length) process.exitCode = 1
    }
  }
}
await browser.close()
