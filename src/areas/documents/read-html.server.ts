import { refuse, type Refusal } from '#platform/refusal.ts'
import { blocksOf } from './blocks.ts'
import { decodeText } from './decoding.ts'
import { pagesOfBlocks } from './plain-pages.ts'
import type { Reading } from './text.ts'

/** Reads a web page: its paragraphs, without menus, scripts and forms. Nothing that it links to is fetched. */
export function readHtml(bytes: Uint8Array): Reading | Refusal {
  const pages = pagesOfBlocks(blocksOf(decodeHtml(bytes)))
  return pages.some(({ lines }) => lines.length > 0) ? { kind: 'html', pages } : refuse('extraction.unreadable_empty')
}

/** A page that is not valid UTF-8 may say what it is written in; a name that nobody knows is passed over. */
function decodeHtml(bytes: Uint8Array): string {
  const { text, encoding } = decodeText(bytes)
  const said =
    encoding === 'windows-1252' ? /<meta[^>]+charset=["']?([\w-]+)/i.exec(text.slice(0, 4000))?.[1] : undefined
  if (!said) return text
  try {
    return new TextDecoder(said).decode(bytes)
  } catch {
    return text
  }
}
