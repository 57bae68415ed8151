import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { act, type Context } from '#areas/act.server.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { contentKindOf, type ContentKind } from './content-kind.ts'
import { keepOriginal } from './originals.server.ts'
import { insertDescription, type Description } from './entry-store.server.ts'
import { LARGEST_FILE_bytes } from './read.server.ts'
import {
  documentBySha256,
  documentById,
  insertDocument,
  insertPublication,
  insertReceipt,
  insertRequest,
  insertSetAside,
  latestRequest
} from './store.server.ts'
import type { Way } from './tables.ts'

/** The job that reads a document: {requestId}. */
export const READING_JOB = 'read-document'

export interface Arrival {
  /** where the file lies; it stays there */
  readonly path: string
  readonly originalName: string
  readonly way: Way
}

export interface Received {
  readonly documentId: number
  /** true when the same file, byte by byte, was here before */
  readonly again: boolean
  /** of the reading that now waits; null when there is a text already */
  readonly requestId: number | null
}

/**
 * Keeps a file as an original of the hall and asks for it to be read, unless it was read before. `reads` says who will:
 * a job of the running hall, or the caller.
 */
export async function receiveFile(
  context: Context,
  dataFolder: string,
  { path, originalName, way }: Arrival,
  reads: 'job' | 'caller' = 'job'
): Promise<Received | Refusal> {
  const { now } = context
  const by = accountOf(context)
  const name = cleanName(originalName)
  return act<Received>(context, 'documents.receive', undefined, async (tx) => {
    const fault = faultOfSize((await stat(path)).size)
    if (fault) return fault
    const { sha256, bytes } = await keepOriginal(dataFolder, path)
    const before = await documentBySha256(tx, sha256)
    const mediaType = mediaTypeOf(bytes, name)
    const documentId =
      before?.id ?? (await insertDocument(tx, { sha256, size_bytes: bytes.length, mediaType, originalName: name }, now))
    await insertReceipt(tx, documentId, { originalName: name, way, at: now, by })
    const latest = await latestRequest(tx, documentId)
    // Nobody reads twice what was read; what could not be read may be readable by now, under another name perhaps.
    const needsReading = !latest || latest.refused !== null
    const requestId = needsReading
      ? await insertRequest(tx, { documentId, recogniseIn: null, proposes: true, at: now, by })
      : latest.answered
        ? null
        : latest.id
    if (needsReading && reads === 'job') await enqueue(tx, READING_JOB, { requestId })
    const again = before !== undefined
    return {
      result: { documentId, again, requestId },
      audit: {
        subjectKind: 'document',
        subjectId: String(documentId),
        details: { name, sha256, again: again ? 'yes' : 'no' }
      }
    }
  })
}

/** Takes a document from the desk. Its file stays; receiving the file again brings it back. */
export async function setAside(context: Context, documentId: number): Promise<null | Refusal> {
  return act<null>(context, 'documents.set-aside', { documentId }, async (tx) => {
    const document = await documentById(tx, documentId)
    if (!document) return refuse('documents.gone')
    await insertSetAside(tx, documentId, context.now, accountOf(context))
    return {
      result: null,
      audit: { subjectKind: 'document', subjectId: String(documentId), details: { name: document.originalName } }
    }
  })
}

/** Opens a document to everybody, described: its original and its text. Nothing of it need be in the record. */
export async function publish(context: Context, documentId: number, description: Description): Promise<null | Refusal> {
  return act<null>(context, 'documents.publish', { documentId }, async (tx) => {
    const document = await documentById(tx, documentId)
    if (!document) return refuse('documents.gone')
    const recorded = { at: context.now, by: accountOf(context) }
    await insertDescription(tx, documentId, description, recorded)
    await insertPublication(tx, documentId, recorded.at, recorded.by)
    return {
      result: null,
      audit: { subjectKind: 'document', subjectId: String(documentId), details: { name: document.originalName } }
    }
  })
}

export function accountOf({ actor }: Pick<Context, 'actor'>): string | null {
  return actor.kind === 'account' ? actor.id : null
}

/** The name a file came with, without folders and characters that no name has. */
export function cleanName(name: string): string {
  const cleaned = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 250)
  return cleaned || 'document'
}

function faultOfSize(size_bytes: number): Refusal | null {
  if (size_bytes === 0) return refuse('extraction.unreadable_empty')
  if (size_bytes <= LARGEST_FILE_bytes) return null
  return refuse('extraction.unreadable_too_large', {
    size_MB: Math.ceil(size_bytes / 1024 / 1024),
    limit_MB: LARGEST_FILE_bytes / 1024 / 1024
  })
}

const MEDIA_TYPES: Readonly<Partial<Record<ContentKind, string>>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html'
}

function mediaTypeOf(bytes: Uint8Array, name: string): string {
  const kind = contentKindOf(bytes)
  if (kind === 'picture') return bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
  if (kind === 'text') return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain'
  return MEDIA_TYPES[kind] ?? 'application/octet-stream'
}
