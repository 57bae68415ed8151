/**
 * A document as it was read: pages of lines, each line with its words and its box on the page, and the running text
 * that these lines make. Every passage of the running text can be told as anchors and found again by them.
 */

/** A position in a document. `page` counts from 1; `line` and `character` count from 0. */
export interface Anchor {
  readonly page: number
  readonly line: number
  readonly character: number
}

/** From the first character of a passage to the position behind its last one. */
export interface Place {
  readonly from: Anchor
  readonly to: Anchor
}

/** A box in page units (points for a PDF, pixels for a picture), measured from the page's top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Line {
  readonly text: string
  /** Null where the format has no fixed layout (DOCX, HTML, plain text). */
  readonly box: Box | null
  /** True for the first line of a paragraph. */
  readonly opens: boolean
  /** 0 to 100, how sure character recognition was; absent for text that was not recognised from a picture. */
  readonly confidence?: number
}

export interface Page {
  readonly number: number
  /** Size in page units; null where the format has no fixed layout. */
  readonly size: { readonly width: number; readonly height: number } | null
  readonly lines: readonly Line[]
}

export const DOCUMENT_KINDS = ['pdf', 'docx', 'html', 'text', 'csv', 'picture'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export interface Reading {
  readonly kind: DocumentKind
  readonly pages: readonly Page[]
  /** Present when the text was recognised from pictures of the pages. `confidence` is 0 to 100, over all lines. */
  readonly recognised?: {
    readonly by: 'tesseract.js' | 'tesseract'
    readonly language: string
    readonly confidence: number
  }
  /** For a CSV: its cells under their headings, one line of the page for each row. */
  readonly rows?: readonly Readonly<Record<string, string>>[]
}

/** A line's share of the running text: `length` characters from `offset` on are the line's first ones. */
interface Span {
  readonly offset: number
  readonly length: number
  readonly page: number
  readonly line: number
  readonly opens: boolean
}

export interface RunningText {
  readonly text: string
  readonly spans: readonly Span[]
}

export interface PlacedLine {
  readonly page: number
  readonly line: number
  readonly content: Line
}

export function linesOf(reading: Reading): PlacedLine[] {
  return reading.pages.flatMap((page) => page.lines.map((content, line) => ({ page: page.number, line, content })))
}

/**
 * Joins lines into one text: a space between two lines, nothing behind a hyphen that ends a line. The hyphen itself
 * stays ("capacity-building") unless the document writes the same word without it elsewhere and never with it
 * ("recom-mendation").
 */
export function runningText(lines: readonly PlacedLine[]): RunningText {
  const inside = lines
    .map(({ content }) => content.text.replace(/\S+-$/, ''))
    .join('\n')
    .toLowerCase()
  const words = new Set(inside.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu))
  const spans: Span[] = []
  const pieces: string[] = []
  let offset = 0
  let glue = ''
  lines.forEach(({ page, line, content }, at) => {
    const broken = /([\p{L}\p{N}]+)-$/u.exec(content.text)
    const rest = /^[\p{L}\p{N}]+/u.exec(lines[at + 1]?.content.text ?? '')
    const dropped = broken && rest && isOneWord(words, broken[1]!, rest[0]) ? 1 : 0
    const kept = content.text.slice(0, content.text.length - dropped)
    offset += glue.length
    pieces.push(glue, kept)
    spans.push({ offset, length: kept.length, page, line, opens: content.opens })
    offset += kept.length
    glue = broken && rest ? '' : ' '
  })
  return { text: pieces.join(''), spans }
}

function isOneWord(words: ReadonlySet<string>, before: string, after: string): boolean {
  return words.has((before + after).toLowerCase()) && !words.has(`${before}-${after}`.toLowerCase())
}

/** The anchors of the characters `from` (included) to `to` (not included) of the running text. */
export function placeOf(running: RunningText, from: number, to: number): Place {
  return { from: anchorAt(running, from, 'start'), to: anchorAt(running, to, 'end') }
}

/** The passage that lies between two anchors, as the running text has it; null when they are not of this text. */
export function passageAt(running: RunningText, place: Place): string | null {
  const from = offsetOf(running, place.from)
  const to = offsetOf(running, place.to)
  return from === null || to === null || to < from ? null : running.text.slice(from, to)
}

function anchorAt(running: RunningText, offset: number, edge: 'start' | 'end'): Anchor {
  // The start of a passage belongs to the line that holds its first character, the end to the line of its last one.
  const wanted = edge === 'start' ? offset : Math.max(0, offset - 1)
  const span = running.spans[spanIndexAt(running, wanted)]
  if (!span) throw new Error('a text without lines has no places')
  return { page: span.page, line: span.line, character: Math.max(0, Math.min(offset - span.offset, span.length)) }
}

function offsetOf(running: RunningText, anchor: Anchor): number | null {
  const span = running.spans.find(({ page, line }) => page === anchor.page && line === anchor.line)
  return span && anchor.character <= span.length ? span.offset + anchor.character : null
}

/** The last line that begins at or before this character. */
function spanIndexAt(running: RunningText, offset: number): number {
  let low = 0
  let high = running.spans.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (running.spans[middle]!.offset <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** The boxes to mark on the picture of one page so that a passage shows, one for each line that it touches. */
export function boxesOf(page: Page, place: Place): Box[] {
  return page.lines.flatMap((line, index) => {
    const position = { page: page.number, line: index }
    const before = compare(position, place.from) < 0
    const behind = compare(position, place.to) > 0
    if (!line.box || before || behind || line.text === '') return []
    const from = compare(position, place.from) === 0 ? place.from.character : 0
    const to = compare(position, place.to) === 0 ? place.to.character : line.text.length
    // Characters differ in width; their share of the line is close enough for a mark.
    const x = line.box.x + (line.box.width * from) / line.text.length
    const width = (line.box.width * (to - from)) / line.text.length
    return width > 0 ? [{ x, y: line.box.y, width, height: line.box.height }] : []
  })
}

function compare(a: { page: number; line: number }, b: { page: number; line: number }): number {
  return a.page - b.page || a.line - b.line
}
