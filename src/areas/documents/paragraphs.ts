import type { RunningText } from './text.ts'

/** A line of the running text; a label that stands alone on its line comes with the words of the next one. */
export function labelledLine(running: RunningText, index: number): string {
  const span = running.spans[index]!
  const line = running.text.slice(span.offset, span.offset + span.length)
  const next = running.spans[index + 1]
  const isLabel = /^(?:\d{1,3}(?:\.\d{1,3})?\.|\(?[a-z]{1,3}\)|[•●])$/.test(line)
  return isLabel && next ? running.text.slice(span.offset, next.offset + next.length) : line
}

export interface NumberedParagraph {
  readonly number: number
  /** Bounds of its words in the running text, the number left out. */
  readonly from: number
  readonly to: number
}

/** The numbered paragraphs of a report before its conclusions, in order: 1, 2, 3 … each at the beginning of a line. */
export function numberedParagraphs(running: RunningText, end: number): Map<number, NumberedParagraph> {
  const starts: { number: number; line: number; from: number }[] = []
  for (const [index, span] of running.spans.entries()) {
    if (span.offset >= end) break
    const line = labelledLine(running, index)
    const label = /^(\d{1,3})\.?\s+(?=[\p{Lu}“"(])/u.exec(line)
    const number = Number(label?.[1])
    const expected = (starts.at(-1)?.number ?? 0) + 1
    const before = running.text.slice(0, span.offset).trimEnd().at(-1)
    const follows = span.opens || before === undefined || /[.:;)”"]/.test(before)
    // A number lost to a bad break skips one paragraph, not the rest of the report.
    if (label && follows && number >= expected && number <= expected + 1) {
      starts.push({ number, line: span.offset, from: span.offset + label[0].length })
    }
  }
  return new Map(
    starts.map(({ number, from }, at) => [number, { number, from, to: Math.min(end, starts[at + 1]?.line ?? end) }])
  )
}
