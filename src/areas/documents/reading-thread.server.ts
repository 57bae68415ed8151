import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { LOCALES } from '#platform/i18n/locales.ts'
import { guessDescription } from './description-guess.ts'
import { propose } from './propose.server.ts'
import { recogniseLanguage } from './language.server.ts'
import type { ThreadMessage, ToRead, WasRead } from './read-apart.server.ts'
import { readDocument } from './read.server.ts'
import { recognise } from './recognise.server.ts'
import { linesOf } from './text.ts'

// The thread in which a document is read: see read-apart.server.ts.

const HEAD_lines = 400

function tell(message: ThreadMessage): void {
  parentPort!.postMessage(message)
}

async function read({ path, originalName, recogniseIn, proposes }: ToRead): Promise<WasRead | Refusal> {
  const bytes = await readFile(path)
  const reading = recogniseIn
    ? await recognise(bytes, recogniseIn, (done, total) => tell({ progress: { stage: 'recognising', done, total } }))
    : await readDocument(bytes, originalName)
  if (isRefusal(reading)) return reading
  const pages = reading.pages.length
  tell({ progress: { stage: 'proposing', done: 0, total: pages } })
  const proposals = proposes ? propose(reading) : []
  const lines = linesOf(reading)
    .slice(0, HEAD_lines)
    .map(({ content }) => content.text)
  const { language } = await recogniseLanguage(lines.join(' '))
  const [addressee] = proposals[0]?.addressedTo ?? []
  return {
    reading,
    proposals,
    language: LOCALES.some(({ id }) => id === language) ? language : null,
    guess: guessDescription(lines, addressee?.printed ?? null)
  }
}

tell({ outcome: await read(workerData as ToRead) })
