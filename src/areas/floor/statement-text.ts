import { stricter } from '#areas/dialogues/modality.ts'
import type { RequestKind } from './event.ts'
import { rulesFor, type FloorFacts } from './facts.ts'
import type { Floor, Intervention } from './floor.ts'

/** What a text can be handed in for. A point of order is raised, not read. */
export const TEXT_KINDS = ['speech', 'reply', 'question', 'answer'] as const satisfies readonly RequestKind[]
export type TextKind = (typeof TEXT_KINDS)[number]

/** For whose speech a text was handed in. */
export interface TextFor {
  readonly item: string
  readonly kind: TextKind
  readonly bodyId: string
}

/** The speeches of a text that have begun: made by the delegation, alone or together with others. */
function speechesOf({ item, kind, bodyId }: TextFor, floor: Floor): readonly Intervention[] {
  return floor.interventions.filter(
    (speech) =>
      speech.item === item && speech.kind === kind && (speech.delegation === bodyId || speech.joint.includes(bodyId))
  )
}

export function hasBegun(text: TextFor, floor: Floor): boolean {
  return speechesOf(text, floor).length > 0
}

/**
 * Whether everybody may read a text: its speech has begun, and what was said is on record with the name. Where a speech
 * is kept as a summary, without names or not at all, its text would tell more than the record does.
 */
export function isReleased(text: TextFor, floor: Floor, facts: FloorFacts): boolean {
  const speeches = speechesOf(text, floor)
  const rules = rulesFor(facts, text.item)
  return (
    rules !== undefined &&
    speeches.length > 0 &&
    speeches.every(({ attribution }) => stricter(rules.attribution, attribution ?? 'on-record') === 'on-record')
  )
}

/** The newest text for each speech: it is read instead of those before it. Texts come in the order of their numbers. */
export function standing<Text extends TextFor>(texts: readonly Text[]): Text[] {
  return [...new Map(texts.map((text) => [JSON.stringify([text.item, text.kind, text.bodyId]), text])).values()]
}
