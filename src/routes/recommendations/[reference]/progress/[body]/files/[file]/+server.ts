import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { error } from '@sveltejs/kit'
import { originalPath } from '#areas/documents/originals.server.ts'
import { fileAt } from '#areas/follow-up/evidence-store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { isKnown } from '#platform/http/http.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** A file of evidence, byte by byte as it was given; also that of an entry which was taken back or replaced. */
export const GET: RequestHandler = async ({ params, request }) => {
  const id = /^[1-9]\d{0,14}$/.test(params.file) ? Number(params.file) : null
  const file = id === null ? undefined : await fileAt(database(), params.reference, params.body, id)
  if (!file) error(404, 'no such file')
  const headers = {
    'content-type': file.mediaType,
    'content-length': String(file.size_bytes),
    // Saved, never shown: what somebody sent is no page of this hall.
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.originalName)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=0, must-revalidate',
    etag: `"${file.sha256}"`,
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`
  }
  if (isKnown(request, headers.etag)) return new Response(null, { status: 304, headers })
  const path = originalPath(readSettings().dataFolder, file.sha256)
  // A data folder that was restored without its originals: say so before a byte is promised.
  if (!(await stat(path).catch(() => null))) error(404, 'the file is not in the data folder')
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers })
}
