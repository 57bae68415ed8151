import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { importHistory, newToRecord } from '#areas/follow-up/history-actions.server.ts'
import { pastRecommendations, type CodedRow, type RowFault } from '#areas/follow-up/history.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/db/open.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal } from '#platform/refusal.ts'

export const usage =
  'history FILE [--enter]    past UPR recommendations, coded by UPR Info (CSV, also gzip): look, or enter all'

const FAULTS_SHOWN = 20
const t = translatorOf('en')

const coded: z.ZodType<CodedRow> = z.object({
  session: z.string(),
  state_under_review: z.string(),
  recommending_state: z.string(),
  response: z.string(),
  issues: z.string(),
  recommendation: z.string()
})

/** Without `--enter` it tells what would enter and which rows can't; with it all enter, or none where a row can't. */
export async function run(args: string[]): Promise<number> {
  let file: string
  let enter: boolean
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { enter: { type: 'boolean', default: false } }
    })
    if (positionals.length !== 1) throw new Error('Name one file.')
    file = positionals[0]!
    enter = values.enter
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: bin/balai ${usage}`)
    return 2
  }
  const rows = await rowsOf(file)
  if (typeof rows === 'string') {
    console.error(`${file}: ${rows}`)
    return 1
  }
  const { recommendations, faults } = pastRecommendations(rows)
  if (faults.length) tellFaults(faults)
  const { db, close } = await openDatabase()
  try {
    const { fresh, known } = await newToRecord(db, recommendations)
    console.log(`${rows.length} rows: ${fresh.length} new recommendations, ${known} on record already.`)
    if (faults.length) return 1
    if (!enter) {
      console.log('Nothing was changed. Say --enter to enter them.')
      return 0
    }
    const context = { db, actor: { kind: 'system', name: 'bin/balai' } as const, now: systemClock() }
    const outcome = await importHistory(context, recommendations, progress)
    if (process.stderr.isTTY) process.stderr.write('\n')
    if (isRefusal(outcome)) {
      console.error(t.dynamic(outcome.refused, outcome.values))
      return 1
    }
    console.log(`${outcome.entered} recommendations entered the record.`)
    return 0
  } finally {
    await close()
  }
}

async function rowsOf(file: string): Promise<CodedRow[] | string> {
  try {
    const bytes = await readFile(file)
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')
    const read = z
      .array(coded)
      .min(1)
      .safeParse(parse(text, { columns: true, bom: true }))
    return read.success
      ? read.data
      : 'the columns session, state_under_review, recommending_state, response, issues and recommendation are needed.'
  } catch (error) {
    return error instanceof Error ? `it cannot be read: ${error.message}` : 'it cannot be read.'
  }
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
  console.error("Nothing enters while a row can't be read.")
}

const BAR_columns = 30
const STAGES = { entering: 'Entering', indexing: 'Making them searchable' } as const

/** A bar on a terminal; a line for every tenth elsewhere. */
function progress(stage: keyof typeof STAGES, done: number, total: number): void {
  const filled = Math.round((done / total) * BAR_columns)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_columns - filled)}`
  const line = `${STAGES[stage]} ${bar} ${done} of ${total}`
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
  else if (done === total || Math.floor((done * 10) / total) > Math.floor(((done - 1000) * 10) / total))
    console.error(line)
}
