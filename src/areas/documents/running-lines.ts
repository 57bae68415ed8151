import { linesOf, type Line, type Page, type PlacedLine, type Reading } from './text.ts'

/**
 * The lines of a document that carry its sentences: without the heads and feet that every page repeats, and without
 * the notes under the text, all of which would stand in the middle of a sentence that runs over two pages.
 */
export function bodyLines(reading: Reading): PlacedLine[] {
  if (reading.pages.every((page) => page.lines.length === 0)) return []
  const repeated = repeatedEdges(reading.pages)
  // A recognised line is as high as its ink, which tells nothing of its type.
  const bodyHeight = reading.recognised ? null : usualHeight(reading.pages)
  const left = new Set<Line>()
  for (const page of reading.pages) {
    for (const line of edgesOf(page)) if (repeated.has(shapeOf(line)) || isOwnMark(line, page)) left.add(line)
    for (const line of notesOf(page, left, bodyHeight)) left.add(line)
  }
  return linesOf(reading).filter(({ content }) => content.text !== '' && !left.has(content))
}

/** A document symbol or the page's own number, which need not repeat to be known. */
function isOwnMark(line: Line, page: Page): boolean {
  return /^[A-Z]{1,3}(?:\/ ?[A-Z\d.-]+){2,}\*?$/.test(line.text) || line.text === String(page.number)
}

/** How many lines at the top and at the foot of a page can be heads and feet. */
const EDGE_LINES = 3

function edgesOf(page: Page): Line[] {
  const written = page.lines.filter(({ text }) => text !== '')
  if (!page.size) return [...new Set([...written.slice(0, EDGE_LINES), ...written.slice(-EDGE_LINES)])]
  const { height } = page.size
  return written.filter(({ box }) => box && (box.y < height * 0.12 || box.y + box.height > height * 0.88))
}

/** "A/HRC/13/4", "A/HRC/ 13/4" and "Page 12" and "Page 13" are the same head: numbers and spaces do not count. */
function shapeOf(line: Line): string {
  return line.text.replace(/\d+/g, '#').replace(/\s+/g, '').toLowerCase()
}

function repeatedEdges(pages: readonly Page[]): Set<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    for (const shape of new Set(edgesOf(page).map(shapeOf))) counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  // Left and right pages often have heads of their own: a third of the pages is enough, three pages at least.
  const enough = Math.max(3, Math.floor(pages.length / 3))
  return new Set([...counts].filter(([shape, count]) => count >= enough && isHeadOrFoot(shape)).map(([shape]) => shape))
}

/** Heads and feet neither end a sentence, as "(France);" does at the foot of many pages, nor are they a number with a stop. */
function isHeadOrFoot(shape: string): boolean {
  return shape.length < 120 && !/[;:,]$|^\(?#(?:\.#)?[.)]$/.test(shape)
}

function usualHeight(pages: readonly Page[]): number | null {
  const heights = pages.flatMap(({ lines }) =>
    lines.flatMap(({ box, text }) => (box ? text.split('').map(() => box.height) : []))
  )
  if (heights.length === 0) return null
  heights.sort((a, b) => a - b)
  return heights[Math.floor(heights.length / 2)]!
}

/** The smaller lines under the last full-size one; without a layout, what opens with a note's mark and words. */
function notesOf(page: Page, left: ReadonlySet<Line>, bodyHeight: number | null): Line[] {
  const written = page.lines.filter((line) => line.text !== '' && !left.has(line))
  if (bodyHeight === null || !page.size) {
    const first = written.findIndex(({ text }) => NOTE_IN_PLAIN_TEXT.test(text))
    return first < 0 || first < written.length - 12 ? [] : written.slice(first)
  }
  const notes: Line[] = []
  for (const line of [...written].reverse()) {
    if (!line.box || line.box.height > bodyHeight * 0.93) break
    notes.push(line)
  }
  // A page set wholly in small type (an annex, a table) has no notes.
  return notes.length === written.length ? [] : notes
}

const NOTE_IN_PLAIN_TEXT =
  /^(?:\*{1,3}|∗{1,3}|\d{1,3})\s*(?:The )?(?:(?:recommendations?|conclusions)\b.*\b(?:as read|read during|not been edited|edited)|The annex\b)/i
