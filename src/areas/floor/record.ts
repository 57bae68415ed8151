import type { Category } from '#areas/dialogues/category.ts'
import { stricter, type Attribution } from '#areas/dialogues/modality.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { RequestKind } from './event.ts'
import { itemOf, rulesFor, type FloorFacts } from './facts.ts'
import type { Floor, Intervention, Question } from './floor.ts'
import { isNamed, type Viewer } from './view.ts'

// What is kept of a meeting: every intervention with its actual beginning and end, questions and answers, speaking time.

export interface RecordedSpeech {
  /** absent where it is recorded without names and the reader sat outside */
  readonly delegation?: string
  readonly category: Category
  readonly joint: readonly string[]
  readonly kind: RequestKind
  readonly speaker: string
  readonly startedAt: string
  /** absent while it goes on */
  readonly endedAt?: string
  /** seconds that its clock ran */
  readonly used_s: number
  readonly limit_s: number
  readonly attribution: Attribution
}

export interface RecordedItem {
  readonly id: string
  readonly title: Localised
  readonly openedAt: string
  readonly closedAt?: string
  readonly speeches: readonly RecordedSpeech[]
  readonly questions: readonly Question[]
}

export interface Spoken {
  readonly seconds: number
  readonly times: number
}

export interface MeetingRecord {
  readonly items: readonly RecordedItem[]
  /** all that was spoken, also without names: a category names nobody */
  readonly byCategory: readonly (Spoken & { readonly category: Category })[]
  /** what was spoken under a name that the reader may see */
  readonly byDelegation: readonly (Spoken & { readonly delegation: string })[]
}

/** The record of a meeting as this kind of reader may see it. An item that was opened again is one, from its first opening on. */
export function recordOf(floor: Floor, facts: FloorFacts, viewer: Viewer): MeetingRecord {
  const speeches = floor.interventions.map((speech) => recorded(speech, facts, viewer))
  const held = [...new Set(floor.items.map(({ item }) => item))]
  return {
    items: held.flatMap((id) => {
      const item = itemOf(facts, id)
      if (!item) return []
      const times = floor.items.filter((opening) => opening.item === id)
      const closedAt = times.at(-1)!.closedAt
      return [
        {
          id,
          title: item.title as Localised,
          openedAt: times[0]!.openedAt,
          ...(closedAt !== null && { closedAt }),
          speeches: speeches.filter((_, i) => floor.interventions[i]!.item === id),
          questions: floor.questions
            .filter((question) => question.item === id)
            .map((question) =>
              isNamed(null, rulesFor(facts, question.item), viewer) ? question : { ...question, from: '' }
            )
        }
      ]
    }),
    byCategory: sums(speeches, ({ category }) => [category]).map(([category, spoken]) => ({ category, ...spoken })),
    byDelegation: sums(speeches, ({ delegation, joint }) => (delegation ? [delegation, ...joint] : [])).map(
      ([delegation, spoken]) => ({ delegation, ...spoken })
    )
  }
}

function recorded(speech: Intervention, facts: FloorFacts, viewer: Viewer): RecordedSpeech {
  const rules = rulesFor(facts, speech.item)
  const named = isNamed(speech.attribution, rules, viewer)
  return {
    ...(named && { delegation: speech.delegation }),
    category: facts.delegations.get(speech.delegation)?.category ?? 'guest',
    joint: named ? speech.joint : [],
    kind: speech.kind,
    speaker: named ? speech.speaker : '',
    startedAt: speech.startedAt,
    ...(speech.endedAt !== null && { endedAt: speech.endedAt }),
    used_s: Math.round(speech.used_ms / 1000),
    limit_s: speech.limit_s,
    attribution: stricter(rules?.attribution ?? 'on-record', speech.attribution ?? 'on-record')
  }
}

/** The most first; a point of order takes nobody's time. */
function sums<Key extends string>(
  speeches: readonly RecordedSpeech[],
  keysOf: (speech: RecordedSpeech) => readonly Key[]
): (readonly [Key, Spoken])[] {
  const found = new Map<Key, Spoken>()
  for (const speech of speeches) {
    if (speech.kind === 'order') continue
    for (const key of keysOf(speech)) {
      const before = found.get(key) ?? { seconds: 0, times: 0 }
      found.set(key, { seconds: before.seconds + speech.used_s, times: before.times + 1 })
    }
  }
  return [...found].sort(([one, a], [other, b]) => b.seconds - a.seconds || (one < other ? -1 : 1))
}
