import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { rootFolder } from '#platform/settings.ts'
import { docxOf } from './brief-docx.server.ts'
import type { DrawnBrief, ThreadAnswer, ToDraw } from './brief-files.server.ts'

// The thread in which briefs are drawn: see brief-files.server.ts.

const MOST_pages = 2

/** Fonts come with the program: a brief looks the same on a machine that has none. */
const FONTS = [
  'noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  'noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf'
]

function compiler(): NodeCompiler {
  const { resolve } = createRequire(import.meta.url)
  const fontBlobs = FONTS.map((font) => readFileSync(resolve(`@expo-google-fonts/${font}`)))
  return NodeCompiler.create({ fontArgs: [{ fontBlobs }] })
}

function draw(briefs: readonly DrawnBrief[]): { pdf: Uint8Array; room: number } {
  const typst = compiler()
  const mainFileContent = readFileSync(join(rootFolder(), 'src/areas/preparation/brief.typ'), 'utf8')
  for (const [room, brief] of briefs.entries()) {
    const compiled = typst.compile({ mainFileContent, inputs: { brief: JSON.stringify(brief) } })
    const document = compiled.result
    if (!document) throw new Error(`The brief wasn't drawn: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`)
    if (document.numOfPages > MOST_pages) continue
    const creationTimestamp = Date.parse(brief.day) / 1000
    return { pdf: typst.pdf(document, { pdfStandard: 'ua-1', creationTimestamp }), room }
  }
  throw new Error(`The brief needs more than ${MOST_pages} pages however little it says.`)
}

const { briefs } = workerData as ToDraw
const { pdf, room } = draw(briefs)
const answer: ThreadAnswer = { pdf, room, docx: await docxOf(briefs[room]!) }
parentPort!.postMessage(answer)
