import type { Box } from './text.ts'

/** A line that character recognition found; its box is in pixels of the picture. */
export interface RecognisedLine {
  readonly text: string
  readonly box: Box
  readonly opens: boolean
  /** 0 to 100: the mean of its words, weighed by their letters. */
  readonly confidence: number
}

/**
 * Lines from the table that Tesseract prints: level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text. Level 5 is a word, and words of the same block, paragraph and line make a line.
 */
export function linesOfTsv(tsv: string): RecognisedLine[] {
  const lines: RecognisedLine[] = []
  let words: { text: string; box: Box; confidence: number }[] = []
  let current = ''
  let paragraph = ''
  let opens = true
  const close = () => {
    if (words.length > 0) lines.push(lineOf(words, opens))
    words = []
  }
  for (const row of tsv.split('\n')) {
    const [level, , block, inBlock, line, , left, top, width, height, confidence, ...text] = row.split('\t')
    const word = text.join('\t').trim()
    if (level !== '5' || word === '') continue
    const key = `${block}.${inBlock}.${line}`
    if (key !== current) {
      close()
      opens = `${block}.${inBlock}` !== paragraph
      paragraph = `${block}.${inBlock}`
      current = key
    }
    const box = { x: Number(left), y: Number(top), width: Number(width), height: Number(height) }
    words.push({ text: word, box, confidence: Number(confidence) })
  }
  close()
  return lines
}

function lineOf(words: readonly { text: string; box: Box; confidence: number }[], opens: boolean): RecognisedLine {
  const x = Math.min(...words.map(({ box }) => box.x))
  const y = Math.min(...words.map(({ box }) => box.y))
  const right = Math.max(...words.map(({ box }) => box.x + box.width))
  const bottom = Math.max(...words.map(({ box }) => box.y + box.height))
  const letters = words.reduce((sum, { text }) => sum + text.length, 0)
  const confidence = words.reduce((sum, word) => sum + Math.max(0, word.confidence) * word.text.length, 0) / letters
  return {
    text: words.map(({ text }) => text).join(' '),
    box: { x, y, width: right - x, height: bottom - y },
    opens,
    confidence
  }
}
