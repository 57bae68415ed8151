const COMPRESSIBLE = /^(text\/(html|plain|css|csv|javascript)|application\/(json|xml|[a-z.]+\+json)|image\/svg\+xml)/
const SMALLEST_bytes = 1000

/**
 * Pages are many times smaller compressed. Static files were compressed when they were built; a file that comes with the
 * digest of its bytes comes in these bytes.
 */
export function compressed(response: Response, accepted: string | null): Response {
  const { headers, body, status, statusText } = response
  const type = headers.get('content-type') ?? ''
  if (!body || !COMPRESSIBLE.test(type) || headers.has('content-encoding') || headers.has('repr-digest'))
    return response
  headers.append('vary', 'accept-encoding')
  const length = headers.get('content-length')
  if (!/\bgzip\b/.test(accepted ?? '') || (length && Number(length) < SMALLEST_bytes)) return response
  const smaller = new Headers(headers)
  smaller.delete('content-length')
  smaller.set('content-encoding', 'gzip')
  const etag = headers.get('etag')
  // The same page in other bytes: the mark of a version holds for what it says.
  if (etag && !etag.startsWith('W/')) smaller.set('etag', `W/${etag}`)
  return new Response(body.pipeThrough(new CompressionStream('gzip')), { status, statusText, headers: smaller })
}
