import { stateUnderReview, type PrintedBody } from './addressee.ts'
import { instrumentsMentioned } from './instruments-mentioned.ts'
import { conclusionsOf, type Conclusions, type Item } from './items.ts'
import { splitJoined } from './joined-items.ts'
import { numberedParagraphs, type NumberedParagraph } from './paragraphs.ts'
import type { Position } from './positions.ts'
import type { Proposal } from './proposal.ts'
import { proposalsFromRows } from './recommendation-rows.ts'
import { narratedIn, referencesIn, type Narrated, type Reference } from './referenced.ts'
import { bodyLines } from './running-lines.ts'
import { recommendationsOfStatement } from './statement.ts'
import type { NamedGroup } from './states-in-parentheses.ts'
import { passageAt, placeOf, runningText, type Reading, type RunningText } from './text.ts'

export type { Proposal } from './proposal.ts'

/** What the rules found in a text, before it is told as a proposal. */
interface Found {
  readonly text: string
  /** Bounds of the printed words in the running text. */
  readonly from: number
  readonly to: number
  readonly makers: NamedGroup['names']
  readonly doubts: Proposal['doubts']
}

/**
 * The recommendations that a document holds, in its order; empty when the rules find none. A report with a part of
 * conclusions is read by its numbered items, a table by its rows, anything else by the sentences that recommend.
 */
export function extract(reading: Reading): Proposal[] {
  if (reading.rows) return proposalsFromRows(reading)
  const running = runningText(bodyLines(reading))
  if (running.spans.length === 0) return []
  const conclusions = conclusionsOf(running)
  return conclusions ? fromConclusions(running, conclusions) : fromStatement(running)
}

function fromConclusions(running: RunningText, conclusions: Conclusions): Proposal[] {
  const addressee = stateUnderReview(running.text, conclusions.introductions)
  const paragraphs = numberedParagraphs(running, conclusions.from)
  return conclusions.introductions
    .filter(({ introducesRecommendations }) => introducesRecommendations)
    .flatMap((introduction) => {
      const items = conclusions.items.filter((item) => item.introduction === introduction)
      if (items.length > 0)
        return items.flatMap((item) => fromItem(item, running, positionOf(item, conclusions), addressee))
      const end = conclusions.ends[conclusions.introductions.indexOf(introduction)]!
      return fromReferences(
        running,
        running.text.slice(introduction.from, end),
        paragraphs,
        introduction.position,
        addressee
      )
    })
}

function fromItem(
  item: Item,
  running: RunningText,
  position: Position | null,
  addressee: PrintedBody | null
): Proposal[] {
  const words = running.text.slice(item.from, item.to)
  const number =
    item.label.includes('.') || item.introduction.number === ''
      ? item.label
      : `${item.introduction.number}.${item.label}`
  return splitJoined(words).map((part) =>
    proposalOf({ ...part, from: item.from + part.from, to: item.from + part.to }, number, running, position, addressee)
  )
}

/** "The recommendations in paragraphs 27 (b) and 33 above did not enjoy the support": told where they were made. */
function fromReferences(
  running: RunningText,
  sentence: string,
  paragraphs: ReadonlyMap<number, NumberedParagraph>,
  position: Position | null,
  addressee: PrintedBody | null
): Proposal[] {
  if (position === null || !/\brecommendations?\b/i.test(sentence)) return []
  return referencesIn(sentence).flatMap((reference) => {
    const paragraph = paragraphs.get(reference.paragraph)
    if (!paragraph) return []
    return pointedAt(narratedIn(running.text, paragraph, addressee), reference).map((found) => {
      const number = `${reference.paragraph}${found.letter ? ` (${found.letter})` : ''}`
      return proposalOf(found, number, running, position, addressee)
    })
  })
}

/** A letter that the paragraph does not have leaves all its recommendations to the person who reviews. */
function pointedAt(narrated: readonly Narrated[], { letters, states }: Reference): Narrated[] {
  if (letters.length === 0 && states.length === 0) return [...narrated]
  const pointed = narrated.filter(
    ({ letter, makers }) =>
      (letters.length === 0 || (letter !== null && letters.includes(letter))) &&
      (states.length === 0 || makers.some(({ state }) => state !== null && states.includes(state.code)))
  )
  return pointed.length > 0
    ? pointed
    : narrated.map((found) => ({ ...found, doubts: [...found.doubts, 'missing_reference'] }))
}

function proposalOf(
  found: Found,
  paragraph: string,
  running: RunningText,
  position: Position | null,
  addressee: PrintedBody | null
): Proposal {
  const recommendedBy = found.makers.map((maker) => ({
    id: maker.state?.code ?? null,
    printed: maker.guessed && maker.state ? maker.state.name : maker.printed
  }))
  return {
    text: found.text,
    recommendedBy,
    addressedTo: addressee ? [addressee] : [],
    position,
    paragraph,
    themes: [],
    instruments: instrumentsMentioned(found.text),
    doubts: found.doubts,
    ...placed(running, found)
  }
}

function fromStatement(running: RunningText): Proposal[] {
  return recommendationsOfStatement(running).map(
    ({ text, recommendedBy, addressedTo, doubts, paragraph, ...bounds }) => ({
      text,
      recommendedBy,
      addressedTo,
      position: null,
      paragraph,
      themes: [],
      instruments: instrumentsMentioned(text),
      doubts,
      ...placed(running, bounds)
    })
  )
}

function placed(
  running: RunningText,
  { from, to }: { from: number; to: number }
): Pick<Proposal, 'page' | 'passage' | 'place'> {
  const place = placeOf(running, from, to)
  return { page: place.from.page, passage: passageAt(running, place)!, place }
}

/**
 * The position that the item's own introduction gives. Where it gives none: that of a paragraph which names the item
 * ("recommendations 88.3 and 88.5 enjoy the support"), or of the paragraph behind the list, which speaks for all of it
 * when it says when the answer will come.
 */
function positionOf(item: Item, { introductions, items }: Conclusions): Position | null {
  if (item.introduction.position) return item.introduction.position
  const without = introductions.filter((introduction) => !items.some((each) => each.introduction === introduction))
  const naming = without.find(
    ({ text }) =>
      new RegExp(`(?<![\\d.])${item.label.replace('.', '\\.')}(?![\\d]|\\.\\d)`).test(text) && item.label.includes('.')
  )
  if (naming) return naming.position
  const next = introductions[introductions.indexOf(item.introduction) + 1]
  return next && without.includes(next) && !/\d\.\d/.test(next.text) ? next.position : null
}
