import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { writeSecret } from './signature.ts'

const SECRET_bytes = 32
const NONCE_bytes = 12
const TAG_bytes = 16
const VERSION = 'v1.'

/** A new secret for a receiver, from the system's chance. */
export function newSecret(): string {
  return writeSecret(randomBytes(SECRET_bytes))
}

/** A key of its own for this purpose, from the secret that the hall keeps outside of its database. */
function keyOf(hallSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', hallSecret, '', 'balai webhook secrets', 32))
}

/**
 * Seals a secret for the database (AES-256-GCM): it must sign, so a hash would not do. It opens for its own receiver
 * alone: a row put in the place of another doesn't.
 */
export function seal(secret: string, webhookId: number, hallSecret: string): string {
  const nonce = randomBytes(NONCE_bytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(hallSecret), nonce).setAAD(Buffer.from(`webhook ${webhookId}`))
  const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return VERSION + sealed.toString('base64url')
}

/** The secret, or null where it doesn't open: the hall's own secret is another one now. */
export function unseal(sealed: string, webhookId: number, hallSecret: string): string | null {
  if (!sealed.startsWith(VERSION)) return null
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(hallSecret), bytes.subarray(0, NONCE_bytes))
      .setAAD(Buffer.from(`webhook ${webhookId}`))
      .setAuthTag(bytes.subarray(-TAG_bytes))
    const opened = decipher.update(bytes.subarray(NONCE_bytes, -TAG_bytes))
    return Buffer.concat([opened, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
