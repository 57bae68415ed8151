import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type ISpacingProperties
} from 'docx'
import type { BriefLine, OpenRow, Told, VoiceSaid } from './brief-content.ts'
import type { DrawnBrief } from './brief-files.server.ts'
import { withDay } from './zip-day.ts'

// A country brief as a DOCX that people go on writing in: real headings, a real table with a head, the language of every
// run. Fonts are those that the programs which open it have.

const ACCENT = '0F4C4A'
const SOFT = '57534B'
const LINE = 'C9C3B6'
const LATE = '8A5A00'
const SERIF = { ascii: 'Georgia', hAnsi: 'Georgia', cs: 'Leelawadee UI', eastAsia: 'Georgia' }
const SANS = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Leelawadee UI', eastAsia: 'Calibri' }
const WORD_LANGUAGES: Readonly<Record<string, string>> = { en: 'en-GB', id: 'id-ID', th: 'th-TH' }

const language = (locale: string) => {
  const tag = WORD_LANGUAGES[locale] ?? locale
  return { value: tag, bidirectional: tag, eastAsia: tag }
}

interface Look {
  /** in half points */
  readonly size?: number
  readonly bold?: boolean
  readonly color?: string
  readonly font?: typeof SERIF
  readonly break?: number
}

function run({ text, lang }: Told, look: Look = {}): TextRun {
  return new TextRun({ text, language: language(lang), ...look })
}

function refs(numbers: readonly number[]): TextRun[] {
  return numbers.length
    ? [new TextRun({ text: ` ${numbers.map((n) => `[${n}]`).join('')}`, size: 13, color: ACCENT })]
    : []
}

const TIGHT: ISpacingProperties = { before: 0, after: 40 }

/** The same content gives the same bytes: the day of the brief stands wherever a moment of making would. */
export async function docxOf(brief: DrawnBrief): Promise<Uint8Array> {
  const own = (text: string): Told => ({ text, lang: brief.locale })
  const heading = (text: string) =>
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run(own(text))], keepNext: true })
  const small = (text: string | null) =>
    text ? [new Paragraph({ spacing: TIGHT, children: [run(own(text), { size: 14, color: SOFT })] })] : []
  const document = new Document({
    title: brief.title,
    creator: brief.hall,
    styles: {
      default: {
        document: { run: { font: SANS, size: 16, language: language(brief.locale) } },
        heading1: {
          run: { font: SERIF, size: 44, bold: true, color: '1D1C1A' },
          paragraph: { spacing: { after: 60 } }
        },
        heading2: {
          run: { font: SERIF, size: 21, bold: true, color: ACCENT },
          paragraph: { spacing: { before: 160, after: 60 } }
        }
      }
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: { top: 740, bottom: 740, left: 900, right: 900, footer: 360 }
          }
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [
                  run(own(`${brief.foot}  `), { size: 12, color: SOFT }),
                  new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 12, color: SOFT })
                ]
              })
            ]
          })
        },
        children: [
          new Paragraph({ spacing: TIGHT, children: [run(own(brief.eyebrow), { bold: true, color: ACCENT })] }),
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(brief.state)] }),
          ...brief.lead.map(line),
          figures(brief),
          heading(brief.open.heading),
          ...(brief.open.rows.length ? [openTable(brief)] : []),
          ...(brief.open.empty ? [line(brief.open.empty)] : []),
          ...small(brief.open.more),
          ...brief.sections.flatMap((section) => [
            heading(section.heading),
            ...section.lines.map(listed),
            ...small(section.more)
          ]),
          ...review(brief, heading, small),
          heading(brief.sourcesHeading),
          ...brief.sources.map(
            ({ number, text, url }) =>
              new Paragraph({
                spacing: { before: 0, after: 10 },
                indent: { left: 360, hanging: 360 },
                children: [
                  run(own(`[${number}] `), { size: 13, color: ACCENT }),
                  run(own(url ? `${text} (${url})` : text), { size: 13 })
                ]
              })
          )
        ]
      }
    ]
  })
  const packed = await Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: properties(brief) }])
  return withDay(packed, brief.day)
}

function line({ refs: numbers, ...told }: BriefLine): Paragraph {
  return new Paragraph({ spacing: TIGHT, children: [run(told), ...refs(numbers)] })
}

function listed({ refs: numbers, late, ...told }: BriefLine): Paragraph {
  return new Paragraph({
    spacing: TIGHT,
    bullet: { level: 0 },
    children: [...(late ? [new TextRun({ text: '▲ ', color: LATE })] : []), run(told), ...refs(numbers)]
  })
}

function figures({ figures: all, figuresRefs, locale }: DrawnBrief): Paragraph {
  return new Paragraph({
    spacing: { before: 80, after: 60 },
    border: { top: { style: BorderStyle.SINGLE, size: 8, color: ACCENT, space: 4 } },
    children: [
      ...all.flatMap(({ value, label, late }, i) => [
        ...(i ? [new TextRun({ text: '  ·  ', color: SOFT })] : []),
        run({ text: value, lang: locale }, { bold: true, size: 22, font: SERIF, color: late ? LATE : '1D1C1A' }),
        run({ text: ` ${label}`, lang: locale }, { color: SOFT })
      ]),
      ...refs(figuresRefs)
    ]
  })
}

const WIDTHS = [3100, 2390, 2390, 2390]

function openTable({ open, locale }: DrawnBrief): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: WIDTHS,
    layout: TableLayoutType.FIXED,
    borders: ruled,
    rows: [
      new TableRow({
        tableHeader: true,
        children: open.head.map((text, i) =>
          cell(i, [
            new Paragraph({
              spacing: TIGHT,
              children: [run({ text, lang: locale }, { bold: true, size: 14, color: SOFT })]
            })
          ])
        )
      }),
      ...open.rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(0, [point(row, locale)]),
              ...row.voices.map((said, i) =>
                cell(
                  i + 1,
                  said.length
                    ? said.map((one) => voice(one, locale))
                    : [
                        new Paragraph({
                          spacing: TIGHT,
                          children: [run({ text: open.nothing, lang: locale }, { size: 14, color: SOFT })]
                        })
                      ]
                )
              )
            ]
          })
      )
    ]
  })
}

const rule = { style: BorderStyle.SINGLE, size: 2, color: LINE }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const ruled = { top: none, bottom: rule, left: none, right: none, insideHorizontal: rule, insideVertical: none }

function cell(column: number, children: Paragraph[]): TableCell {
  return new TableCell({
    width: { size: WIDTHS[column]!, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 0, right: 120 },
    children
  })
}

function point({ reference, title, why, refs: numbers }: OpenRow, lang: string): Paragraph {
  return new Paragraph({
    spacing: TIGHT,
    children: [
      run({ text: reference, lang }, { bold: true, size: 14, color: ACCENT }),
      ...refs(numbers),
      run(title, { bold: true, font: SERIF, size: 17, break: 1 }),
      run({ text: why, lang }, { size: 14, break: 1 })
    ]
  })
}

function voice({ by, levelName, note, excerpt, refs: numbers }: VoiceSaid, lang: string): Paragraph {
  return new Paragraph({
    spacing: TIGHT,
    children: [
      ...(by ? [run({ text: `${by}: `, lang }, { size: 14, color: SOFT })] : []),
      run({ text: levelName, lang }, { bold: true, size: 15 }),
      ...refs(numbers),
      run({ text: note, lang }, { size: 13, color: SOFT, break: 1 }),
      ...(excerpt ? [run({ text: `“${excerpt.text}”`, lang: excerpt.lang }, { size: 14, font: SERIF, break: 1 })] : [])
    ]
  })
}

function review(
  { review: past, locale }: DrawnBrief,
  heading: (text: string) => Paragraph,
  small: (text: string | null) => Paragraph[]
): (Paragraph | Table)[] {
  if (!past) return []
  const text = (words: string) => run({ text: words, lang: locale }, { size: 14 })
  const rows = past.rows.map(({ label, supported, noted }) => [
    run(label, { size: 14 }),
    text(String(supported)),
    text(String(noted))
  ])
  const table = new Table({
    width: { size: 60, type: WidthType.PERCENTAGE },
    borders: ruled,
    rows: [past.head.map(text), ...rows].map(
      (cells, row) =>
        new TableRow({
          tableHeader: row === 0,
          children: cells.map(
            (one, column) =>
              new TableCell({
                children: [
                  new Paragraph({
                    alignment: column ? AlignmentType.END : AlignmentType.START,
                    spacing: TIGHT,
                    children: [one]
                  })
                ]
              })
          )
        })
    )
  })
  return [heading(past.heading), line(past.lead), ...(past.rows.length ? [table, ...small(past.note)] : [])]
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function properties({ title, hall, day, locale }: DrawnBrief): string {
  const moment = `<%s xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</%s>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ',
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(hall)}</dc:creator>`,
    `<dc:language>${WORD_LANGUAGES[locale] ?? locale}</dc:language>`,
    moment.replaceAll('%s', 'dcterms:created'),
    moment.replaceAll('%s', 'dcterms:modified'),
    '</cp:coreProperties>'
  ].join('')
}
