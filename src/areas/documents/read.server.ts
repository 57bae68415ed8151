import { refuse, type Refusal } from '#platform/refusal.ts'
import { contentKindOf, type ContentKind } from './content-kind.ts'
import { decodeText } from './decoding.ts'
import { delimiterOf, readCsv } from './read-csv.server.ts'
import { readDocx } from './read-docx.server.ts'
import { readHtml } from './read-html.server.ts'
import { readPdf } from './read-pdf.server.ts'
import { readText } from './read-text.server.ts'
import type { Reading } from './text.ts'

export const LARGEST_FILE_bytes = 100 * 1024 * 1024

/** What each ending of a name promises; other endings promise nothing. */
const PROMISED: Readonly<Record<string, readonly ContentKind[]>> = {
  pdf: ['pdf'],
  docx: ['docx'],
  html: ['html'],
  htm: ['html'],
  txt: ['text'],
  csv: ['text']
}

/**
 * Reads a document of any kind. What it is is decided by its content; a name that promises another kind is refused
 * with both, because such a file is mostly not what its sender meant (an error page saved as report.pdf). A refusal's
 * key is extraction.unreadable_…; `unreadable_scanned` means that character recognition can be offered.
 */
export async function readDocument(bytes: Uint8Array, originalName: string): Promise<Reading | Refusal> {
  if (bytes.length > LARGEST_FILE_bytes) {
    return refuse('extraction.unreadable_too_large', {
      size_MB: Math.ceil(bytes.length / 1024 / 1024),
      limit_MB: LARGEST_FILE_bytes / 1024 / 1024
    })
  }
  const kind = contentKindOf(bytes)
  const ending = /\.([a-z0-9]{1,5})$/i.exec(originalName)?.[1]?.toLowerCase() ?? ''
  const promised = PROMISED[ending]
  if (kind === 'empty') return refuse('extraction.unreadable_empty')
  if (kind === 'truncated') return refuse('extraction.unreadable_truncated')
  if (kind === 'encrypted') return refuse('extraction.unreadable_encrypted')
  if (kind === 'old-office') return refuse('extraction.unreadable_old_office')
  if (promised && !promised.includes(kind)) {
    // Bytes that are nothing known, under a known ending, are that kind of file with its beginning lost.
    if (kind === 'unknown') return refuse('extraction.unreadable_truncated')
    return refuse('extraction.unreadable_misnamed', { ending: `.${ending}`, found: kind })
  }
  if (kind === 'unknown') return refuse('extraction.unreadable_kind')
  if (kind === 'picture') return refuse('extraction.unreadable_scanned')
  if (kind === 'pdf') return readPdf(bytes)
  if (kind === 'docx') return readDocx(bytes)
  if (kind === 'html') return readHtml(bytes)
  const isTable =
    ending === 'csv' || (ending !== 'txt' && delimiterOf(decodeText(bytes.subarray(0, 64_000)).text) !== null)
  return isTable ? readCsv(bytes) : readText(bytes)
}
