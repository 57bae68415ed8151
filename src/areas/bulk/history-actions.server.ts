import { readFile, stat } from 'node:fs/promises'
import type { Kysely, Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { ensureStates } from '#areas/documents/entry-store.server.ts'
import { keepOriginal, readOriginal } from '#areas/documents/originals.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import { sourceNamed } from '#areas/source-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import {
  bulkFile,
  insertBulkFile,
  insertEntry,
  insertOutcome,
  insertUndo,
  lockEntry,
  saveBulkProgress,
  type BulkFile,
  type Outcome
} from './store.server.ts'
import { LARGEST_HISTORY_MB, readHistory } from './history-file.server.ts'
import {
  againstRecord,
  countsOf,
  pastRecommendations,
  type CodedRow,
  type PastRecommendation,
  type RowFault
} from './history.ts'
import { lockRecommendations } from './sheet-store.server.ts'
import {
  builtOnFile,
  HISTORY_SOURCE,
  idsOfFile,
  insertPast,
  lastNumbers,
  pastOnRecord,
  themesByIssue,
  type NumberedPast
} from './history-store.server.ts'

export const HISTORY_JOB = 'history-import'
/** Rows of one statement: the server answers pages between two of them. */
const BATCH = 500
/** Another job was there first: it is not done, audited or told twice. */
const ANSWERED = 'bulk.entered_already'

export interface Told {
  (stage: 'entering' | 'indexing', done: number, total: number): void | Promise<void>
}

type Db = Kysely<Database>
type Tx = Transaction<Database>

/** Keeps a file of past recommendations as it is, to be looked at. A file that can't be read as one is refused. */
export async function receiveHistory(
  context: Context,
  dataFolder: string,
  { path, originalName }: { readonly path: string; readonly originalName: string }
): Promise<{ fileId: number } | Refusal> {
  return act(context, 'bulk.receive-history', undefined, async (tx) => {
    const { size } = await stat(path)
    if (size === 0) return refuse('bulk.file_empty', undefined, 'file')
    if (size > LARGEST_HISTORY_MB * 1e6) return refuse('bulk.file_too_large', { size: LARGEST_HISTORY_MB }, 'file')
    const rows = readHistory(await readFile(path))
    if (isRefusal(rows)) return rows
    const { sha256 } = await keepOriginal(dataFolder, path)
    const fileId = await insertBulkFile(tx, {
      kind: 'history',
      track: null,
      by: null,
      sha256,
      size_bytes: size,
      originalName,
      receivedAt: context.now,
      receivedBy: actorName(context.actor),
      accountId: context.actor.kind === 'account' ? context.actor.id : null
    })
    return {
      result: { fileId },
      audit: { subjectKind: 'file', subjectId: String(fileId), details: { name: originalName, count: rows.length } }
    }
  })
}

export interface HistoryPreview {
  readonly rows: number
  readonly fresh: readonly PastRecommendation[]
  readonly known: number
  readonly faults: readonly RowFault[]
  readonly counts: ReturnType<typeof countsOf>
}

/** What a file would bring into the record as it is now. Changes nothing. */
export async function previewHistory(
  db: Db,
  dataFolder: string,
  { sha256 }: Pick<BulkFile, 'sha256'>
): Promise<HistoryPreview | Refusal> {
  const rows = readHistory(await readOriginal(dataFolder, sha256))
  return isRefusal(rows) ? rows : previewRows(db, rows)
}

export async function previewRows(db: Db, rows: readonly CodedRow[]): Promise<HistoryPreview> {
  const { recommendations, faults } = pastRecommendations(rows)
  const compared = againstRecord(recommendations, await pastOnRecord(db))
  return {
    rows: rows.length,
    fresh: compared.fresh,
    known: compared.known,
    faults: [...faults, ...compared.faults].sort((a, b) => a.row - b.row),
    counts: countsOf(compared.fresh)
  }
}

/**
 * Asks for the import of a file that somebody looked at. A job does it, once, whatever happens to the hall meanwhile;
 * `byJob` is false where the caller carries it out at once.
 */
export async function askHistory(
  context: Context,
  fileId: number,
  { skipsFaulty, byJob = true }: { readonly skipsFaulty: boolean; readonly byJob?: boolean }
): Promise<{ fileId: number } | Refusal> {
  return act(context, 'bulk.ask-history', undefined, async (tx) => {
    const file = await bulkFile(tx, fileId)
    if (file?.kind !== 'history') return refuse('bulk.file_gone')
    const asked = { skipsFaulty, at: context.now, by: actorName(context.actor) }
    if (!(await insertEntry(tx, fileId, asked))) return refuse('bulk.entered_already')
    if (byJob) await enqueue(tx, HISTORY_JOB, { fileId })
    return {
      result: { fileId },
      audit: { subjectKind: 'file', subjectId: String(fileId), details: { name: file.originalName } }
    }
  })
}

/**
 * Enters what a file brings, all or nothing, with its outcome. Bears being repeated: a file that has its outcome is left
 * alone (null). A refusal is an outcome too: it is kept, and nothing else of the file enters.
 */
export async function carryOutHistory(
  context: Context,
  dataFolder: string,
  fileId: number,
  told: Told = () => {}
): Promise<Outcome | null> {
  const file = await bulkFile(context.db, fileId)
  if (!file?.askedBy || file.endedAt) return null
  await saveBulkProgress(context.db, fileId, { stage: 'reading', done: 0, total: 0 }, context.now)
  const outcome = await act<Outcome>(context, 'bulk.import-history', undefined, async (tx) => {
    if (!(await lockEntry(tx, fileId))) return refuse(ANSWERED)
    const preview = await previewHistory(tx, dataFolder, file)
    if (isRefusal(preview)) return preview
    const { fresh, known, faults } = preview
    if (faults.length && !file.skipsFaulty) return refuse('bulk.history_faulty', { count: faults.length })
    if (fresh.length === 0) return refuse('bulk.history_known', { count: known })
    const { entered } = await enterHistory(
      tx,
      { ...context, actor: { kind: 'system', name: file.askedBy! } },
      fresh,
      fileId,
      told
    )
    const result = { entered, known, faulty: faults.length }
    await insertOutcome(tx, fileId, result, context.now)
    return {
      result,
      audit: {
        subjectKind: 'file',
        subjectId: String(fileId),
        details: { count: entered, name: file.originalName, source: HISTORY_SOURCE.title, by: file.askedBy }
      }
    }
  })
  if (!isRefusal(outcome)) return outcome
  return outcome.refused === ANSWERED ? null : giveUpHistory(context, fileId, outcome)
}

/** Keeps why a file did not enter. */
export async function giveUpHistory(context: Context, fileId: number, refusal: Refusal): Promise<Outcome | null> {
  const outcome = await act<Outcome>(context, 'bulk.refuse-history', undefined, async (tx) => {
    if (!(await lockEntry(tx, fileId))) return refuse(ANSWERED)
    const result = { entered: 0, known: 0, faulty: 0, refusal }
    await insertOutcome(tx, fileId, result, context.now)
    return { result, audit: { subjectKind: 'file', subjectId: String(fileId), details: {} } }
  })
  if (!isRefusal(outcome)) return outcome
  if (outcome.refused === ANSWERED) return null
  throw new Error(`the hall may not keep an outcome: ${outcome.refused}`)
}

/** The part of an import inside its transaction: every recommendation with all that is known of it, and its search row. */
export async function enterHistory(
  tx: Tx,
  { actor, now }: Omit<Context, 'db'>,
  fresh: readonly PastRecommendation[],
  fileId: number | null,
  told: Told
): Promise<{ entered: number }> {
  await ensureStates(tx, [...new Set(fresh.flatMap(({ addressee, makers }) => [addressee, ...makers]))])
  const { id: sourceId } = await sourceNamed(tx, HISTORY_SOURCE)
  const recorded = { at: now, by: actorName(actor), sourceId, fileId }
  const numbered = numberedPast(fresh, await lastNumbers(tx), await themesByIssue(tx))
  const ids: number[] = []
  for (let at = 0; at < numbered.length; at += BATCH) {
    ids.push(...(await insertPast(tx, numbered.slice(at, at + BATCH), recorded)))
    await told('entering', ids.length, numbered.length)
  }
  for (let at = 0; at < ids.length; at += BATCH) {
    await reindex(tx, ids.slice(at, at + BATCH))
    await told('indexing', Math.min(ids.length, at + BATCH), ids.length)
  }
  return { entered: ids.length }
}

/** "UPR12-TH-7": the seventh of the file for Thailand in the twelfth session, or the next after those ever recorded. */
function numberedPast(
  fresh: readonly PastRecommendation[],
  last: Map<string, number>,
  themes: ReadonlyMap<string, readonly string[]>
): NumberedPast[] {
  return fresh.map(({ issues, rows: _, ...one }) => {
    const series = `UPR${one.session}-${one.addressee}`
    const ordinal = (last.get(series) ?? 0) + 1
    last.set(series, ordinal)
    const own = [...new Set(issues.flatMap((issue) => themes.get(issue) ?? []))]
    return { ...one, ordinal, reference: `${series}-${ordinal}`, themes: own }
  })
}

/**
 * Takes an import back as a whole: its recommendations stand no more, and stay written down. Refused while something
 * that stands was built on one of them.
 */
export async function undoHistory(
  context: Context,
  fileId: number,
  reason: string
): Promise<{ gone: number } | Refusal> {
  return act(context, 'bulk.undo-history', undefined, async (tx) => {
    const file = await bulkFile(tx, fileId)
    if (file?.kind !== 'history' || !file.entered) return refuse('bulk.file_gone')
    const ids = await idsOfFile(tx, fileId)
    // Who builds on one of them at this moment is done first, or finds it gone.
    await lockRecommendations(tx, ids)
    const built = await builtOnFile(tx, fileId)
    if (built.count) return refuse('bulk.undo_built_on', { count: built.count, some: built.some.join(', ') })
    const undo = { reason, at: context.now, by: actorName(context.actor) }
    if (!(await insertUndo(tx, fileId, undo))) return refuse('bulk.undone_already')
    await reindex(tx, ids)
    return {
      result: { gone: ids.length },
      audit: {
        subjectKind: 'file',
        subjectId: String(fileId),
        details: { count: ids.length, name: file.originalName, reason }
      }
    }
  })
}
