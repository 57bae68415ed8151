import { openingsFrom, SPEAKS_OF_RECOMMENDATIONS, type Opening } from './openings.ts'
import { positionIn, type Position } from './positions.ts'
import type { RunningText } from './text.ts'

/** A numbered paragraph of the conclusions that introduces recommendations, or says something of those before it. */
export interface Introduction {
  readonly number: string
  /** Its words up to its first item. */
  readonly text: string
  readonly from: number
  readonly position: Position | null
  /** False for commitments of the State itself, which nobody recommended. */
  readonly introducesRecommendations: boolean
}

/** One numbered item: `from` and `to` bound its words in the running text, its number left out. */
export interface Item {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly introduction: Introduction
}

export interface Conclusions {
  readonly introductions: readonly Introduction[]
  /** Where each introduction ends, its items included. */
  readonly ends: readonly number[]
  readonly items: readonly Item[]
  /** Where the part of conclusions begins in the running text. */
  readonly from: number
}

const HEADING =
  /^(?:(?:chapter|part|section)\s+)?(?:[IVX]{1,5}|\d{1,2}|[A-H])?\s*[.:]?\s*conclusions?\s*(?:and\s*\/\s*or|and|or|\/)\s*recommendations?\s*[*∗†\d]*$/i
const FORMULA =
  /^\d{1,3}\.\s+(?:in the course of the discussion, )?the (?:following )?recommendations?\b[^.;]{0,200}\b(?:enjoy|support|were made to|examined|noted by)\b[^.;]{0,120}:/i
const CLOSING = /^\s*(?:all |any )?(?:the )?(?:conclusions?|recommendations?)\b.{0,60}\breflects? the\s+positions?\b/i

/**
 * The items of a report's conclusions. Numbers are followed in their order, so that "158 of the report" at the
 * beginning of a line is not taken for an item. Null when the text has no part of conclusions.
 */
export function conclusionsOf(running: RunningText): Conclusions | null {
  const firstLine = startOf(running)
  const start = firstLine === null ? undefined : running.spans[firstLine]?.offset
  if (firstLine === null || start === undefined) return null
  const openings = openingsFrom(running, firstLine)
  const introductions: Introduction[] = []
  const items: Item[] = []
  let introduction: Introduction | null = null
  let open: { label: string; from: number } | null = null
  let last: Opening | null = null
  let end = running.text.length

  const close = (to: number) => {
    if (open && introduction) items.push({ label: open.label, from: open.from, to, introduction })
    open = null
  }
  for (const [at, opening] of openings.entries()) {
    const until = openings[at + 1]?.line ?? running.text.length
    const words = running.text.slice(opening.words, until)
    const numbersAParagraph = opening.kind === 'plain' || opening.kind === 'words'
    if (numbersAParagraph && introductions.length > 0 && CLOSING.test(words)) {
      end = opening.line
      break
    }
    if (numbersAParagraph && isIntroduction(opening, words, introduction, last)) {
      close(opening.line)
      introduction = introductionOf(opening, running, openings, at)
      introductions.push(introduction)
      last = null
    } else if (beginsUnannounced(opening, introduction)) {
      close(opening.line)
      introduction = {
        number: String(opening.main),
        text: '',
        from: opening.line,
        position: null,
        introducesRecommendations: true
      }
      introductions.push(introduction)
      open = { label: opening.label, from: opening.words }
      last = opening
    } else if (introduction && isNextItem(opening, introduction, last)) {
      close(opening.line)
      open = { label: opening.label, from: opening.words }
      last = opening
    }
  }
  end = Math.min(end, endOfPart(running, start))
  close(end)
  if (introductions.length === 0) return null
  const ends = introductions.map((_, at) => introductions[at + 1]?.from ?? end)
  return { introductions, ends, items: items.filter(({ from, to }) => to > from), from: start }
}

/** The index of the first line of the part, its heading left out. */
function startOf(running: RunningText): number | null {
  let found: number | null = null
  let announced: number | null = null
  for (const [at, span] of running.spans.entries()) {
    const line = running.text.slice(span.offset, span.offset + span.length)
    if (announced === null && FORMULA.test(running.text.slice(span.offset, span.offset + 300))) {
      announced = at
    }
    // The table of contents names the part too: there, dots and page numbers follow, and the last heading wins.
    if (HEADING.test(line)) found = at + 1
  }
  // An extract, or a heading that character recognition misread: the reports' own formula begins the part as well.
  return found ?? announced
}

/** The next part ("III. Voluntary pledges", "Annex") ends the last item. */
function endOfPart(running: RunningText, start: number): number {
  for (const span of running.spans) {
    if (span.offset <= start) continue
    const line = running.text.slice(span.offset, span.offset + span.length)
    if (/^(?:[IVX]{1,5}\.\s+\p{Lu}|Annex(?:e|es)?\b\s*[IVX\d]*\s*$)/u.test(line)) return span.offset
  }
  return running.text.length
}

function isIntroduction(opening: Opening, words: string, current: Introduction | null, last: Opening | null): boolean {
  const head = words.slice(0, 600).replace(/\s+/g, ' ')
  const says = SPEAKS_OF_RECOMMENDATIONS.test(head)
  // A word processor's own numbering does not reach the text: such an introduction is known by its words.
  if (opening.kind === 'words') return says && STATES_A_POSITION.test(head) && (current?.number ?? '') === ''
  if (!current) return opening.afterBreak || says
  if (current.number === '') return says && STATES_A_POSITION.test(head)
  const number = Number(current.number)
  if (opening.main <= number || opening.main > number + 3 || !opening.afterBreak) return false
  const couldBeItem = last?.kind === 'plain' ? opening.main === last.main + 1 : false
  // Where a number could go on with either row, the words decide.
  if (couldBeItem) return says && STATES_A_POSITION.test(head) && !/\)\s*[;,.]?\s*$/.test(words)
  return says || opening.main === number + 1
}

const STATES_A_POSITION =
  /\b(?:support|examined|responses?|outcome|reflect|noted?|accept\w*|reject\w*|made to|listed|below|above|following)\b/i

function introductionOf(
  opening: Opening,
  running: RunningText,
  openings: readonly Opening[],
  at: number
): Introduction {
  const first = openings.slice(at + 1).find((next) => next.afterBreak)
  const text = running.text
    .slice(opening.words, Math.min(first?.line ?? running.text.length, opening.words + 1500))
    .trim()
  return {
    number: opening.label,
    text,
    from: opening.line,
    position: positionIn(text),
    introducesRecommendations: !/\bvoluntary\b[^.]{0,40}\b(?:commitments?|pledges?)\b/i.test(text)
  }
}

/** "89.1." without a paragraph 89 before it: the introduction was lost, its items were not. */
function beginsUnannounced(opening: Opening, current: Introduction | null): boolean {
  if (opening.kind !== 'dotted' || opening.sub !== 1 || !opening.afterBreak) return false
  return (
    current === null ||
    (current.number !== '' && opening.main > Number(current.number) && opening.main <= Number(current.number) + 3)
  )
}

function isNextItem(opening: Opening, introduction: Introduction, last: Opening | null): boolean {
  if (opening.kind === 'dotted') {
    if (introduction.number !== '' && opening.main !== Number(introduction.number)) return false
    if (!last || last.kind !== 'dotted') return true
    return opening.sub > last.sub && (opening.afterBreak || opening.sub === last.sub + 1)
  }
  if (!opening.afterBreak) return false
  // Letters and bullets inside a numbered item are parts of it.
  if (last && last.kind !== opening.kind) return false
  if (opening.kind === 'plain') {
    if (last) return opening.main > last.main && opening.main <= last.main + 2
    return opening.main === 1 && introducesAList(introduction)
  }
  return last !== null || introducesAList(introduction)
}

function introducesAList(introduction: Introduction): boolean {
  return /[:.]\W*$/.test(introduction.text) || introduction.text.length < 400
}
