import { readFile, stat } from 'node:fs/promises'
import type { Kysely, Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { keepOriginal, readOriginal } from '#areas/documents/originals.server.ts'
import { actorName, type Actor } from '#areas/people/actor.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import type { Position } from '#areas/tables.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { bulkFile, insertBulkFile, insertEntry, insertOutcome, insertUndo, type BulkFile } from './store.server.ts'
import type { Speaking } from '#areas/follow-up/policy.ts'
import { findTable, planSheet, recordKey, type SheetChange, type SheetKind, type SheetPlan } from './sheet.ts'
import { LARGEST_SHEET_MB, readSheetFile } from './sheet-file.server.ts'
import {
  factsOfFile,
  insertPosition,
  insertProgress,
  lockRecommendations,
  sayAgain,
  sheetRecords,
  sheetSource,
  undoPosition,
  type MadeFact
} from './sheet-store.server.ts'
import { headings, headingOf, languageOfHead, sheetWords } from './sheet-words.server.ts'
import { isAccredited, scales, statesOfInstitutions } from '#areas/follow-up/store.server.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

/** Keeps a filled sheet as it came, to be looked at. `voice` is null for a sheet of positions. */
export async function receiveSheet(
  context: Context,
  dataFolder: string,
  voice: Voice | null,
  { path, originalName, locale }: { readonly path: string; readonly originalName: string; readonly locale: Locale }
): Promise<{ fileId: number } | Refusal> {
  const kind: SheetKind = voice ? 'progress' : 'positions'
  return act(context, `bulk.receive-${kind}`, voice, async (tx) => {
    const { size } = await stat(path)
    if (size === 0) return refuse('bulk.file_empty', undefined, 'file')
    if (size > LARGEST_SHEET_MB * 1e6) return refuse('bulk.file_too_large', { size: LARGEST_SHEET_MB }, 'file')
    const table = await tableOf(await readFile(path), kind, locale)
    if (isRefusal(table)) return table
    const { sha256 } = await keepOriginal(dataFolder, path)
    const fileId = await insertBulkFile(tx, {
      kind,
      track: voice?.track ?? null,
      by: voice?.by ?? null,
      sha256,
      size_bytes: size,
      originalName,
      receivedAt: context.now,
      receivedBy: actorName(context.actor),
      accountId: context.actor.kind === 'account' ? context.actor.id : null
    })
    return { result: { fileId }, audit: audited(fileId, { name: originalName, count: table.rows.length }) }
  })
}

async function tableOf(bytes: Uint8Array, kind: SheetKind, locale: Locale) {
  const cells = await readSheetFile(bytes)
  if (isRefusal(cells)) return cells
  const table = findTable(cells, headings())
  if (isRefusal(table)) {
    const column = table.values?.column
    return column ? refuse(table.refused, { column: headingOf(column as never, locale) }, 'file') : table
  }
  if (table.kind !== kind) return refuse(`bulk.sheet_of_${table.kind}`, undefined, 'file')
  return table
}

/** What a sheet would change in the record as it is now, and every fault in it. Changes nothing. */
export async function previewSheet(
  context: Context,
  dataFolder: string,
  file: BulkFile,
  locale: Locale
): Promise<SheetPlan | Refusal> {
  const { db, actor, now } = context
  const kind = file.kind as SheetKind
  const table = await tableOf(await readOriginal(dataFolder, file.sha256), kind, locale)
  if (isRefusal(table)) return table
  const voice = voiceOf(file)
  const day = dayOf(now)
  const references = [...new Set(table.rows.map(({ cells }) => (cells.reference ?? '').trim()).filter(Boolean))]
  const records = await sheetRecords(db, { kind, voice, references, day })
  const speaking = voice && (await speakingIn(db, voice, day))
  const permission = voice?.track === 'state' ? 'follow-up.report' : 'follow-up.assess'
  return planSheet(table.rows, {
    kind,
    track: voice?.track ?? null,
    today: day,
    locale: languageOfHead(kind, table.head),
    words: sheetWords(await scales(db)),
    record: new Map(records.map((record) => [recordKey(record.reference, record.state), record])),
    barred: (state) => {
      const refusal = speaking && authorise(POLICY, permission, { actor, on: day, subject: speaking(state) })
      if (!refusal) return null
      return refusal.refused === 'shell.refused_role' ? refuse('bulk.cell_not_yours', { state }) : refusal
    }
  })
}

function voiceOf({ track, by }: BulkFile): Voice | null {
  return track && by ? { track, by } : null
}

/** What the policy is asked about a voice that speaks about a State. */
async function speakingIn(db: Db, voice: Voice, day: string): Promise<(state: string) => Speaking> {
  const stateOf = await statesOfInstitutions(db)
  const accredited = voice.track !== 'stakeholder' || (await isAccredited(db, voice.by, day))
  return (aboutBodyId) => ({ ...voice, aboutBodyId, stateOf, accredited })
}

/** Enters what a sheet changes: every row, or none where one has a fault or the record moved on meanwhile. */
export async function enterSheet(
  context: Context,
  dataFolder: string,
  fileId: number,
  locale: Locale
): Promise<{ entered: number } | Refusal> {
  const file = await bulkFile(context.db, fileId)
  if (!file || file.kind === 'history') return refuse('bulk.file_gone')
  const seen = await previewSheet(context, dataFolder, file, locale)
  if (isRefusal(seen)) return seen
  const voice = voiceOf(file)
  const states = [...new Set(seen.changes.map(({ state }) => state))]
  const subject = voice ? states.map(await speakingIn(context.db, voice, dayOf(context.now))) : undefined
  if (seen.faults.length) return refuse('bulk.sheet_faulty', { count: seen.faults.length })
  if (seen.changes.length === 0) return refuse('bulk.sheet_nothing')
  return act(context, `bulk.enter-${file.kind}`, subject, async (tx) => {
    const asked = { skipsFaulty: false, at: context.now, by: actorName(context.actor) }
    if (!(await insertEntry(tx, fileId, asked))) return refuse('bulk.entered_already')
    const ids = [...new Set(seen.changes.map(({ recommendationId }) => recommendationId))]
    await lockRecommendations(tx, ids)
    // As it is now that nobody else can change it any more.
    const plan = await previewSheet({ ...context, db: tx }, dataFolder, file, locale)
    if (isRefusal(plan)) return plan
    if (plan.faults.length) return refuse('bulk.sheet_faulty', { count: plan.faults.length })
    for (const change of plan.changes) {
      const fault = await enterChange(tx, context, file, change)
      if (fault) return fault
    }
    if (file.kind === 'positions') await reindex(tx, ids)
    const entered = plan.changes.length
    await insertOutcome(tx, fileId, { entered, known: plan.untouched, faulty: 0 }, context.now)
    const references = [...new Set(plan.changes.map(({ reference }) => reference))]
    return {
      result: { entered },
      audit: audited(fileId, { name: file.originalName, count: entered, by: file.by ?? '', references })
    }
  })
}

async function enterChange(
  tx: Tx,
  { actor, now }: Context,
  file: BulkFile,
  change: SheetChange
): Promise<Refusal | null> {
  const { recommendationId, state, corrects, to } = change
  const voice = voiceOf(file)
  const fact = { file_id: file.id, progress_entry_id: null, position_id: null }
  if (voice) {
    const [scaleId, grade] = to.grade!.split('/') as [string, string]
    const id = await insertProgress(tx, {
      recommendationId,
      state,
      voice,
      scaleId,
      grade,
      observedOn: to.observed_on!,
      text: to.text!,
      locale: to.language!,
      evidence: to.evidence || null,
      evidenceUrl: to.evidence_url || null,
      corrects,
      at: now,
      accountId: accountId(actor)
    })
    await tx
      .insertInto('bulk_fact')
      .values({ ...fact, progress_entry_id: id })
      .execute()
    return null
  }
  const sourceId = await sheetSource(tx, to.source!, to.source_url || null, to.stated_on!)
  if (isRefusal(sourceId)) return sourceId
  const id = await insertPosition(tx, {
    recommendationId,
    state,
    position: to.position as Position,
    statedOn: to.stated_on!,
    sourceId,
    corrects,
    at: now,
    by: actorName(actor)
  })
  await tx
    .insertInto('bulk_fact')
    .values({ ...fact, position_id: id })
    .execute()
  return null
}

/**
 * Takes a sheet back as a whole: what it added is retracted, and what it had put right is said again as it was. Refused
 * while something later rests on one of its facts.
 */
export async function undoSheet(
  context: Context,
  fileId: number,
  reason: string
): Promise<{ undone: number } | Refusal> {
  const { db, actor, now } = context
  const file = await bulkFile(db, fileId)
  if (!file || file.kind === 'history' || !file.endedAt) return refuse('bulk.file_gone')
  const voice = voiceOf(file)
  const states = [...new Set((await factsOfFile(db, fileId)).map(({ state }) => state))]
  // What a CSO said can be taken back by it also while its accreditation is suspended.
  const speaking = voice && (await speakingIn(db, voice, dayOf(now)))
  const subject = speaking ? states.map((state) => ({ ...speaking(state), accredited: true })) : undefined
  return act(context, `bulk.undo-${file.kind}`, subject, async (tx) => {
    const touched = await factsOfFile(tx, fileId)
    const ids = [...new Set(touched.map(({ recommendationId }) => recommendationId))]
    await lockRecommendations(tx, ids)
    const facts = await factsOfFile(tx, fileId)
    if (!(await insertUndo(tx, fileId, { reason, at: now, by: actorName(actor) }))) return refuse('bulk.undone_already')
    const built = facts.filter(({ built: restsOn }) => restsOn)
    if (built.length) {
      const some = built.slice(0, 3).map(({ reference }) => reference)
      return refuse('bulk.undo_built_on', { count: built.length, some: some.join(', ') })
    }
    for (const fact of facts) await undoFact(tx, context, fact, reason)
    if (file.kind === 'positions') await reindex(tx, ids)
    return {
      result: { undone: facts.length },
      audit: audited(fileId, { name: file.originalName, count: facts.length, reason, by: file.by ?? '' })
    }
  })
}

async function undoFact(
  tx: Tx,
  { actor, now }: Context,
  { entryId, positionId, corrects }: MadeFact,
  reason: string
): Promise<void> {
  if (positionId !== null) {
    await undoPosition(tx, { id: positionId, corrects }, { reason, at: now, by: actorName(actor) })
  } else if (corrects !== null) {
    await sayAgain(tx, { before: corrects, inPlaceOf: entryId! }, { at: now, accountId: accountId(actor) })
  } else {
    await tx
      .insertInto('progress_retraction')
      .values({ entry_id: entryId!, reason, retracted_at: now, retracted_by: accountId(actor) })
      .execute()
  }
}

/** Only a person speaks: the policy lets nobody else. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('Progress is told by a person.')
  return actor.id
}

function audited(fileId: number, details: Record<string, unknown>) {
  return { subjectKind: 'file', subjectId: String(fileId), details }
}
