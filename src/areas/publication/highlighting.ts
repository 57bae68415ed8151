import { familyOf, lexemesOf, runsOf, type Plan, type Stem } from './lexemes.ts'
import { normalise, splitWords } from './words.ts'

/** A stretch of a text; marked where the query found it. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** What of a query can be seen in a text: lexemes of its words, and unspaced runs as they were typed. */
export interface Marks {
  readonly lexemes: ReadonlySet<string>
  readonly runs: readonly string[]
}

export function marksOf(plan: Plan): Marks {
  const matchers = plan.all.flat()
  const unspaced = matchers.filter(({ split }) => split.every(({ run }) => run !== null))
  return {
    lexemes: new Set(matchers.flatMap(({ sequences }) => sequences.flat(2))),
    runs: unspaced.flatMap(({ split }) => runsOf(split))
  }
}

/** A text cut where marks begin and end, in its original letters. */
export function highlight(text: string, locale: string, marks: Marks, stem: Stem): Piece[] {
  const normal = normalise(text)
  if (!marks.lexemes.size && !marks.runs.length) return [{ text: normal, marked: false }]
  const found: [from: number, to: number][] = []
  for (const { word, start, end } of splitWords(normal)) {
    if (lexemesOf(word, familyOf(locale), stem).some((lexeme) => marks.lexemes.has(lexeme))) found.push([start, end])
  }
  for (const run of marks.runs) {
    for (let at = normal.indexOf(run); at >= 0; at = normal.indexOf(run, at + run.length)) {
      found.push([at, at + run.length])
    }
  }
  return cut(normal, found)
}

function cut(text: string, found: [from: number, to: number][]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
    if (to <= at) continue
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(Math.max(at, from), to), marked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}
