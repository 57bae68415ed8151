import { refuse, type Refusal } from '#platform/refusal.ts'
import { decodeText } from './decoding.ts'
import { pagesOfText } from './plain-pages.ts'
import type { Reading } from './text.ts'

/** Reads plain text in UTF-8, UTF-16 or Windows-1252; a form feed begins a new page. */
export function readText(bytes: Uint8Array): Reading | Refusal {
  const pages = pagesOfText(decodeText(bytes).text)
  return pages.some(({ lines }) => lines.length > 0) ? { kind: 'text', pages } : refuse('extraction.unreadable_empty')
}
