import { mkdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { MemoryLocker, Server } from '@tus/server'
import type { Context } from '#areas/act.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { receiveFile, type Received } from './actions.server.ts'
import { LARGEST_FILE_bytes } from './read.server.ts'

/** Where uploads are asked for and continued (the tus protocol, https://tus.io/protocols/resumable-upload). */
const UPLOADS_PATH = '/documents/uploads'
/** What the answer to the last part of an upload tells. */
const DOCUMENT_HEADER = 'balai-document'
const AGAIN_HEADER = 'balai-again'

/** An upload that nobody continues is forgotten after a week. */
const KEPT_ms = 7 * 24 * 60 * 60 * 1000

const lockers = new MemoryLocker()

interface TusUpload {
  readonly id: string
  readonly size?: number
  readonly offset: number
  readonly metadata?: Record<string, string | null>
}

function storeIn(dataFolder: string): FileStore {
  const directory = join(dataFolder, 'uploads')
  // The store makes its folder too, but lets nobody wait for it.
  mkdirSync(directory, { recursive: true })
  return new FileStore({ directory, expirationPeriodInMilliseconds: KEPT_ms })
}

/** Answers one request of a resumable upload. When its last byte is here, the file is received as a document. */
export async function answerUpload(
  request: Request,
  context: Context,
  dataFolder: string,
  locale: Locale
): Promise<Response> {
  const datastore = storeIn(dataFolder)
  const server = new Server({
    path: UPLOADS_PATH,
    datastore,
    locker: lockers,
    maxSize: LARGEST_FILE_bytes,
    relativeLocation: true,
    allowedOrigins: [new URL(request.url).origin],
    exposedHeaders: [DOCUMENT_HEADER, AGAIN_HEADER],
    async onUploadFinish(_, upload) {
      const received = await receiveUpload(context, dataFolder, upload)
      if (isRefusal(received)) {
        return { status_code: 422, body: translatorOf(locale).dynamic(received.refused, received.values) }
      }
      return {
        headers: { [DOCUMENT_HEADER]: String(received.documentId), [AGAIN_HEADER]: received.again ? 'yes' : 'no' }
      }
    }
  })
  const answer = await server.handleWeb(request)
  const id = new URL(request.url).pathname.slice(UPLOADS_PATH.length + 1)
  // Received means kept as an original: the upload has done its work. A refused one is of no use to anybody.
  if (answer.headers.has(DOCUMENT_HEADER) || answer.status === 422) await forget(dataFolder, id || idOf(answer))
  return answer
}

function idOf(answer: Response): string {
  return answer.headers.get('location')?.split('/').at(-1) ?? ''
}

async function receiveUpload(
  context: Context,
  dataFolder: string,
  { id, metadata }: TusUpload
): Promise<Received | Refusal> {
  const path = join(dataFolder, 'uploads', id)
  return receiveFile(context, dataFolder, { path, originalName: metadata?.filename ?? 'document', way: 'page' })
}

async function forget(dataFolder: string, id: string): Promise<void> {
  // Names of uploads are 32 hexadecimal digits; anything else is none of ours.
  if (!/^[0-9a-f]{32}$/.test(id)) return
  for (const name of [id, `${id}.json`]) await rm(join(dataFolder, 'uploads', name), { force: true })
}

/** Receives what arrived whole but was cut off before it was received, and forgets what nobody continued. */
export async function receiveLeftUploads(context: Context, dataFolder: string): Promise<number> {
  const store = storeIn(dataFolder)
  const names = await readdir(join(dataFolder, 'uploads'))
  let received = 0
  for (const id of names.filter((name) => /^[0-9a-f]{32}$/.test(name))) {
    const upload = await store.getUpload(id).catch(() => null)
    if (!upload || upload.size === undefined || upload.offset < upload.size) continue
    const outcome = await receiveUpload(context, dataFolder, upload)
    if (!isRefusal(outcome)) received += 1
    await forget(dataFolder, id)
  }
  await store.deleteExpired()
  return received
}
