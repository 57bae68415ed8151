import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { loadImage } from '@napi-rs/canvas'
import { createWorker, OEM } from 'tesseract.js'
import { refuse, isRefusal, type Refusal } from '#platform/refusal.ts'
import { contentKindOf } from './content-kind.ts'
import { pageAsPng } from './page-picture.server.ts'
import { openPdf } from './read-pdf.server.ts'
import { linesOfTsv, type RecognisedLine } from './recognised-lines.ts'
import type { Page, Reading } from './text.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** Recognition works best at about 300 dots per inch: 2,480 pixels for the width of an A4 page. */
const PICTURE_WIDTH_px = 2480
/** A page of dense print takes some ten seconds; one that takes ten times as long is noise. */
const PAGE_LIMIT_ms = 120_000

/** The hall's languages as Tesseract calls them; Tetum has no data of its own. */
const TESSERACT_NAMES: Readonly<Record<string, string>> = {
  en: 'eng',
  id: 'ind',
  ms: 'msa',
  th: 'tha',
  vi: 'vie',
  km: 'khm',
  my: 'mya',
  lo: 'lao',
  fil: 'fil',
  pt: 'por',
  ta: 'tam',
  zh: 'chi_sim'
}

/** Reads one picture of a page; `close` frees what it holds. */
interface Recogniser {
  readonly by: 'tesseract.js' | 'tesseract'
  lines(picture: Uint8Array): Promise<RecognisedLine[]>
  close(): Promise<void>
}

/**
 * The text of a scanned document (a PDF of pictures, a PNG or a JPEG), recognised page by page. `language` is one of
 * the hall's codes. The system's Tesseract is used where it knows the language, tesseract.js with the English data of
 * its package otherwise; nothing is fetched from the network. `progress` is told the pages done and their number.
 */
export async function recognise(
  bytes: Uint8Array,
  language: string,
  progress: (done: number, pages: number) => void = () => {}
): Promise<Reading | Refusal> {
  const recogniser = await recogniserFor(language)
  if (isRefusal(recogniser)) return recogniser
  try {
    const pages: Page[] = []
    const confidences: number[] = []
    for await (const { picture, number, count, size } of picturesOf(bytes)) {
      if (isRefusal(picture)) return picture
      const lines = await recogniser.lines(picture)
      confidences.push(...lines.map(({ confidence }) => confidence))
      pages.push(pageOf(number, size, lines))
      progress(number, count)
    }
    if (confidences.length === 0) return refuse('extraction.unreadable_recognition_failed')
    const confidence = confidences.reduce((sum, each) => sum + each, 0) / confidences.length
    return {
      kind: contentKindOf(bytes) === 'picture' ? 'picture' : 'pdf',
      pages,
      recognised: { by: recogniser.by, language, confidence }
    }
  } finally {
    await recogniser.close()
  }
}

/** The languages of the hall whose characters this machine can recognise. */
export async function recognisableLanguages(): Promise<string[]> {
  const known = await systemLanguages()
  return Object.entries(TESSERACT_NAMES)
    .filter(([code, name]) => code === 'en' || known.has(name))
    .map(([code]) => code)
}

interface Scan {
  readonly picture: Uint8Array | Refusal
  readonly number: number
  readonly count: number
  /** The page in page units and the pixels of its picture. */
  readonly size: { readonly width: number; readonly height: number; readonly picture_px: number }
}

async function* picturesOf(bytes: Uint8Array): AsyncGenerator<Scan> {
  if (contentKindOf(bytes) === 'picture') {
    const { width, height } = await loadImage(Buffer.from(bytes))
    yield { picture: bytes, number: 1, count: 1, size: { width, height, picture_px: width } }
    return
  }
  const pdf = await openPdf(bytes)
  try {
    for (let number = 1; number <= pdf.numPages; number++) {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 })
      const picture = await pageAsPng(bytes, number, PICTURE_WIDTH_px)
      yield { picture, number, count: pdf.numPages, size: { width, height, picture_px: PICTURE_WIDTH_px } }
    }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

function pageOf(number: number, size: Scan['size'], lines: readonly RecognisedLine[]): Page {
  const share = size.width / size.picture_px
  return {
    number,
    size: { width: size.width, height: size.height },
    lines: lines.map(({ text, confidence, opens, box }) => ({
      text,
      opens,
      confidence,
      box: { x: box.x * share, y: box.y * share, width: box.width * share, height: box.height * share }
    }))
  }
}

async function recogniserFor(language: string): Promise<Recogniser | Refusal> {
  const name = TESSERACT_NAMES[language]
  if (name && (await systemLanguages()).has(name)) return systemRecogniser(name)
  if (language === 'en') return packagedRecogniser()
  return refuse('extraction.unreadable_recognition_language', { language })
}

async function systemLanguages(): Promise<Set<string>> {
  try {
    const { stdout } = await run('tesseract', ['--list-langs'])
    return new Set(
      stdout
        .split('\n')
        .slice(1)
        .map((name) => name.trim())
        .filter((name) => name !== '')
    )
  } catch {
    // No Tesseract on this machine: English alone is left.
    return new Set()
  }
}

function systemRecogniser(name: string): Recogniser {
  return {
    by: 'tesseract',
    async lines(picture) {
      const running = run('tesseract', ['-', '-', '-l', name, 'tsv'], {
        maxBuffer: 64 * 1024 * 1024,
        timeout: PAGE_LIMIT_ms
      })
      running.child.stdin!.end(picture)
      return linesOfTsv((await running).stdout)
    },
    async close() {}
  }
}

async function packagedRecogniser(): Promise<Recogniser> {
  const data = dirname(require.resolve('@tesseract.js-data/eng/package.json'))
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    // The data lies in the package; a copy in the working folder would only be another one.
    cacheMethod: 'none',
    gzip: true
  })
  return {
    by: 'tesseract.js',
    async lines(picture) {
      const { data: page } = await worker.recognize(Buffer.from(picture), {}, { tsv: true, text: false })
      return linesOfTsv(page.tsv ?? '')
    },
    async close() {
      await worker.terminate()
    }
  }
}
