import { act, type Context } from '#areas/act.server.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { accountOf, READING_JOB } from './actions.server.ts'
import { asKnownToRecord } from './known-names.server.ts'
import { originalPath } from './originals.server.ts'
import { readApart, type Progress, type WasRead } from './read-apart.server.ts'
import {
  documentById,
  insertReading,
  insertRefusedReading,
  insertRequest,
  latestRequest,
  openRequest,
  saveProgress,
  type OpenRequest
} from './store.server.ts'

/** Asks for a document to be read anew, by recognising its characters where a language is named. */
export async function askReading(
  context: Context,
  documentId: number,
  recogniseIn: string | null
): Promise<{ requestId: number } | Refusal> {
  return act(context, 'documents.ask-reading', { documentId }, async (tx) => {
    if (!(await documentById(tx, documentId))) return refuse('documents.gone')
    const latest = await latestRequest(tx, documentId)
    if (latest && !latest.answered) return refuse('documents.reading_under_way')
    const requestId = await insertRequest(tx, {
      documentId,
      recogniseIn,
      proposes: true,
      at: context.now,
      by: accountOf(context)
    })
    await enqueue(tx, READING_JOB, { requestId })
    return {
      result: { requestId },
      audit: { subjectKind: 'document', subjectId: String(documentId), details: { language: recogniseIn ?? '' } }
    }
  })
}

export interface ReadingDone {
  readonly documentId: number
  readonly refusal: Refusal | null
  readonly pages: number
  readonly proposals: number
}

const PROGRESS_EVERY_ms = 400

/**
 * Reads what a request asks for and keeps the outcome. Bears being repeated: an answered request is left alone (null),
 * and of two that read at once one outcome is kept.
 */
export async function carryOutReading(
  context: Omit<Context, 'now'>,
  clock: () => Date,
  dataFolder: string,
  requestId: number,
  told: (progress: Progress) => void = () => {}
): Promise<ReadingDone | null> {
  const { db } = context
  const request = await openRequest(db, requestId)
  if (!request) return null
  const { sha256, originalName, recogniseIn, proposes } = request
  await saveProgress(db, requestId, { stage: recogniseIn ? 'recognising' : 'reading', done: 0, total: 0 }, clock())
  let lastTold = 0
  let saving: Promise<void> = Promise.resolve()
  const toRead = { path: originalPath(dataFolder, sha256), originalName, recogniseIn, proposes }
  const read = await readApart(toRead, (progress) => {
    told(progress)
    const at = clock()
    if (at.getTime() - lastTold < PROGRESS_EVERY_ms) return
    lastTold = at.getTime()
    saving = saving.then(() => saveProgress(db, requestId, progress, at))
  })
  await saving
  return keepOutcome({ ...context, now: clock() }, request, read)
}

/** Tells a person that a document could not be read, after every attempt at it failed. */
export async function giveUpReading(context: Context, requestId: number): Promise<ReadingDone | null> {
  const request = await openRequest(context.db, requestId)
  return request ? keepOutcome(context, request, refuse('documents.reading_failed')) : null
}

async function keepOutcome(context: Context, request: OpenRequest, read: WasRead | Refusal): Promise<ReadingDone> {
  const { id: requestId, documentId, recogniseIn } = request
  const reading = { requestId, documentId, at: context.now }
  const done = await act<ReadingDone>(context, 'documents.keep-reading', { documentId }, async (tx) => {
    if (isRefusal(read)) await insertRefusedReading(tx, reading, read)
    else await insertReading(tx, reading, { ...read, proposals: await asKnownToRecord(tx, read.proposals) })
    const result: ReadingDone = isRefusal(read)
      ? { documentId, refusal: read, pages: 0, proposals: 0 }
      : { documentId, refusal: null, pages: read.reading.pages.length, proposals: read.proposals.length }
    return {
      result,
      audit: {
        subjectKind: 'document',
        subjectId: String(documentId),
        details: { language: recogniseIn ?? '', pages: result.pages, proposals: result.proposals }
      }
    }
  })
  if (isRefusal(done)) throw new Error(`the hall may not keep a reading: ${done.refused}`)
  return done
}
