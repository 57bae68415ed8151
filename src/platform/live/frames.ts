import type { Missing, Step } from './channel.ts'

// What goes over a stream of server-sent events. Each moment is the server's, in ISO with milliseconds.

/** A client that lost its stream waits so long before it comes again. */
const RETRY_ms = 2_000
/** Some proxies and virus scanners keep the first kilobytes of an answer until they have seen enough of it. */
const PADDING_bytes = 2_048

/**
 * The head of a stream. It ends with the connection rather than in chunks: the same bytes then serve every client, those of
 * proxies that speak HTTP/1.0 too. X-Accel-Buffering switches nginx's buffering off, no-transform any compression.
 */
export function openingFrame(): string {
  const head = [
    'HTTP/1.1 200 OK',
    'content-type: text/event-stream; charset=utf-8',
    'cache-control: no-store, no-transform',
    'x-accel-buffering: no',
    'x-content-type-options: nosniff',
    'referrer-policy: same-origin',
    'connection: close'
  ]
  return `${head.join('\r\n')}\r\n\r\n:${' '.repeat(PADDING_bytes)}\nretry: ${RETRY_ms}\n\n`
}

/** All that a client lacks: nothing but the time where it has the current state. */
export function missingFrames(missing: Missing, id: string, at: Date): string {
  if ('state' in missing) return `id: ${id}\ndata: {"at":"${at.toISOString()}","state":${missing.state}}\n\n`
  return missing.steps.map((step) => stepFrame(step, at)).join('') || beatFrame(at)
}

export function stepFrame({ from, id, change }: Step, at: Date): string {
  return `id: ${id}\ndata: {"at":"${at.toISOString()}","from":"${from}","change":${change}}\n\n`
}

/** Says that the stream lives, and what time it is. */
export function beatFrame(at: Date): string {
  return `data: {"at":"${at.toISOString()}"}\n\n`
}

/** The same for a client that asks again and again; null where it has the current state. */
export function missingAnswer(missing: Missing, id: string, at: Date): string | null {
  const opening = `{"id":"${id}","at":"${at.toISOString()}",`
  if ('state' in missing) return `${opening}"state":${missing.state}}`
  const [first] = missing.steps
  if (!first) return null
  return `${opening}"from":"${first.from}","changes":[${missing.steps.map(({ change }) => change).join(',')}]}`
}
