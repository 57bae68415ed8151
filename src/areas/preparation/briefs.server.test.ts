import { inflateSync } from 'node:zlib'
import mammoth from 'mammoth'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdf } from '#areas/documents/read-pdf.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import { aYearOfFollowUp, OPENED, prepared, SHARED_PRACTICE } from '#test/prepared-hall.ts'
import { briefOf } from './brief.ts'
import { ROOM_ON_SCREEN, ROOMS_ON_PAPER, type Brief } from './brief-content.ts'
import { briefFacts } from './brief-store.server.ts'
import { draw } from './brief-files.server.ts'
import { briefOnPaper, briefOnScreen, briefsToDraw } from './briefs.server.ts'
import { preparationOf, type Preparation } from './store.server.ts'

const DAY = '2026-10-05'
const STATES = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'TL', 'VN']
const LANGUAGES = ['en', 'id', 'th'] as const
const ADDRESS = 'https://hall.example.org'
let fresh: FreshDatabase
let preparation: Preparation

beforeAll(async () => {
  fresh = await demonstrationDatabase(OPENED)
  await aYearOfFollowUp(fresh.db)
  await prepared(fresh.db)
  preparation = (await preparationOf(fresh.db, 8))!
})
afterAll(() => fresh.close())

const asked = (stateId: string, locale: (typeof LANGUAGES)[number], day = DAY) => ({
  preparation,
  stateId,
  day,
  locale,
  address: ADDRESS
})

async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await openPdf(pdf.slice())
  try {
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    }
    return pages
  } finally {
    await document.loadingTask.destroy()
  }
}

/** Every number of a source that is named somewhere in a brief. */
function named(value: unknown, key = ''): number[] {
  if (key === 'sources') return []
  if (Array.isArray(value)) {
    return /refs$/i.test(key) ? (value as number[]) : value.flatMap((one) => named(one))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => named(one, name))
}

function allLines(brief: Brief): readonly { refs: readonly number[] }[] {
  return [
    ...brief.lead,
    ...brief.open.rows,
    ...brief.open.rows.flatMap(({ voices }) => voices.flat()),
    ...(brief.open.empty ? [brief.open.empty] : []),
    ...brief.sections.flatMap(({ lines }) => lines),
    ...(brief.review ? [brief.review.lead] : [])
  ]
}

describe.each(LANGUAGES)('in %s', (locale) => {
  test('every line of every State names a source, every source that is named is there, and every one there is named', async () => {
    for (const stateId of STATES) {
      const facts = (await briefFacts(fresh.db, preparation, stateId, DAY, ADDRESS))!
      for (const room of [ROOM_ON_SCREEN, ...ROOMS_ON_PAPER]) {
        const brief = briefOf(facts, translatorOf(locale), room)
        for (const one of allLines(brief)) expect(one.refs.length).toBeGreaterThan(0)
        expect([...new Set(named(brief))].sort((a, b) => a - b)).toEqual(brief.sources.map(({ number }) => number))
        expect(brief.sources.map(({ number }) => number)).toEqual(brief.sources.map((_, i) => i + 1))
      }
    }
  })

  test('every State has at most two pages, which say its name and number their sources', async () => {
    for (const stateId of STATES) {
      const files = (await briefOnPaper(fresh.db, asked(stateId, locale)))!
      const pages = await pagesOf(files.pdf)
      const brief = (await briefOnScreen(fresh.db, asked(stateId, locale)))!
      expect(pages.length, stateId).toBeLessThanOrEqual(2)
      if (locale === 'th') {
        const clusters = clustersIn(files.pdf)
        for (const told of [brief.state.text, brief.open.heading, brief.sourcesHeading]) {
          for (const cluster of told.match(/\p{Script=Thai}\p{M}+/gu) ?? []) expect(clusters, told).toContain(cluster)
        }
        expect(pages[0], stateId).toMatch(/\p{Script=Thai}{5}/u)
      } else expect(pages[0], stateId).toContain(brief.state.text)
      const named = [...pages.join('').matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number))
      expect(named.length, stateId).toBeGreaterThan(0)
      expect(Math.max(...named), stateId).toBeLessThanOrEqual(brief.sources.length)
    }
  })
})

/**
 * The clusters of letters and marks that a PDF spells out (ActualText): that is where Thai, whose marks are glyphs of
 * their own, is said rightly. pdf.js passes over it.
 */
function clustersIn(pdf: Uint8Array): Set<string> {
  const found = new Set<string>()
  const file = Buffer.from(pdf)
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 1)) {
    let content: string
    try {
      content = inflateSync(file.subarray(at + 7)).toString('latin1')
    } catch {
      continue
    }
    for (const [, code] of content.matchAll(/ActualText <FEFF([0-9A-F]+)>/g)) {
      found.add(Buffer.from(code!, 'hex').swap16().toString('utf16le'))
    }
  }
  return found
}

test('it says what stands in the record: contested, silent, done since, late, supported and noted', async () => {
  const brief = (await briefOnScreen(fresh.db, asked('ID', 'en')))!
  expect(brief.figures.map(({ value, label }) => `${value} ${label}`)).toEqual([
    '4 open points',
    '2 contested',
    '0 never taken up',
    '1 silent',
    '1 done since',
    '1 action overdue'
  ])
  const row = brief.open.rows.find(({ reference }) => reference === 'AHRD7-R3')!
  expect(row.voices.map((said) => said.map(({ levelName }) => levelName))).toEqual([
    ['Fully done'],
    ['Partly done'],
    ['Partly done']
  ])
  expect(brief.open.rows.find(({ reference }) => reference === 'AHRD7-R2')?.why).toBe(
    'Supported · Taken up, silent for 322 days'
  )
  const text = brief.sections.flatMap(({ lines }) => lines.map((line) => line.text)).join('\n')
  for (const words of [
    'AHRD7-R5, Deeper engagement with civil society: done',
    'Milestone reached on 15 June 2026',
    'overdue for 35 days (due on 31 August 2026)',
    'status A under the Paris Principles since 1 January 2000',
    SHARED_PRACTICE
  ]) {
    expect(text).toContain(words)
  }
  expect(brief.review?.lead.text).toBe(
    '20 recommendations supported, 10 noted, in 2 sessions on record (2008 to 2012).'
  )
  expect(brief.sources.map((one) => one.text)).toContain(
    'Report of Indonesia on AHRD7-R3, 4 May 2026; signed off 12 May 2026'
  )
  expect(brief.sources.filter(({ url }) => url?.startsWith(`${ADDRESS}/actions/`))).not.toEqual([])
})

test('as of an earlier day it says what stood then', async () => {
  const brief = (await briefOnScreen(fresh.db, asked('ID', 'en', '2026-04-15')))!
  expect(brief.figures[4]?.value).toBe('0')
  expect(brief.open.rows.map(({ reference }) => reference)).toContain('AHRD7-R5')
  expect(JSON.stringify(brief)).not.toContain('Komnas HAM on')
  expect(JSON.stringify(brief)).toContain(SHARED_PRACTICE)
  expect(JSON.stringify(await briefOnScreen(fresh.db, asked('ID', 'en', '2026-04-13')))).not.toContain(SHARED_PRACTICE)
})

test('the same facts give the same bytes, and a brief that was drawn is not drawn again', async () => {
  const first = (await briefOnPaper(fresh.db, asked('ID', 'th')))!
  expect(await briefOnPaper(fresh.db, asked('ID', 'th'))).toBe(first)
  const again = await draw({ briefs: (await briefsToDraw(fresh.db, asked('ID', 'th')))! })
  expect(Buffer.compare(Buffer.from(again.pdf), Buffer.from(first.pdf))).toBe(0)
  expect(Buffer.compare(Buffer.from(again.docx), Buffer.from(first.docx))).toBe(0)
})

test('the PDF is tagged, has a title and a language, and was made on the day that was asked for', async () => {
  const { pdf } = (await briefOnPaper(fresh.db, asked('ID', 'th')))!
  const document = await openPdf(pdf.slice())
  const { info } = (await document.getMetadata()) as { info: Record<string, unknown> }
  expect(info.Title).toBe('อินโดนีเซีย: สรุปรายรัฐสำหรับการหารือครั้งที่ 8')
  expect(info.Language).toBe('th')
  expect(String(info.CreationDate)).toContain('20261005')
  expect(Buffer.from(pdf).toString('latin1')).toContain('/Marked true')
  await document.loadingTask.destroy()
})

test('the DOCX has headings, tables, languages and the same sources', async () => {
  for (const locale of LANGUAGES) {
    const { docx } = (await briefOnPaper(fresh.db, asked('ID', locale)))!
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(docx) })
    const brief = (await briefOnScreen(fresh.db, asked('ID', locale)))!
    expect(value).toContain(`<h1>${brief.state.text}</h1>`)
    expect(value.match(/<h2>/g)?.length).toBe(brief.sections.length + 3)
    expect(value.match(/<table>/g)).toHaveLength(2)
    expect(value).toContain('<thead>')
    for (const { number, text } of brief.sources) {
      expect(value).toContain(`[${number}]`)
      expect(value).toContain(text.replaceAll('&', '&amp;'))
    }
  }
})

test('a State with more than two pages hold is told how many more there are, and where', async () => {
  await crowd(90)
  for (const locale of LANGUAGES) {
    const files = (await briefOnPaper(fresh.db, asked('MM', locale)))!
    const pages = await pagesOf(files.pdf)
    expect(pages.length).toBeLessThanOrEqual(2)
    expect(files.room).toBeGreaterThan(0)
    const shown = ROOMS_ON_PAPER[files.room]!.open
    const whole = (await briefOnScreen(fresh.db, asked('MM', locale)))!
    expect(pages.join('').replaceAll(/\s/g, '')).toContain(String(whole.open.rows.length - shown))
    expect(pages.join('').replaceAll(/\s/g, '')).toContain(`${ADDRESS}/preparation/8/briefs/MM`)
  }
})

/** So many recommendations of the 6th Dialogue to Myanmar, with long titles and long words on all three tracks. */
async function crowd(count: number): Promise<void> {
  await sql`
    with made as (
      insert into recommendation (reference, mechanism, dialogue_id, made_on, ordinal)
      select 'AHRD6-R' || n, 'dialogue', 'ahrd-6', '2024-11-05', n from generate_series(1, ${count}::int) n returning id, reference
    ), addressed as (
      insert into recommendation_addressee (recommendation_id, body_id) select id, 'MM' from made returning recommendation_id
    ), told as (
      insert into recommendation_text (recommendation_id, kind, locale, text)
      select id, 'original', 'en', reference || ' ' || repeat('a long sentence about what should be done and by whom ', 4) from made
    ), proven as (
      insert into provenance (recommendation_id, source_id, page)
      select id, (select min(id) from source), 12 from made
    )
    insert into progress_entry (recommendation_id, about_body_id, track, by_body_id, scale_id, grade, observed_on, text,
      locale, recorded_at, recorded_by)
    select m.id, 'MM', v.track, v.by, 'balai', v.grade, '2026-08-01', repeat('What was seen and heard in the townships. ', 12),
      'en', '2026-08-02', 'ratna-wijayakusuma'
    from made m cross join (values ('state', 'MM', 'under-way'), ('stakeholder', 'mnhrc', 'partly'),
      ('stakeholder', 'lantern-network', 'contrary'), ('body', 'aichr', 'planned')) v (track, by, grade)`.execute(
    fresh.db
  )
}
