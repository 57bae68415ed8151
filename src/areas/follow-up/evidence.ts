import { contentKindOf } from '#areas/documents/content-kind.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

// Files that show what an entry of a track says. What a file is is decided by its content, never by its name.

export const LARGEST_EVIDENCE_bytes = 20 * 1024 * 1024
export const MOST_FILES = 5
/** What the form lets people choose; it is a convenience, not the check. */
export const ACCEPTED_NAMES = '.pdf,.docx,.xlsx,.csv,.txt,.png,.jpg,.jpeg,.webp'

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The media type of a file that can be evidence, or why it can't, with its name. */
export function evidenceType({ name, bytes }: GivenFile): string | Refusal {
  const no = (reason: string) => refuse(`positions.file_${reason}`, { name }, 'files')
  if (bytes.length > LARGEST_EVIDENCE_bytes) return no('too_large')
  const kind = contentKindOf(bytes)
  switch (kind) {
    case 'empty':
    case 'truncated':
    case 'encrypted':
      return no(kind)
    case 'old-office':
      return no('old_office')
    case 'pdf':
      return 'application/pdf'
    case 'docx':
      return hasMacros(bytes) ? no('macros') : DOCX
    case 'picture':
      return bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
    case 'text':
      return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain'
    default:
      return unreadType(bytes) ?? no('kind')
  }
}

/** Kinds that documents can't be read from, and that show something all the same. */
function unreadType(bytes: Uint8Array): string | null {
  const text = latin(bytes)
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'image/webp'
  return text.startsWith('PK\u0003\u0004') && text.includes('xl/workbook.xml') && !hasMacros(bytes) ? XLSX : null
}

function hasMacros(bytes: Uint8Array): boolean {
  return latin(bytes).includes('vbaProject.bin')
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** Why these files can't go with an entry, the first reason first; or null. `kept` are those of the entry it corrects. */
export function filesFault(files: readonly GivenFile[], kept: number): Refusal | null {
  if (files.length + kept > MOST_FILES) return refuse('positions.files_many', { most: MOST_FILES }, 'files')
  for (const file of files) {
    const type = evidenceType(file)
    if (typeof type !== 'string') return type
  }
  return null
}

/** What evidence is called that nobody described: the names of its files. */
export function namesOf(files: readonly { readonly originalName: string }[]): string {
  return files.map(({ originalName }) => originalName).join(', ')
}
