import { FACETS, type Facet } from './search.ts'
import { Growing16, Growing32 } from './growing.ts'

/**
 * Rows of recommendation_search as columns in memory: for each lexeme the rows that have it, for each row its lexemes
 * in order and its facet values. Rows are numbered in the order in which they are added, which is newest first.
 */
export interface Segment {
  readonly size: number
  readonly ids: Int32Array
  /** days since 1970 */
  readonly days: Int32Array
  readonly sortKeys: readonly string[]
  /** row number by id */
  readonly rowOf: ReadonlyMap<number, number>
  /** 1: replaced or withdrawn since the segment was built */
  readonly dead: Uint8Array
  readonly lexemes: ReadonlyMap<string, number>
  /** rows of lexeme l: postings[postingsFrom[l]] until postings[postingsFrom[l + 1]], ascending; frequency beside */
  readonly postingsFrom: Uint32Array
  readonly postings: Uint32Array
  readonly frequencies: Uint8Array
  /** lexemes of row r in order of position, from sequenceFrom[r] until sequenceFrom[r + 1] */
  readonly sequenceFrom: Uint32Array
  readonly sequence: Uint32Array
  readonly positions: Uint16Array
  /** words in row r */
  readonly lengths: Uint16Array
  /** facet values of row r, from valuesFrom[r] until valuesFrom[r + 1] */
  readonly valuesFrom: Uint32Array
  readonly values: Uint16Array
  readonly valueNames: readonly string[]
  readonly facetOfValue: Uint8Array
  readonly valueNumbers: Readonly<Record<Facet, ReadonlyMap<string, number>>>
  /** rows by reference, and oldest first (by reference within a day) */
  readonly byReference: Uint32Array
  readonly byAge: Uint32Array
}

export interface SegmentRow {
  readonly id: number
  /** 'YYYY-MM-DD' */
  readonly madeOn: string
  readonly sortKey: string
  /** as PostgreSQL writes a tsvector */
  readonly words: string
  readonly values: Readonly<Record<Facet, readonly string[]>>
}

/** Whether any row of the segment that still counts has this lexeme. */
export function standsIn({ lexemes, postingsFrom, postings, dead }: Segment, lexeme: string): boolean {
  const number = lexemes.get(lexeme)
  if (number === undefined) return false
  for (let i = postingsFrom[number]!; i < postingsFrom[number + 1]!; i++) if (!dead[postings[i]!]) return true
  return false
}

const DAY_MS = 86_400_000

export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

export function dayText(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

/** Fills a segment row by row. Rows must come newest first, and by sort key within a day. */
export class SegmentBuilder {
  #ids = new Growing32()
  #days = new Growing32()
  #sortKeys: string[] = []
  #rowOf = new Map<number, number>()
  #lexemes = new Map<string, number>()
  #sequenceFrom = new Growing32()
  #sequence = new Growing32()
  #positions = new Growing16()
  #lengths = new Growing16()
  #valuesFrom = new Growing32()
  #values = new Growing16()
  #valueNames: string[] = []
  #facetOfValue: number[] = []
  #valueNumbers = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >

  add(row: SegmentRow): void {
    this.#rowOf.set(row.id, this.#ids.length)
    this.#ids.push(row.id)
    this.#days.push(dayNumber(row.madeOn))
    this.#sortKeys.push(row.sortKey)
    this.#sequenceFrom.push(this.#sequence.length)
    this.#addWords(row.words)
    this.#valuesFrom.push(this.#values.length)
    FACETS.forEach((facet, number) => {
      for (const value of new Set(row.values[facet])) this.#values.push(this.#valueNumber(facet, number, value))
    })
  }

  #valueNumber(facet: Facet, facetNumber: number, value: string): number {
    const numbers = this.#valueNumbers[facet]
    let number = numbers.get(value)
    if (number === undefined) {
      number = this.#valueNames.length
      if (number > 0xffff) throw new RangeError('more than 65,536 facet values')
      numbers.set(value, number)
      this.#valueNames.push(value)
      this.#facetOfValue.push(facetNumber)
    }
    return number
  }

  #addWords(words: string): void {
    const found: { lexeme: number; position: number }[] = []
    for (const [lexeme, positions] of readTsvector(words)) {
      let number = this.#lexemes.get(lexeme)
      if (number === undefined) this.#lexemes.set(lexeme, (number = this.#lexemes.size))
      for (const position of positions) found.push({ lexeme: number, position })
    }
    found.sort((a, b) => a.position - b.position)
    for (const { lexeme, position } of found) {
      this.#sequence.push(lexeme)
      this.#positions.push(position)
    }
    this.#lengths.push(Math.min(found.length, 0xffff))
  }

  finish(): Segment {
    const size = this.#ids.length
    const sequence = this.#sequence.unsigned()
    const sequenceFrom = closed(this.#sequenceFrom, sequence.length)
    const values = this.#values.unsigned()
    return {
      size,
      ids: this.#ids.signed(),
      days: this.#days.signed(),
      sortKeys: this.#sortKeys,
      rowOf: this.#rowOf,
      dead: new Uint8Array(size),
      lexemes: this.#lexemes,
      ...postingsOf(sequence, sequenceFrom, this.#lexemes.size, size),
      sequenceFrom,
      sequence,
      positions: this.#positions.unsigned(),
      lengths: this.#lengths.unsigned(),
      valuesFrom: closed(this.#valuesFrom, values.length),
      values,
      valueNames: this.#valueNames,
      facetOfValue: Uint8Array.from(this.#facetOfValue),
      valueNumbers: this.#valueNumbers,
      byReference: rankedByKey(this.#sortKeys),
      byAge: oldestFirst(this.#days.signed())
    }
  }
}

function closed(from: Growing32, end: number): Uint32Array {
  from.push(end)
  return from.unsigned()
}

/** Turns "lexemes of each row" into "rows of each lexeme" by counting. */
function postingsOf(sequence: Uint32Array, sequenceFrom: Uint32Array, lexemes: number, size: number) {
  const counts = new Uint32Array(lexemes + 1)
  const last = new Int32Array(lexemes).fill(-1)
  for (let row = 0; row < size; row++) {
    for (let i = sequenceFrom[row]!; i < sequenceFrom[row + 1]!; i++) {
      const lexeme = sequence[i]!
      if (last[lexeme] === row) continue
      last[lexeme] = row
      counts[lexeme + 1]! += 1
    }
  }
  for (let lexeme = 0; lexeme < lexemes; lexeme++) counts[lexeme + 1]! += counts[lexeme]!
  const postingsFrom = counts.slice()
  const postings = new Uint32Array(counts[lexemes]!)
  const frequencies = new Uint8Array(postings.length)
  last.fill(-1)
  for (let row = 0; row < size; row++) {
    for (let i = sequenceFrom[row]!; i < sequenceFrom[row + 1]!; i++) {
      const lexeme = sequence[i]!
      if (last[lexeme] !== row) {
        last[lexeme] = row
        postings[counts[lexeme]!++] = row
      }
      const at = counts[lexeme]! - 1
      if (frequencies[at]! < 255) frequencies[at]! += 1
    }
  }
  return { postingsFrom, postings, frequencies }
}

function rankedByKey(keys: readonly string[]): Uint32Array {
  return Uint32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b))
}

/** The days turned round, the order within each day kept. */
function oldestFirst(days: Int32Array): Uint32Array {
  const order = new Uint32Array(days.length)
  let at = 0
  for (let end = days.length; end > 0;) {
    let start = end - 1
    while (start > 0 && days[start - 1] === days[end - 1]) start--
    for (let row = start; row < end; row++) order[at++] = row
    end = start
  }
  return order
}

const QUOTE = 39
const BACKSLASH = 92

/** Reads a tsvector as PostgreSQL writes it: 'lexeme':1,7 'o''clock':3 */
function* readTsvector(text: string): Generator<[lexeme: string, positions: number[]]> {
  let at = 0
  while (at < text.length) {
    let end = at + 1
    let doubled = false
    for (; ; end++) {
      const code = text.charCodeAt(end)
      if (code === QUOTE) {
        if (text.charCodeAt(end + 1) !== QUOTE) break
        doubled = true
        end++
      } else if (code === BACKSLASH) {
        doubled = true
        end++
      }
    }
    let lexeme = text.slice(at + 1, end)
    if (doubled) lexeme = lexeme.replace(/''|\\(.)/g, (pair, escaped: string | undefined) => escaped ?? pair[0]!)
    const positions: number[] = []
    let position = 0
    for (at = end + 2; at <= text.length; at++) {
      const code = text.charCodeAt(at)
      if (code >= 48 && code <= 57) position = position * 10 + code - 48
      else {
        positions.push(position)
        position = 0
        if (code !== 44) break
      }
    }
    yield [lexeme, positions]
    at++
  }
}
