import { describe, expect, test } from 'vitest'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { isRefusal } from '#platform/refusal.ts'
import { extract } from './extraction.ts'
import { pageAsPng, pagePicture, WIDEST_px } from './page-picture.server.ts'
import { recognisableLanguages, recognise } from './recognise.server.ts'
import { linesOfTsv } from './recognised-lines.ts'

const REPORT = [
  'Conclusions and/or recommendations',
  '5. The following recommendations enjoy the support of Tonga:',
  '5.1. Build a school in every village (Chile);'
]

describe('a picture of a page', () => {
  test('has the width asked for, the shape of the page, and tells its size in points', async () => {
    const picture = await pagePicture(smallPdf([setLines(REPORT)]), 1, 595)
    if (isRefusal(picture)) throw new Error(picture.refused)
    expect(picture).toMatchObject({ width: 595, height: 842, page: { width: 595, height: 842 } })
    expect(Buffer.from(picture.webp.subarray(8, 12)).toString()).toBe('WEBP')
  })

  test('is never wider than what shows more, and there is none of a page that is not there', async () => {
    const wide = await pagePicture(smallPdf([[]]), 1, 90_000)
    expect(wide).toMatchObject({ width: WIDEST_px })
    expect(await pagePicture(smallPdf([[]]), 2, 100)).toEqual({
      refused: 'extraction.no_such_page',
      values: { pages: 1 }
    })
  })
})

describe('character recognition', () => {
  test(
    'reads a picture of a page, says that it did and how sure it was, and the rules read on',
    { timeout: 60_000 },
    async () => {
      const png = await pageAsPng(smallPdf([setLines(REPORT)]), 1, 1654)
      if (isRefusal(png)) throw new Error(png.refused)
      const told: number[] = []
      const reading = await recognise(png, 'en', (done, pages) => told.push(done, pages))
      if (isRefusal(reading)) throw new Error(reading.refused)
      expect(reading.kind).toBe('picture')
      expect(reading.recognised!.confidence).toBeGreaterThan(70)
      expect(told).toEqual([1, 1])
      expect(extract(reading)).toMatchObject([
        { text: 'Build a school in every village', position: 'supported', recommendedBy: [{ id: 'CL' }] }
      ])
    }
  )

  test('a language without data is refused by name, and English is always there', async () => {
    const languages = await recognisableLanguages()
    expect(languages).toContain('en')
    expect(languages).not.toContain('tet')
    expect(await recognise(smallPdf([[]]), 'tet')).toEqual({
      refused: 'extraction.unreadable_recognition_language',
      values: { language: 'tet' }
    })
  })

  test('words of a line are joined, their boxes too; confidence weighs by letters', () => {
    const tsv = [
      'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
      '4\t1\t1\t1\t1\t0\t10\t20\t200\t30\t-1\t',
      '5\t1\t1\t1\t1\t1\t10\t22\t50\t20\t90\tfour',
      '5\t1\t1\t1\t1\t2\t70\t20\t80\t25\t60\ttwelve',
      '5\t1\t1\t1\t2\t1\t10\t60\t30\t20\t50\tnext',
      '5\t1\t1\t2\t1\t1\t10\t99\t30\t20\t50\tnew'
    ].join('\n')
    expect(linesOfTsv(tsv)).toEqual([
      { text: 'four twelve', box: { x: 10, y: 20, width: 140, height: 25 }, opens: true, confidence: 72 },
      { text: 'next', box: { x: 10, y: 60, width: 30, height: 20 }, opens: false, confidence: 50 },
      { text: 'new', box: { x: 10, y: 99, width: 30, height: 20 }, opens: true, confidence: 50 }
    ])
  })
})
