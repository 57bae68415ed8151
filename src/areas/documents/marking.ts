import type { Page, Place } from './text.ts'

/** A passage to be marked in the text of a page. */
export interface Marked {
  readonly id: number
  readonly place: Place
}

/** A stretch of text with the passages that it belongs to, most often none or one. */
export interface Run {
  readonly text: string
  readonly marks: readonly number[]
}

/**
 * The text of a page as paragraphs of runs, so that every passage shows. A passage that began on the page before, or
 * goes on behind, is marked as far as it stands here.
 */
export function paragraphsOf(page: Page, marked: readonly Marked[]): Run[][] {
  const paragraphs: Run[][] = []
  page.lines.forEach((line, index) => {
    const runs = runsOfLine(page.number, index, line.text, marked)
    const last = paragraphs.at(-1)
    if (!last || line.opens) paragraphs.push(runs)
    else append(last, runs)
  })
  return paragraphs
}

function runsOfLine(page: number, line: number, text: string, marked: readonly Marked[]): Run[] {
  const here = marked.flatMap(({ id, place: { from, to } }) => {
    const begins = compare(from, { page, line })
    const ends = compare(to, { page, line })
    if (begins > 0 || ends < 0) return []
    return [{ id, from: begins === 0 ? from.character : 0, to: ends === 0 ? to.character : text.length }]
  })
  const edges = [...new Set([0, text.length, ...here.flatMap(({ from, to }) => [from, to])])]
    .filter((edge) => edge <= text.length)
    .sort((a, b) => a - b)
  return edges.slice(1).map((end, at) => {
    const start = edges[at]!
    return {
      text: text.slice(start, end),
      marks: here.filter(({ from, to }) => from <= start && end <= to).map(({ id }) => id)
    }
  })
}

/** Joins the next line on: a space between, nothing behind a hyphen that ends a line. */
function append(paragraph: Run[], runs: readonly Run[]): void {
  const before = paragraph.at(-1)
  const [first, ...rest] = runs
  if (!first) return
  const glue = !before || /[\p{L}\p{N}]-$/u.test(before.text) ? '' : ' '
  if (before && sameMarks(before, first)) {
    paragraph[paragraph.length - 1] = { ...before, text: before.text + glue + first.text }
  } else {
    if (before && glue) paragraph[paragraph.length - 1] = { ...before, text: before.text + glue }
    paragraph.push(first)
  }
  paragraph.push(...rest)
}

function sameMarks(one: Run, other: Run): boolean {
  return one.marks.join() === other.marks.join()
}

function compare(a: { page: number; line: number }, b: { page: number; line: number }): number {
  return a.page - b.page || a.line - b.line
}

/** The passages that begin with this run, of those not seen in an earlier one: where a link to them leads. */
export function firstSeen(paragraphs: readonly (readonly Run[])[]): Map<Run, readonly number[]> {
  const seen = new Set<number>()
  const first = new Map<Run, readonly number[]>()
  for (const run of paragraphs.flat()) {
    const fresh = run.marks.filter((id) => !seen.has(id))
    fresh.forEach((id) => seen.add(id))
    first.set(run, fresh)
  }
  return first
}
