import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocument, PasswordException, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { refuse, type Refusal } from '#platform/refusal.ts'
import type { Line, Page, Reading } from './text.ts'

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Opens a PDF without fetching anything: fonts and character maps come from the package. Throws what pdf.js throws. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({
    // pdf.js takes the buffer over, so it gets a copy of its own.
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    cMapUrl: join(folder, 'cmaps/'),
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    wasmUrl: join(folder, 'wasm/')
  }).promise
}

/** Reads the lines of every page with their boxes, in points from the top left corner. */
export async function readPdf(bytes: Uint8Array): Promise<Reading | Refusal> {
  // pdf.js mends what it can, but a file cut short would be read as if its last pages had never been.
  if (!hasEnd(bytes)) return refuse('extraction.unreadable_truncated')
  let pdf: PDFDocumentProxy
  try {
    pdf = await openPdf(bytes)
  } catch (error) {
    if (error instanceof PasswordException) return refuse('extraction.unreadable_encrypted')
    if (isDamage(error)) return refuse('extraction.unreadable_truncated')
    throw error
  }
  try {
    const pages: Page[] = []
    for (let number = 1; number <= pdf.numPages; number++) pages.push(await readPage(pdf, number))
    if (pages.every(({ lines }) => lines.length === 0)) return refuse('extraction.unreadable_scanned')
    return { kind: 'pdf', pages }
  } catch (error) {
    if (isDamage(error)) return refuse('extraction.unreadable_truncated')
    throw error
  } finally {
    await pdf.loadingTask.destroy()
  }
}

function hasEnd(bytes: Uint8Array): boolean {
  return /%%EOF|startxref/.test(new TextDecoder('latin1').decode(bytes.subarray(-4096)))
}

/** pdf.js names what is wrong with a file; a plain Error or TypeError is a bug of ours. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && error.name !== 'Error' && error.name !== 'TypeError'
}

interface Run {
  readonly text: string
  readonly x: number
  readonly baseline: number
  readonly width: number
  readonly size: number
}

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<Page> {
  const page = await pdf.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  const content = await page.getTextContent()
  const rows: Run[][] = []
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue
    const [x, baseline] = viewport.convertToViewportPoint(item.transform[4], item.transform[5])
    const size = Math.hypot(item.transform[2], item.transform[3])
    const run = { text: item.str, x: x!, baseline: baseline!, width: item.width, size }
    const row = rows.at(-1)
    if (row && isSameLine(row, run)) row.push(run)
    else rows.push([run])
  }
  page.cleanup()
  const lines = rows.map(lineOf).filter((line) => line !== null)
  return { number, size: { width: viewport.width, height: viewport.height }, lines: withOpenings(lines) }
}

/** A raised note mark leaves the baseline by less than half a line; a new line by more. */
function isSameLine(row: readonly Run[], run: Run): boolean {
  const main = mainRun(row)
  const size = Math.max(main.size, run.size)
  const last = row.at(-1)!
  return Math.abs(main.baseline - run.baseline) < size * 0.5 && run.x > last.x - size
}

function mainRun(row: readonly Run[]): Run {
  return row.reduce((main, run) =>
    run.text.trim() !== '' && (main.text.trim() === '' || run.size > main.size) ? run : main
  )
}

function lineOf(row: readonly Run[]): Line | null {
  const main = mainRun(row)
  // A number or a star set small and high behind a word points to a note; it is no part of the sentence.
  const shown = row.filter(
    (run, at) =>
      !(at > 0 && run.size < main.size * 0.8 && run.baseline < main.baseline && /^[\d*∗†‡ ,]+$/.test(run.text))
  )
  let text = ''
  let end: number | null = null
  for (const run of shown) {
    if (end !== null && run.x - end > main.size * 0.2 && !text.endsWith(' ') && !run.text.startsWith(' ')) text += ' '
    text += run.text
    end = run.x + run.width
  }
  const written = text.replace(/[\s\u00a0\u00ad]+/gu, ' ').trim()
  if (written === '') return null
  const inked = shown.filter((run) => run.text.trim() !== '')
  const x = Math.min(...inked.map((run) => run.x))
  const right = Math.max(...inked.map((run) => run.x + run.width))
  // Letters reach about a fifth of their size under the baseline.
  const box = { x, y: main.baseline - main.size, width: right - x, height: main.size * 1.2 }
  return { text: written, box, opens: false }
}

/** A paragraph begins after a wider gap, further in than the line before, or after a line that stops early. */
function withOpenings(lines: readonly Line[]): Line[] {
  const gaps = lines.slice(1).map((line, at) => line.box!.y - lines[at]!.box!.y)
  const usual = gaps.filter((gap) => gap > 0).sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
  const right = Math.max(0, ...lines.map(({ box }) => box!.x + box!.width))
  return lines.map((line, at) => {
    const before = lines[at - 1]
    if (!before) return { ...line, opens: true }
    const gap = line.box!.y - before.box!.y
    const early = before.box!.x + before.box!.width < right * 0.75 && /[.:;!?)”"]$/.test(before.text)
    return { ...line, opens: gap < 0 || gap > usual * 1.3 || early }
  })
}
