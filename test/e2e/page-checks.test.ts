import { expect, test } from 'vitest'
import { faultsOf, WEIGHT_LIMIT_bytes, type Checked } from './page-checks.ts'

const good: Checked = {
  status: 200,
  weight_bytes: 20_000,
  thirdParty: [],
  scripts: [],
  sideways_px: 0,
  titles: 1,
  lang: 'th',
  findings: []
}

test('a page that keeps every promise has no fault', () => {
  expect(faultsOf(good, 'th')).toEqual([])
})

test('each broken promise is told', () => {
  const broken: [Partial<Checked>, RegExp][] = [
    [{ status: 500 }, /500/],
    [{ weight_bytes: WEIGHT_LIMIT_bytes + 1 }, /60001 bytes/],
    [{ thirdParty: ['https://fonts.example.org/a'] }, /third party: https:\/\/fonts/],
    [{ scripts: ['/a.js'] }, /script/],
    [{ sideways_px: 12 }, /12 pixels sideways/],
    [{ titles: 0 }, /0 first headings/],
    [{ lang: 'en' }, /in en, not in th/],
    [{ findings: ['color-contrast: p'] }, /color-contrast/]
  ]
  for (const [change, told] of broken) {
    const faults = faultsOf({ ...good, ...change }, 'th')
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(told)
  }
})
