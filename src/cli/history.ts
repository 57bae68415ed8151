import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import {
  askHistory,
  carryOutHistory,
  previewRead,
  receiveHistory,
  undoHistory
} from '#areas/bulk/history-actions.server.ts'
import type { RowFault } from '#areas/bulk/history.ts'
import { readHistory } from '#areas/bulk/tables-apart.server.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openDatabase, type OpenDatabase } from '#platform/db/open.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'

export const usage =
  'history FILE [--enter] [--skip-faulty]   past UPR recommendations, coded by UPR Info (CSV, also gzip): look, or enter all;\n' +
  '                         history --undo NUMBER --reason WORDS takes an import back'

const FAULTS_SHOWN = 20
const t = translatorOf('en')
const actor = { kind: 'system', name: 'bin/balai' } as const

/**
 * Without `--enter` it tells what would enter and which rows can't; with it all enter, or none where a row can't, unless
 * faulty rows are to be left out.
 */
export async function run(args: string[]): Promise<number> {
  let asked: { file: string; enter: boolean; skip: boolean; undo?: number; reason?: string }
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        enter: { type: 'boolean', default: false },
        'skip-faulty': { type: 'boolean', default: false },
        undo: { type: 'string' },
        reason: { type: 'string' }
      }
    })
    const { undo, reason } = values
    if (undo === undefined && positionals.length !== 1) throw new Error('Name one file.')
    if (undo !== undefined && !(Number(undo) > 0 && reason?.trim())) throw new Error('Name an import and the reason.')
    asked = {
      file: positionals[0] ?? '',
      enter: values.enter,
      skip: values['skip-faulty'],
      ...(undo !== undefined && { undo: Number(undo), reason: reason!.trim() })
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: bin/balai ${usage}`)
    return 2
  }
  const opened = await openDatabase()
  try {
    return asked.undo ? await undo(opened, asked.undo, asked.reason!) : await look(opened, asked)
  } finally {
    await opened.close()
  }
}

async function undo({ db }: OpenDatabase, fileId: number, reason: string): Promise<number> {
  const undone = await undoHistory({ db, actor, now: systemClock() }, fileId, reason)
  if (isRefusal(undone)) return tell(undone)
  console.log(`Recommendations taken back: ${undone.gone}.`)
  return 0
}

async function look(
  { db }: OpenDatabase,
  { file, enter, skip }: { file: string; enter: boolean; skip: boolean }
): Promise<number> {
  const bytes = await readFile(file).catch(() => null)
  if (!bytes) {
    console.error(`${file}: it cannot be read.`)
    return 1
  }
  const read = await readHistory(bytes)
  if (isRefusal(read)) return tell(read)
  const { rows, fresh, known, faults } = await previewRead(db, read)
  if (faults.length) tellFaults(faults)
  console.log(`Rows read: ${rows}. New recommendations: ${fresh.length}. On record already: ${known}.`)
  if (faults.length && !skip) {
    console.error("Nothing enters while a row can't be read. Say --skip-faulty to leave those rows out.")
    return 1
  }
  if (!enter) {
    console.log('Nothing was changed. Say --enter to enter them.')
    return 0
  }
  const { dataFolder } = readSettings()
  const context = () => ({ db, actor, now: systemClock() })
  const received = await receiveHistory(context(), dataFolder, { path: file, originalName: basename(file) })
  if (isRefusal(received)) return tell(received)
  const entry = await askHistory(context(), received.fileId, { skipsFaulty: skip, byJob: false })
  if (isRefusal(entry)) return tell(entry)
  const outcome = await carryOutHistory(context(), dataFolder, received.fileId, progress)
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (!outcome) throw new Error('The import was carried out by another process.')
  if (outcome.refusal) return tell(outcome.refusal)
  console.log(`Recommendations entered: ${outcome.entered}, as import ${received.fileId}.`)
  return 0
}

function tell(refusal: Refusal): number {
  console.error(t.dynamic(refusal.refused, refusal.values))
  return 1
}

/** One line for each thing that is wrong, with the first row in which it is and how many others have it. */
function tellFaults(faults: readonly RowFault[]): void {
  const rows = new Map<string, number[]>()
  for (const { row, reason } of faults) {
    const sentence = t.dynamic(reason.refused, reason.values)
    rows.set(sentence, [...(rows.get(sentence) ?? []), row])
  }
  for (const [sentence, [first, ...others]] of [...rows].slice(0, FAULTS_SHOWN)) {
    console.error(`row ${first}${others.length ? ` and ${others.length} others` : ''}: ${sentence}`)
  }
  if (rows.size > FAULTS_SHOWN) console.error(`and ${rows.size - FAULTS_SHOWN} other faults.`)
}

const BAR_columns = 30
const STAGES = { entering: 'Entering', indexing: 'Making them searchable' } as const

/** A bar on a terminal; a line for every tenth elsewhere. */
function progress(stage: keyof typeof STAGES, done: number, total: number): void {
  const filled = Math.round((done / total) * BAR_columns)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_columns - filled)}`
  const line = `${STAGES[stage]} ${bar} ${done} of ${total}`
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
  else if (done === total || Math.floor((done * 10) / total) > Math.floor(((done - 500) * 10) / total))
    console.error(line)
}
