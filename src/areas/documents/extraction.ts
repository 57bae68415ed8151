import { stateUnderReview, type PrintedBody } from './addressee.ts'
import { instrumentsMentioned } from './instruments-mentioned.ts'
import { conclusionsOf, type Conclusions, type Item } from './items.ts'
import { splitJoined } from './joined-items.ts'
import type { Position } from './positions.ts'
import type { Proposal } from './proposal.ts'
import { bodyLines } from './running-lines.ts'
import { proposalsFromRows } from './recommendation-rows.ts'
import { passageAt, placeOf, runningText, type Reading, type RunningText } from './text.ts'

export type { Proposal } from './proposal.ts'

/** The recommendations that a document holds, in its order; empty when the rules find none. */
export function extract(reading: Reading): Proposal[] {
  if (reading.rows) return proposalsFromRows(reading)
  const running = runningText(bodyLines(reading))
  if (running.spans.length === 0) return []
  const conclusions = conclusionsOf(running)
  if (!conclusions) return []
  const addressee = stateUnderReview(running.text, conclusions.introductions)
  return conclusions.items
    .filter(({ introduction }) => introduction.introducesRecommendations)
    .flatMap((item) => proposalsOf(item, running, positionOf(item, conclusions), addressee))
}

function proposalsOf(
  item: Item,
  running: RunningText,
  position: Position | null,
  addressee: PrintedBody | null
): Proposal[] {
  const words = running.text.slice(item.from, item.to)
  const number = item.label.includes('.') ? item.label : `${item.introduction.number}.${item.label}`
  return splitJoined(words).map((part) => {
    const place = placeOf(running, item.from + part.from, item.from + part.to)
    return {
      text: part.text,
      recommendedBy: part.makers.map((maker) => ({
        id: maker.state?.code ?? null,
        printed: maker.guessed && maker.state ? maker.state.name : maker.printed
      })),
      addressedTo: addressee ? [addressee] : [],
      position,
      page: place.from.page,
      paragraph: number,
      passage: passageAt(running, place)!,
      place,
      themes: [],
      instruments: instrumentsMentioned(part.text),
      doubts: part.doubts
    }
  })
}

/** A paragraph behind a list that says when its answer will come speaks for the list before it. */
function positionOf(item: Item, conclusions: Conclusions): Position | null {
  if (item.introduction.position) return item.introduction.position
  const at = conclusions.introductions.indexOf(item.introduction)
  const next = conclusions.introductions[at + 1]
  return next && !conclusions.items.some(({ introduction }) => introduction === next) ? next.position : null
}
