import { decodeText, looksBinary } from './decoding.ts'

/** What a file is by its content: a kind that can be read, or what keeps it from being read. */
export type ContentKind =
  'pdf' | 'docx' | 'html' | 'text' | 'picture' | 'empty' | 'truncated' | 'encrypted' | 'old-office' | 'unknown'

/** Recognises the kind by the bytes; the name of the file plays no part. */
export function contentKindOf(bytes: Uint8Array): ContentKind {
  if (bytes.length === 0) return 'empty'
  const head = ascii(bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return kindOfZip(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return kindOfCompoundFile(bytes)
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) || startsWith(bytes, [0xff, 0xd8, 0xff])) return 'picture'
  if (head.startsWith('{\\rtf')) return 'old-office'
  const { text } = decodeText(bytes.subarray(0, 64_000))
  // A sample may end inside a character; the sample is long enough for its last one not to count.
  if (looksBinary(text)) return 'unknown'
  if (text.replace(/^\ufeff/, '').trim() === '') return bytes.length > 64_000 ? 'text' : 'empty'
  return isHtml(text) ? 'html' : 'text'
}

function isHtml(text: string): boolean {
  const start = text
    .replace(/^\ufeff/, '')
    .trimStart()
    .slice(0, 4000)
  return (
    /^(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype html|html))/i.test(start) ||
    (start.startsWith('<') && /<(?:body|p|div|head)\b/i.test(start))
  )
}

/** A zip ends with its table of contents, which a file cut short has lost. */
function kindOfZip(bytes: Uint8Array): ContentKind {
  const end = ascii(bytes.subarray(Math.max(0, bytes.length - 66_000)))
  if (!end.includes('PK\u0005\u0006')) return 'truncated'
  return ascii(bytes).includes('word/document.xml') ? 'docx' : 'unknown'
}

/** Word before 2007, and every Office file with a password, come in the same wrapping. */
function kindOfCompoundFile(bytes: Uint8Array): ContentKind {
  const name = [...'EncryptedPackage'].map((letter) => `${letter}\u0000`).join('')
  return ascii(bytes).includes(name) ? 'encrypted' : 'old-office'
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, at) => bytes[at] === byte)
}
