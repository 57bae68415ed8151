import { expect, it } from 'vitest'
import { planCorrections } from './correction.ts'
import type { ReadableRow } from './hits.server.ts'
import { publicRecommendation, spreadsheetRow } from './public-record.ts'

const record: ReadableRow = {
  id: 7,
  reference: 'AHRD7-R1',
  revision: 'abc',
  madeOn: '2025-11-17',
  originalLanguage: 'en',
  texts: { en: 'Choose specifc themes' },
  titles: { en: 'Specific themes' },
  makers: ['aichr'],
  addressees: ['TH'],
  answers: [{ bodyId: 'TH', position: 'pending' }],
  themes: ['cooperation'],
  sessions: ['ahrd-7'],
  articles: ['ahrd', 'ahrd/39'],
  kinds: ['press-release']
}
const row = spreadsheetRow(publicRecommendation(record, 'https://hall.example'))
const plan = (...rows: Record<string, string>[]) =>
  planCorrections(rows, new Map([[record.reference, record]]), new Set(['cooperation', 'environment']))
const faultOf = (change: Record<string, string>) =>
  plan({ ...row, ...change }).faults.map(({ reason }) => reason.refused)

it('changes nothing when a file comes back as it went', () => {
  expect(plan(row)).toEqual({ corrections: [], faults: [] })
})

it('takes texts, titles and themes', () => {
  const { corrections } = plan({ ...row, text: 'Choose specific themes', themes: 'environment;cooperation' })
  expect(corrections).toEqual([
    {
      id: 7,
      reference: 'AHRD7-R1',
      revision: 'abc',
      locale: 'en',
      changes: [
        { field: 'text', from: 'Choose specifc themes', to: 'Choose specific themes' },
        { field: 'themes', from: 'cooperation', to: 'cooperation; environment' }
      ]
    }
  ])
})

it('refuses, with the line and a reason, what can not be taken', () => {
  expect(faultOf({ text: ' ' })).toEqual(['search.fault_no_text'])
  expect(faultOf({ title: '' })).toEqual(['search.fault_no_title'])
  expect(faultOf({ themes: 'astrology' })).toEqual(['search.fault_unknown_theme'])
  expect(faultOf({ made_by: 'MY' })).toEqual(['search.fault_fixed_column'])
  expect(faultOf({ reference: 'AHRD7-R99' })).toEqual(['search.fault_unknown_reference'])
  expect(faultOf({ text: 'Other words', revision: 'older' })).toEqual(['search.fault_changed'])
  expect(plan(row, row).faults).toMatchObject([{ line: 3, reason: { refused: 'search.fault_twice' } }])
})
