import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { readableDocument } from '#areas/documents/door.server.ts'
import { originalPath } from '#areas/documents/originals.server.ts'
import { isKnown } from '#platform/http/http.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** The original, byte by byte as it came in. */
export const GET: RequestHandler = async (event) => {
  const { sha256, size_bytes, mediaType, originalName } = await readableDocument(event)
  const headers = {
    'content-type': mediaType,
    'content-length': String(size_bytes),
    // Saved, never shown: a web page among the originals is no page of this hall.
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(originalName)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    etag: `"${sha256}"`,
    'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`
  }
  if (isKnown(event.request, headers.etag)) return new Response(null, { status: 304, headers })
  const file = createReadStream(originalPath(readSettings().dataFolder, sha256))
  return new Response(Readable.toWeb(file) as ReadableStream, { headers })
}
