import { createHash } from 'node:crypto'

/**
 * Fingerprint of what a spreadsheet can correct in a recommendation: twelve hexadecimal digits. A row of an export
 * carries it, so that a correction made on an older state is noticed instead of undoing a newer one.
 */
export function revisionOf(text: string, title: string, themes: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([text, title, [...themes].sort()]))
    .digest('hex')
    .slice(0, 12)
}
