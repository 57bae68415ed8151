import { expect, test } from 'vitest'
import { bibtex, plainCitation, ris, type Cited } from './citation.ts'

const cited: Cited = {
  reference: 'AHRD7-R4',
  title: 'Encourage new national institutions & 100% independence',
  makers: ['7th ASEAN Human Rights Dialogue'],
  occasion: '7th ASEAN Human Rights Dialogue',
  madeOn: '2025-11-17',
  publisher: 'ASEAN Human Rights Dialogue',
  address: 'https://hall.example.org/recommendations/AHRD7-R4',
  readOn: '2026-01-05'
}

test('the footnote names maker, title, reference, day, permalink and the day it was read', () => {
  expect(plainCitation(cited, 'read')).toBe(
    '7th ASEAN Human Rights Dialogue, ‘Encourage new national institutions & 100% independence’, AHRD7-R4, 2025-11-17. ' +
      'ASEAN Human Rights Dialogue, https://hall.example.org/recommendations/AHRD7-R4 (read 2026-01-05).'
  )
})

test('BibTeX escapes what TeX would read as a command, and leaves the address alone', () => {
  const entry = bibtex({ ...cited, address: 'https://hall.example.org/a_b?x=1&y=2' })
  expect(entry).toContain('@misc{AHRD7-R4,')
  expect(entry).toContain('title = {{Encourage new national institutions \\& 100\\% independence}}')
  expect(entry).toContain('url = {https://hall.example.org/a_b?x=1&y=2}')
  expect(entry).toContain('author = {{7th ASEAN Human Rights Dialogue}}')
  expect(entry.split('{').length).toBe(entry.split('}').length)
})

test('several makers are several authors in both formats', () => {
  const both = { ...cited, makers: ['France', 'Viet Nam'] }
  expect(bibtex(both)).toContain('author = {{France} and {Viet Nam}}')
  expect(ris(both)).toContain('AU  - France\r\nAU  - Viet Nam\r\n')
})

test('RIS begins with a type, ends with ER, and never breaks a value over lines', () => {
  const lines = ris({ ...cited, title: 'one\ntwo' }).split('\r\n')
  expect(lines[0]).toBe('TY  - GEN')
  expect(lines.at(-2)).toBe('ER  - ')
  expect(lines).toContain('TI  - one two')
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /)
})
