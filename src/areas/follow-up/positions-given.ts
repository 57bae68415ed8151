import type { Given } from '#platform/form/form.ts'
import type { RecordedAnswer, Told } from './positions-store.server.ts'
import { partPositionOn, type Statement } from './positions.ts'
import { FEWEST_PARTS } from './split.ts'

// What is on record, as the fields of the forms hold it.

/** A statement that is going to be corrected. */
export function givenStatement(before: Statement & Told): Given {
  return {
    corrects: String(before.id),
    position: before.position,
    statedOn: before.statedOn,
    text: before.text ?? '',
    ...(before.locale && { locale: before.locale }),
    document: before.documentId === null ? '' : String(before.documentId),
    source: before.source?.title ?? '',
    sourceUrl: before.source?.url ?? '',
    publishedOn: before.source?.publishedOn ?? '',
    place: before.place ?? ''
  }
}

/** An answer that is going to be corrected, its parts with what they say now. */
export function givenBy(before: RecordedAnswer, today: string): Given {
  const positions = before.parts.map((part, i) => [`partPosition${i + 1}`, partPositionOn(part, today)])
  const parts = before.parts.length ? givenParts(before.parts.map(({ text }) => text)) : {}
  const locale = before.locale ?? before.parts[0]?.locale
  return { ...givenStatement(before), ...parts, ...Object.fromEntries(positions), ...(locale && { locale }) }
}

/** Words of parts, with room for as many as a division needs. */
export function givenParts(words: readonly string[]): Given {
  const length = Math.max(FEWEST_PARTS, words.length)
  return Object.fromEntries(Array.from({ length }, (_, i) => [`part${i + 1}`, words[i] ?? '']))
}
