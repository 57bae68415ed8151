import type { Matcher, Plan, Sequence } from './lexemes.ts'
import type { Segment } from './segment.ts'

/** Which rows of a segment a plan asks for. */
export interface Matches {
  /** 1: the row matches */
  readonly flags: Uint8Array
  /** relevance of each matching row; absent when nobody asked for it */
  readonly scores: Float32Array | null
}

const OUT = 255

/** A shorter text that says the word more often comes first; an average text has this many words. */
const USUAL_LENGTH = 30

/**
 * Relevance of a term in a row: BM25's saturation of frequency by length, without the rarity of the term in the
 * record. A row's relevance therefore depends on the row and the query alone, and a page keeps its place while rows
 * are added.
 */
function relevance(frequency: number, length: number): number {
  return (frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * length) / USUAL_LENGTH))
}

export function matchPlan(segment: Segment, plan: Plan, scored: boolean): Matches {
  const flags = new Uint8Array(segment.size)
  const scores = scored ? new Float32Array(segment.size) : null
  const stages = inOrderOfCost(plan.all)
  stages.forEach((matchers, stage) => {
    for (const matcher of matchers) {
      visit(segment, matcher, { flags, stage, scored }, (row, frequency) => {
        if (flags[row] === stage) flags[row] = stage + 1
        if (scores && flags[row] === stage + 1) scores[row]! += relevance(frequency, segment.lengths[row]!)
      })
    }
  })
  for (const matcher of plan.none) {
    visit(segment, matcher, { flags, stage: stages.length, scored: false }, (row) => {
      flags[row] = OUT
    })
  }
  const last = stages.length
  const dead = segment.dead
  for (let row = 0; row < flags.length; row++) flags[row] = flags[row] === last && dead[row] === 0 ? 1 : 0
  return { flags, scores }
}

/** Phrases last: they are looked up only in the rows that the other words leave. */
function inOrderOfCost(all: Plan['all']): readonly (readonly Matcher[])[] {
  const cost = (matchers: readonly Matcher[]) =>
    Math.max(...matchers.map(({ sequences }) => Math.max(0, ...sequences.map((s) => s.length))))
  return [...all].sort((a, b) => cost(a) - cost(b))
}

type Visitor = (row: number, frequency: number) => void

/** How far the matching has come: which rows are in question, and whether it matters how often a term stands in them. */
interface Standing {
  readonly flags: Uint8Array
  readonly stage: number
  readonly scored: boolean
}

/** Calls `found` for the rows of a matcher; rows that an earlier stage left out may be skipped. */
function visit(segment: Segment, matcher: Matcher, standing: Standing, found: Visitor): void {
  const single = new Set<number>()
  for (const sequence of matcher.sequences) {
    if (sequence.length > 1) visitPhrase(segment, sequence, standing, found)
    else for (const lexeme of known(segment, sequence[0]!)) single.add(lexeme)
  }
  if (matcher.prefix) {
    for (const [lexeme, number] of segment.lexemes) if (lexeme.startsWith(matcher.prefix)) single.add(number)
  }
  for (const lexeme of single) {
    for (let i = segment.postingsFrom[lexeme]!; i < segment.postingsFrom[lexeme + 1]!; i++) {
      found(segment.postings[i]!, segment.frequencies[i]!)
    }
  }
}

function known(segment: Segment, lexemes: readonly string[]): number[] {
  return lexemes.map((lexeme) => segment.lexemes.get(lexeme)).filter((number) => number !== undefined)
}

function visitPhrase(segment: Segment, sequence: Sequence, { flags, stage, scored }: Standing, found: Visitor): void {
  const places = sequence.map((lexemes) => known(segment, lexemes))
  if (places.some((lexemes) => lexemes.length === 0)) return
  for (const lexeme of rarest(segment, places)) {
    for (let i = segment.postingsFrom[lexeme]!; i < segment.postingsFrom[lexeme + 1]!; i++) {
      const row = segment.postings[i]!
      // stage: satisfied by all earlier ones; stage + 1: another term of this stage was here already
      if (flags[row] !== stage && !(scored && flags[row] === stage + 1)) continue
      const times = timesInRow(segment, row, places, scored ? Infinity : 1)
      if (times) found(row, times)
    }
  }
}

function rarest(segment: Segment, places: readonly (readonly number[])[]): readonly number[] {
  const rows = (lexemes: readonly number[]) =>
    lexemes.reduce((sum, lexeme) => sum + segment.postingsFrom[lexeme + 1]! - segment.postingsFrom[lexeme]!, 0)
  return places.reduce((best, lexemes) => (rows(lexemes) < rows(best) ? lexemes : best))
}

/** How often the lexemes stand in this row one right after the other, counted up to `most`. */
function timesInRow(segment: Segment, row: number, places: readonly (readonly number[])[], most: number): number {
  const { sequence, positions } = segment
  const end = segment.sequenceFrom[row + 1]!
  const first = places[0]!
  let times = 0
  for (let i = segment.sequenceFrom[row]!; i < end && times < most; i++) {
    // Nearly always one lexeme: compared as it is, in the innermost loop of a search.
    const begins = first.length === 1 ? sequence[i] === first[0] : first.includes(sequence[i]!)
    if (begins && follows(sequence, positions, i, end, places)) times += 1
  }
  return times
}

function follows(
  sequence: Uint32Array,
  positions: Uint16Array,
  from: number,
  end: number,
  places: readonly (readonly number[])[]
): boolean {
  let at = from
  for (let place = 1; place < places.length; place++) {
    const wanted = positions[from]! + place
    while (at < end && positions[at]! < wanted) at++
    let here = false
    // Several lexemes may share a position: a word and its form without accents.
    while (at < end && positions[at] === wanted) here = places[place]!.includes(sequence[at++]!) || here
    if (!here) return false
  }
  return true
}
