import { createHmac } from 'node:crypto'

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
