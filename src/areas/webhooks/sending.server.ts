import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Reach } from './destination.ts'
import { LONGEST_ANSWER_s, outcomeOf, type Outcome } from './receiving.ts'
import { destinationsOf, ForbiddenDestination, type Found } from './whereabouts.server.ts'

export interface Sent {
  readonly outcome: Outcome
  /** of the answer; null where there was none */
  readonly status: number | null
}

/**
 * Posts a message to an address. The name is asked for once, and what it leads to is judged before anything is sent;
 * redirects are not followed; of the answer nothing is read but its status.
 */
export async function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  reach: Reach,
  longest_ms = LONGEST_ANSWER_s * 1000
): Promise<Sent> {
  const url = new URL(address)
  const signal = AbortSignal.timeout(longest_ms)
  try {
    const found = await Promise.race([destinationsOf(url.hostname, reach), rejection(signal)])
    const status = await statusOf(url, headers, body, found, signal)
    return { outcome: outcomeOf(status), status }
  } catch (error) {
    return { outcome: signal.aborted ? 'timed-out' : outcomeOfError(error), status: null }
  }
}

function statusOf(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  found: readonly Found[],
  signal: AbortSignal
): Promise<number> {
  const answerName: LookupFunction = (_name, { all }, answer) => {
    const [first] = found as readonly [Found]
    if (all) answer(null, [...found])
    else answer(null, first.address, first.family)
  }
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((answered, failed) => {
    const asking = request(url, {
      method: 'POST',
      // One connection a message: none is kept that could have been judged under another name.
      agent: false,
      lookup: answerName,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Balai-webhooks/1',
        ...headers
      }
    })
    asking.once('response', (answer) => {
      // What a receiver says is not read: it could be anything, and as long as it likes.
      answer.destroy()
      answered(answer.statusCode ?? 0)
    })
    asking.on('error', failed)
    asking.end(body)
  })
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_never, failed) => {
    signal.addEventListener('abort', () => failed(new Error('too late')), { once: true })
  })
}

const NO_SUCH_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']
const CERTIFICATE = /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/

/** What an attempt that got no answer is told as. */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof ForbiddenDestination) return 'forbidden'
  const code = (error as { code?: string }).code ?? ''
  if (NO_SUCH_NAME.includes(code)) return 'unknown-name'
  return CERTIFICATE.test(code) ? 'insecure' : 'unreachable'
}
