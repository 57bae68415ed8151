import { createHmac, timingSafeEqual } from 'node:crypto'
import { REPLAY_WINDOW_minutes } from './receiving.ts'

// The Standard Webhooks convention: three headers, and an HMAC over identifier, moment and body.

const PREFIX = 'whsec_'

/** A secret as people pass it on. `bytes` are 24 to 64 of chance. */
export function writeSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString('base64')
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
}

/** "v1," and the HMAC-SHA256 of "id.seconds.body" in base 64. */
export function signature(secret: string, id: string, at_s: number, body: string): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${at_s}.${body}`).digest('base64')}`
}

/** The headers of a message. With several secrets it carries several signatures, so that a receiver can change over. */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const at_s = Math.floor(at.getTime() / 1000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at_s),
    'webhook-signature': secrets.map((secret) => signature(secret, id, at_s, body)).join(' ')
  }
}

const REPLAY_WINDOW_s = REPLAY_WINDOW_minutes * 60

export type Verdict = 'genuine' | 'headers-missing' | 'outside-window' | 'wrong-signature'

/** What a receiver does with a message; docs/webhooks.md says the same in a few lines of its own. */
export function verdictOn(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: Date
): Verdict {
  const [id, at, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name])
  if (!id || !at || !given || !/^\d{1,12}$/.test(at)) return 'headers-missing'
  if (Math.abs(now.getTime() / 1000 - Number(at)) > REPLAY_WINDOW_s) return 'outside-window'
  const wanted = Buffer.from(signature(secret, id, Number(at), body))
  const genuine = given
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))
  return genuine ? 'genuine' : 'wrong-signature'
}
