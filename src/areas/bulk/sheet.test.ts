import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'csv-stringify/sync'
import { refuse } from '#platform/refusal.ts'
import { readSheetFile } from './sheet-file.server.ts'
import { cellsOf, writeSheet } from './sheet-template.server.ts'
import { headingOf, headings, sheetWords } from './sheet-words.server.ts'
import {
  columnsOf,
  findTable,
  planSheet,
  recordKey,
  SHEETS,
  type SheetAsked,
  type SheetKind,
  type SheetRecord
} from './sheet.ts'
import { readDay } from './sheet-day.ts'
import type { Scale } from '#areas/follow-up/store.server.ts'

const scales: readonly Scale[] = [
  {
    id: 'balai',
    name: { en: 'In words', id: 'Dengan kata-kata', th: 'เป็นถ้อยคำ' },
    source: '',
    grades: [
      { code: 'partly', level: 'partly', label: { en: 'Partly done', id: 'Sebagian', th: 'บางส่วน' } },
      { code: 'fully', level: 'fully', label: { en: 'Fully done', id: 'Sepenuhnya', th: 'ครบถ้วน' } }
    ]
  },
  {
    id: 'other',
    name: { en: 'Other scale' },
    source: '',
    grades: [{ code: 'x', level: 'fully', label: { en: 'Fully done' } }]
  }
]
const words = sheetWords(scales)
const TODAY = '2026-03-02'

const entry = {
  grade: 'balai/partly',
  observed_on: '2026-02-01',
  text: 'A working group met.',
  language: 'en',
  evidence: '',
  evidence_url: ''
}
const record: SheetRecord = {
  recommendationId: 1,
  reference: 'AHRD7-R3',
  state: 'ID',
  madeOn: '2025-11-17',
  stage: 'adopted',
  text: '=A formal mechanism',
  standing: { id: 7, cells: entry, by: 'Siti' },
  answer: null
}

function asked(
  records: readonly SheetRecord[],
  kind: SheetKind = 'progress',
  change: Partial<SheetAsked> = {}
): SheetAsked {
  return {
    kind,
    track: kind === 'progress' ? 'state' : null,
    today: TODAY,
    locale: 'en',
    words,
    record: new Map(records.map((one) => [recordKey(one.reference, one.state), one])),
    barred: () => null,
    ...change
  }
}

function planned(records: readonly SheetRecord[], cells: readonly (readonly string[])[], context: SheetAsked) {
  const head = columnsOf(context.kind).map((column) => headingOf(column, 'id'))
  const table = findTable([[head, ...cells]], headings())
  if ('refused' in table) throw new Error(table.refused)
  return planSheet(table.rows, context)
}

/** The row of a fetched sheet with some cells filled otherwise. */
function filled(of: SheetRecord, change: Readonly<Record<string, string>>, kind: SheetKind = 'progress'): string[] {
  const [row] = cellsOf({ kind, records: [of], scales }, 'en')
  return columnsOf(kind).map((column, i) => change[column] ?? row![i]!)
}
const plan = (change: Readonly<Record<string, string>>, of = record, context = asked([of])) =>
  planned([of], [filled(of, change)], context)

const text = fc.string({
  unit: fc.constantFrom('a', 'ก', '=', "'", '-', '@', '+', ' ', '\n', ',', ';', '"', '\t'),
  maxLength: 30
})
const day = fc.constantFrom('2025-12-01', '2026-02-10', '2026-03-02')
const cells = {
  progress: fc.record({
    grade: fc.constantFrom('balai/partly', 'balai/fully', 'other/x'),
    observed_on: day,
    text: text.filter((said) => said.trim() !== ''),
    language: fc.constantFrom('en', 'th', 'tet'),
    evidence: text,
    evidence_url: fc.constantFrom('', 'https://example.org/a?b=1')
  }),
  positions: fc.record({
    position: fc.constantFrom('supported', 'partly', 'noted', 'pending', 'no-reply'),
    stated_on: day,
    source: text,
    source_url: fc.constantFrom('', 'https://example.org/')
  })
}

function recordsOf(kind: SheetKind): fc.Arbitrary<SheetRecord[]> {
  const standing = fc.option(fc.record({ id: fc.nat(), by: fc.constant('Siti'), cells: cells[kind] as never }), {
    nil: null
  })
  return fc
    .array(fc.record({ standing, text }), { maxLength: 6 })
    .map((rows) => rows.map((row, i) => ({ ...record, ...row, reference: `R${i}` })) as SheetRecord[])
}

describe('a sheet that was fetched and is brought back as it is', () => {
  test.each(['progress', 'positions'] as const)('changes nothing: %s, as CSV, in any language', async (kind) => {
    await fc.assert(
      fc.asyncProperty(recordsOf(kind), fc.constantFrom('en', 'id', 'th'), async (records, locale) => {
        const read = await readSheetFile(await writeSheet({ kind, records, scales }, 'csv', locale))
        const table = findTable(read as string[][][], headings())
        if ('refused' in table) throw new Error(table.refused)
        expect(table.kind).toBe(kind)
        const outcome = planSheet(table.rows, asked(records, kind))
        expect(outcome).toEqual({ changes: [], faults: [], untouched: records.length })
      }),
      { numRuns: 60 }
    )
  })

  test.each(['progress', 'positions'] as const)('changes nothing: %s, as XLSX', async (kind) => {
    await fc.assert(
      fc.asyncProperty(recordsOf(kind), fc.constantFrom('en', 'id', 'th'), async (records, locale) => {
        const read = await readSheetFile(await writeSheet({ kind, records, scales }, 'xlsx', locale))
        const table = findTable(read as string[][][], headings())
        if ('refused' in table) throw new Error(table.refused)
        expect(planSheet(table.rows, asked(records, kind))).toEqual({
          changes: [],
          faults: [],
          untouched: records.length
        })
      }),
      { numRuns: 15 }
    )
  })

  test('runs nothing when it is opened: no cell begins like a formula', () => {
    fc.assert(
      fc.property(recordsOf('progress'), (records) => {
        for (const cell of cellsOf({ kind: 'progress', records, scales }, 'en').flat()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        }
      })
    )
  })
})

describe('what a filled sheet changes', () => {
  test('a later day is a new entry beside the one before; the same day puts it right', () => {
    const later = plan({ observed_on: '01/03/2026', text: 'It met twice.' })
    expect(later.changes).toMatchObject([{ corrects: null, to: { observed_on: '2026-03-01', text: 'It met twice.' } }])
    expect(plan({ text: 'It met twice.' }).changes).toMatchObject([{ corrects: 7, from: { text: entry.text } }])
  })

  test('a first entry takes the language of its reader where its cell says none', () => {
    const none = { ...record, standing: null }
    const given = { grade: 'Sebagian', observed_on: '2026-02-10', text: 'Panitia bertemu.' }
    expect(plan(given, none, asked([none], 'progress', { locale: 'id' })).changes).toMatchObject([
      { corrects: null, to: { grade: 'balai/partly', language: 'id' } }
    ])
  })

  test('a change that changes nothing is none', () => {
    expect(plan({ language: '' })).toEqual({ changes: [], faults: [], untouched: 1 })
  })

  test.each([
    ['an unknown grade', { grade: 'Nearly' }, 'grade', 'bulk.cell_grade_unknown'],
    ['a grade of two scales', { grade: 'Fully done' }, 'grade', 'bulk.cell_grade_ambiguous'],
    ['a day that is none', { observed_on: '31/02/2026' }, 'observed_on', 'bulk.cell_day_unknown'],
    ['a day to come', { observed_on: '2026-03-03' }, 'observed_on', 'follow-up.day_in_future'],
    ['a day before it was made', { observed_on: '2025-01-01' }, 'observed_on', 'follow-up.day_before_made'],
    ['fully done without evidence', { grade: 'balai/fully' }, 'evidence', 'follow-up.evidence_missing'],
    ['no text', { text: '' }, 'text', 'bulk.cell_missing'],
    ['too long a text', { text: 'a'.repeat(5001) }, 'text', 'bulk.cell_too_long'],
    ['a language that is none', { language: 'Elvish' }, 'language', 'bulk.cell_language_unknown'],
    ['an address that is none', { evidence_url: 'javascript:alert(1)' }, 'evidence_url', 'bulk.cell_address_wrong'],
    ['a fingerprint that was changed', { fingerprint: 'x' }, 'fingerprint', 'bulk.cell_fingerprint'],
    ['a State that is none', { state: 'Atlantis' }, 'state', 'bulk.cell_state_unknown'],
    ['a State that it does not address', { state: 'TH' }, 'reference', 'bulk.cell_not_addressed'],
    ['no reference', { reference: '' }, 'reference', 'bulk.cell_reference_missing']
  ])('%s is told by row and column, and nothing changes', (_, change, column, refused) => {
    const { changes, faults } = plan(change as Record<string, string>)
    expect(changes).toEqual([])
    expect(faults).toMatchObject([{ line: 2, column, reason: { refused } }])
  })

  test('an emptied row takes nothing back', () => {
    const empty = Object.fromEntries(SHEETS.progress.map((column) => [column, '']))
    expect(plan(empty).faults).toMatchObject([{ column: 'grade', reason: { refused: 'bulk.cell_emptied' } }])
  })

  test('every fault of a row is told at once, and the same row twice', () => {
    const wrong = filled(record, { grade: 'Nearly', observed_on: 'soon' })
    const { faults } = planned([record], [wrong, filled(record, {})], asked([record]))
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'grade'],
      [2, 'observed_on'],
      [3, 'reference']
    ])
  })

  test('what somebody else changed meanwhile is told and not overwritten; untouched rows may move on', () => {
    const moved = { ...record, standing: { id: 8, by: 'Wahyu', cells: { ...entry, text: 'It met thrice.' } } }
    const touched = planned([moved], [filled(record, { text: 'It met twice.' })], asked([moved]))
    expect(touched.changes).toEqual([])
    expect(touched.faults).toMatchObject([
      { column: 'fingerprint', reason: { refused: 'bulk.cell_changed_meanwhile', values: { by: 'Wahyu' } } }
    ])
    expect(planned([moved], [filled(record, {})], asked([moved]))).toEqual({ changes: [], faults: [], untouched: 1 })
  })

  test('a row about a State of which one may not speak is a fault where it was touched', () => {
    const barred = asked([record], 'progress', { barred: () => refuse('bulk.cell_not_yours') })
    expect(planned([record], [filled(record, { text: 'x' })], barred).faults).toMatchObject([{ column: 'state' }])
    expect(planned([record], [filled(record, {})], barred).untouched).toBe(1)
  })

  test('what goes on in another recommendation is not reported on', () => {
    const over = { ...record, stage: 'consolidated' as const }
    expect(plan({ text: 'x' }, over).faults).toMatchObject([{ reason: { refused: 'follow-up.life_over' } }])
  })
})

describe('the habits of spreadsheet programs', () => {
  const head = (locale: 'en' | 'th') => columnsOf('progress').map((column) => headingOf(column, locale))
  const body = filled(record, { text: 'It met twice.' })

  test.each([
    ['semicolons and a byte order mark', `\ufeff${stringify([head('th'), body], { delimiter: ';' })}`],
    ['tabs', stringify([head('en'), body], { delimiter: '\t' })],
    ['rows left empty below', stringify([head('en'), body, [], Array(10).fill('')], {})],
    ['a title above the head', stringify([['Report of Indonesia'], [], head('en'), body], {})]
  ])('CSV with %s', async (_, csv) => {
    const read = await readSheetFile(new TextEncoder().encode(csv))
    const table = findTable(read as string[][][], headings())
    if ('refused' in table) throw new Error(table.refused)
    expect(planSheet(table.rows, asked([record])).changes).toMatchObject([{ to: { text: 'It met twice.' } }])
  })

  test('UTF-16, as Excel saves "Unicode text"', async () => {
    const bytes = Buffer.from(`\ufeff${stringify([head('th'), body], { delimiter: '\t' })}`, 'utf16le')
    expect(findTable((await readSheetFile(bytes)) as string[][][], headings())).toMatchObject({ kind: 'progress' })
  })

  test('an old Excel file, a picture and a file without the head each get their sentence', async () => {
    expect(await readSheetFile(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toMatchObject({
      refused: 'bulk.sheet_old_excel'
    })
    expect(await readSheetFile(Buffer.from([0x50, 0x4b, 0x03, 0x04, 9, 9]))).toMatchObject({
      refused: 'bulk.sheet_not_one'
    })
    expect(await readSheetFile(Buffer.from([0x89, 0x50, 0, 1, 2, 3]))).toMatchObject({ refused: 'bulk.sheet_not_one' })
    expect(findTable([[['a', 'b']]], headings())).toMatchObject({ refused: 'bulk.sheet_no_head' })
    expect(findTable([[['Reference', 'State']]], headings())).toMatchObject({
      refused: 'bulk.sheet_missing_column',
      values: { column: 'grade' }
    })
  })

  test('days as numbers, in local formats, of the Buddhist era, with the names of months', () => {
    for (const [cell, read] of [
      ['46063', '2026-02-10'],
      ['10/02/2026', '2026-02-10'],
      ['10.2.2026', '2026-02-10'],
      ['02/25/2026', '2026-02-25'],
      ['10/02/2569', '2026-02-10'],
      ['10 Feb 2026', '2026-02-10'],
      ['10 Februari 2026', '2026-02-10'],
      ['10 กุมภาพันธ์ 2569', '2026-02-10'],
      ['10 ก.พ. 2569', '2026-02-10'],
      ['2026-02-10T00:00:00.000Z', '2026-02-10'],
      ['30/02/2026', null],
      ['7', null],
      ['soon', null]
    ] as const)
      expect(readDay(cell), cell).toBe(read)
  })

  test('a day that was written in any of these ways is read as that day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [year, month, at] = iso.split('-') as [string, string, string]
          const serial = Math.floor((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000)
          for (const cell of [iso, `${at}/${month}/${year}`, `${Number(at)}-${Number(month)}-${year}`, String(serial)])
            expect(readDay(cell)).toBe(iso)
          expect(readDay(`${at}/${month}/${Number(year) + 543}`)).toBe(iso)
        }
      )
    )
  })
})
