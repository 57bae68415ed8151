import { labelledLine } from './paragraphs.ts'
import type { RunningText } from './text.ts'

/** A number or letter that opens a line, whatever it numbers, or a paragraph that speaks of recommendations. */
export interface Opening {
  readonly kind: 'dotted' | 'plain' | 'letter' | 'bullet' | 'words'
  /** 88 and 12 of "88.12", 12 and 0 of "12."; zeros where nothing is counted. */
  readonly main: number
  readonly sub: number
  readonly label: string
  /** Where the line, and the words behind the label, begin in the running text. */
  readonly line: number
  readonly words: number
  /** True when the text before has come to a stop, or a new paragraph begins. */
  readonly afterBreak: boolean
}

const DOTTED = /^(?:[A-Z]\s*[-–.]\s*)?(\d{1,3})\s?\.\s?(\d{1,3})(?:\s*[.)](?!\d)|(?=\s|["“‘(]?\p{Lu}))\s*/u
const PLAIN = /^(\d{1,3})(?:\s*[.)]\s*|\s+)(?=\S)/
const LETTER = /^(\(?(?:[a-z]{1,2}|[ivx]{1,6})\))\s+/
const BULLET = /^([•●▪◦·])\s+/
const STOPPED = /(?:[.;:,!?)\]”"*∗]|\b(?:and|or))$/

export const SPEAKS_OF_RECOMMENDATIONS =
  /^(?:the|these|those|all|in|during|with|of|following|as|on|having|after|\p{Lu}[\p{L}’' -]{2,50} (?:notes?|considers?|supports?|accepts?|rejects?|has|does|did|is|will|cannot|examined|expresse[sd]|announce[sd]|would))\b.*\b(?:recommendations?|commitments?|pledges?)\b/iu

/** All openings from this line of the running text on. */
export function openingsFrom(running: RunningText, firstLine: number): Opening[] {
  const openings: Opening[] = []
  for (let index = firstLine; index < running.spans.length; index++) {
    const span = running.spans[index]!
    const line = labelledLine(running, index)
    const opening = openingOf(line, span.offset)
    const before = running.spans[index - 1]
    // The first line of a page opens nothing by standing there: a sentence may run on from the page before.
    const opensParagraph = span.opens && before?.page === span.page
    const stopped = STOPPED.test(running.text.slice(Math.max(0, span.offset - 12), span.offset).trimEnd())
    if (opening) openings.push({ ...opening, afterBreak: stopped || opensParagraph })
    else if (
      (opensParagraph || !before) &&
      SPEAKS_OF_RECOMMENDATIONS.test(running.text.slice(span.offset, span.offset + 400))
    ) {
      openings.push({
        kind: 'words',
        main: 0,
        sub: 0,
        label: '',
        line: span.offset,
        words: span.offset,
        afterBreak: true
      })
    }
    // A label alone on its line took the next line along, which then opens nothing itself.
    if (line.length > span.length) index++
  }
  return openings
}

function openingOf(line: string, offset: number): Omit<Opening, 'afterBreak'> | null {
  const dotted = DOTTED.exec(line)
  if (dotted) {
    const [whole, main, sub] = dotted
    const label = `${main}.${sub}`
    return { kind: 'dotted', main: Number(main), sub: Number(sub), label, line: offset, words: offset + whole.length }
  }
  const plain = PLAIN.exec(line)
  if (plain) {
    const [whole, main] = plain
    return { kind: 'plain', main: Number(main), sub: 0, label: main!, line: offset, words: offset + whole.length }
  }
  const letter = LETTER.exec(line)
  const other = letter ?? BULLET.exec(line)
  if (!other) return null
  const [whole, label] = other
  return {
    kind: letter ? 'letter' : 'bullet',
    main: 0,
    sub: 0,
    label: label!,
    line: offset,
    words: offset + whole.length
  }
}
