/** A form of words is far smaller; files come from people who signed in. */
export const LARGEST_BODY_OF_A_VISITOR_bytes = 1_000_000

/**
 * Whether a request brings more than a visitor may send, or doesn't say how much it brings: a body is held in memory
 * before any page can ask who sent it.
 */
export function bringsTooMuch({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  if (headers.has('transfer-encoding')) return true
  return Number(headers.get('content-length') ?? 0) > LARGEST_BODY_OF_A_VISITOR_bytes
}

/** A file in a language is fetched for somebody else as often as not: it doesn't change in which language the hall is read. */
export function keepsLanguage(pathname: string): boolean {
  return !pathname.startsWith('/api/') && !/\.[a-z]+$/.test(pathname)
}

/** No address of a hall has a null character in it, and no database takes one. */
export function hasNull({ pathname, search }: Pick<URL, 'pathname' | 'search'>): boolean {
  return (pathname + search).includes('%00')
}

/** An answer that gives somebody a cookie is theirs alone: a cache between them and the hall would give it to others. */
export function keepCookiesPrivate(headers: Headers): void {
  if (headers.has('set-cookie') && /\bpublic\b/.test(headers.get('cache-control') ?? '')) {
    headers.set('cache-control', 'private, no-cache')
  }
}
