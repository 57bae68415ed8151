import type { Line, Page } from './text.ts'
import type { Block } from './blocks.ts'

/** Pages of plain text: a form feed ends a page, an empty line a paragraph. Empty lines are not kept. */
export function pagesOfText(text: string): Page[] {
  const pages = text.replace(/\r\n?/g, '\n').split('\f')
  if (pages.length > 1 && pages.at(-1)!.trim() === '') pages.pop()
  return pages.map((page, at) => ({ number: at + 1, size: null, lines: linesOfText(page) }))
}

function linesOfText(page: string): Line[] {
  const lines: Line[] = []
  let opens = true
  for (const written of page.split('\n')) {
    const text = written.replace(/[\s\u00a0\u00ad]+/gu, ' ').trim()
    if (text !== '') lines.push({ text, box: null, opens })
    opens = text === ''
  }
  return lines
}

/** One line for each paragraph. A format without pages is one page; breaks that a writer set begin another. */
export function pagesOfBlocks(blocks: readonly Block[]): Page[] {
  const pages: Line[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'page-break') pages.push([])
    else pages.at(-1)!.push({ text: block.text, box: null, opens: true })
  }
  return pages.map((lines, at) => ({ number: at + 1, size: null, lines }))
}
