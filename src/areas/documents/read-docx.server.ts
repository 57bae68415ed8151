import mammoth from 'mammoth'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { blocksOf, PAGE_BREAK_CLASS } from './blocks.ts'
import { pagesOfBlocks } from './plain-pages.ts'
import type { Reading } from './text.ts'

/**
 * Reads a Word document. It has no fixed pages: what its writer divided by page breaks is told as pages, and where a
 * passage stands is told by paragraph (one line of the reading is one paragraph).
 */
export async function readDocx(bytes: Uint8Array): Promise<Reading | Refusal> {
  let html: string
  try {
    const read = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap: [`br[type='page'] => hr.${PAGE_BREAK_CLASS}`],
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false
      }
    )
    html = read.value
  } catch {
    return refuse('extraction.unreadable_truncated')
  }
  const pages = pagesOfBlocks(blocksOf(html))
  return pages.some(({ lines }) => lines.length > 0) ? { kind: 'docx', pages } : refuse('extraction.unreadable_empty')
}
