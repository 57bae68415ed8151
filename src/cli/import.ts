import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { receiveFile } from '#areas/documents/actions.server.ts'
import { carryOutReading } from '#areas/documents/reading-actions.server.ts'
import type { Progress } from '#areas/documents/read-apart.server.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/db/open.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'

export const usage =
  'import FILE...          take documents into the hall and read them; a person reviews what is found'

const t = translatorOf('en')
const COMMAND_LINE = { kind: 'system', name: 'bin/balai' } as const

/** Takes each file in and reads it here and now, the progress on standard error. 1 when any could not be read. */
export async function run(args: string[]): Promise<number> {
  const { positionals: files } = parseArgs({ args, allowPositionals: true, options: {} })
  if (files.length === 0) {
    console.error(`Name the files to take in.\nUsage: bin/balai ${usage}`)
    return 2
  }
  const settings = readSettings()
  const { db, close } = await openDatabase(settings)
  let failed = 0
  try {
    for (const [at, file] of files.entries()) {
      const told = files.length > 1 ? `${at + 1} of ${files.length}: ` : ''
      const line = await importFile(db, settings.dataFolder, file, (word) => show(`${told}${basename(file)}: ${word}`))
      show('')
      if (line.failed) failed += 1
      console[line.failed ? 'error' : 'log'](`${basename(file)}: ${line.text}`)
    }
  } finally {
    await close()
  }
  return failed > 0 ? 1 : 0
}

interface Told {
  readonly failed: boolean
  readonly text: string
}

async function importFile(
  db: Kysely<Database>,
  dataFolder: string,
  path: string,
  told: (word: string) => void
): Promise<Told> {
  const missing = await stat(path).then(
    (found) => (found.isFile() ? null : 'this is not a file.'),
    () => 'there is no such file, or you may not read it.'
  )
  if (missing) return { failed: true, text: missing }
  told('taking it in')
  const context = { db, actor: COMMAND_LINE, now: systemClock() }
  const arrival = { path, originalName: basename(path), way: 'command-line' as const }
  const received = await receiveFile(context, dataFolder, arrival, 'caller')
  if (isRefusal(received)) return { failed: true, text: sentence(received) }
  const { documentId, again, requestId } = received
  const where = `document ${documentId}`
  if (requestId === null) return { failed: false, text: `here already as ${where}, and read.` }
  const read = await carryOutReading({ db, actor: COMMAND_LINE }, systemClock, dataFolder, requestId, (progress) =>
    told(wordOf(progress))
  )
  if (!read) return { failed: false, text: `here already as ${where}, and read.` }
  if (read.refusal) return { failed: true, text: `kept as ${where}, but not read. ${sentence(read.refusal)}` }
  const known = again ? 'here already' : 'taken in'
  return {
    failed: false,
    text: `${known} as ${where}: ${read.pages} pages, ${read.proposals} proposals to review at /documents/${documentId}/review`
  }
}

function wordOf({ stage, done, total }: Progress): string {
  if (stage === 'recognising') return `recognising characters, page ${done} of ${total}`
  return stage === 'proposing' ? 'looking for recommendations' : 'reading'
}

function sentence(refusal: Refusal): string {
  return t.dynamic(refusal.refused, refusal.values)
}

/** One line that is written over; only where somebody watches. */
function show(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
}
