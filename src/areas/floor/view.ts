import type { Category } from '#areas/dialogues/category.ts'
import { stricter, type Attribution, type SegmentRules } from '#areas/dialogues/modality.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { undoable } from './decide.ts'
import { offersTo, ownLimit, type Offer } from './entitlement.ts'
import type { Event, RequestKind } from './event.ts'
import { itemOf, rulesFor, type FloorFacts } from './facts.ts'
import { leftOf, listOf, spokenIn, type Floor, type Intervention, type Question } from './floor.ts'

/**
 * What a viewer may see, decided once for each kind of viewer: whoever follows from outside, whoever sits in the room,
 * whoever runs the meeting. All viewers of a kind get the same bytes. Absent is said by leaving out, never by null.
 */
export const VIEWERS = ['public', 'room', 'desk'] as const
export type Viewer = (typeof VIEWERS)[number]

export interface SpeechView {
  readonly request: number
  /** absent where it is recorded without names and the viewer sits outside */
  readonly delegation?: string
  readonly category?: Category
  readonly joint: readonly string[]
  readonly kind: RequestKind
  readonly speaker: string
  readonly limit_s: number
  readonly startedAt: string
  /** what the clock ran before */
  readonly used_ms: number
  /** absent: the clock stands */
  readonly runningSince?: string
  readonly attribution: Attribution
}

export interface WaitingView {
  readonly request: number
  readonly delegation?: string
  readonly category?: Category
  readonly joint: readonly string[]
  readonly kind: RequestKind
  /** seconds that it would have now */
  readonly limit_s: number
  readonly askedAt: string
  /** when it came, where it was made while the phone was offline */
  readonly arrivedAt?: string
  readonly speaker: string
}

export interface QuestionView {
  readonly id: number
  readonly from?: string
  readonly to: string
  readonly text: string
  readonly group?: string
  readonly answer?: string
  readonly until?: string
}

export interface DelegationView {
  readonly name: Localised
  readonly shortName: Localised
  readonly category: Category
  /** of ended speeches in the meeting; a running one is added by the clock of the viewer */
  readonly spoken_s: number
  readonly times: number
}

export interface FloorView {
  readonly meeting: string
  readonly edition: number
  readonly rehearsal: boolean
  readonly suspendedAt?: string
  readonly item?: {
    readonly id: string
    readonly title: Localised
    readonly segment: Localised
    readonly kind: SegmentRules['kind']
    readonly bodyId?: string
    readonly themes: readonly string[]
    readonly openedAt: string
    readonly minutes: number
    readonly attribution: Attribution
    readonly rules: string
  }
  readonly agenda: readonly {
    readonly id: string
    readonly title: Localised
    readonly startsAt: string
    readonly minutes: number
    readonly standing: 'held' | 'now' | 'coming'
  }[]
  readonly list: {
    readonly open: boolean
    readonly remaining?: number
    readonly letter?: string
    readonly waiting: number
  }
  /** the one who speaks last; those before it wait with their clocks stopped */
  readonly speaking: readonly SpeechView[]
  readonly waiting: readonly WaitingView[]
  readonly questions: readonly QuestionView[]
  readonly delegations: Readonly<Record<string, DelegationView>>
  readonly budgets: readonly {
    readonly name: string
    readonly seconds: number
    readonly left_s: number
    readonly delegations: readonly string[]
  }[]
  readonly text?: { readonly document?: number; readonly title: string }
  /** ended speeches of this item, the newest first */
  readonly spoken: readonly (SpeechView & { readonly used_s: number })[]
  /** what each delegation may ask for now, and why not; not told outside */
  readonly offers?: Readonly<Record<string, readonly Offer[]>>
  /** what "undo" would take back: kind of event */
  readonly undo?: string
}

/** Outside, only so many of the next ones are shown. */
const NEXT_OUTSIDE = 5

export function viewOf(floor: Floor, facts: FloorFacts, events: readonly Event[], viewer: Viewer): FloorView {
  const rules = rulesFor(facts, floor.item)
  const list = listOf(floor, facts)
  const shown = viewer === 'public' ? list.slice(0, NEXT_OUTSIDE) : list
  const here = floor.interventions.filter(({ item }) => item === floor.item)
  const undo = viewer === 'desk' ? undoable(floor, events) : undefined
  return {
    meeting: facts.meeting,
    edition: facts.edition,
    rehearsal: facts.rehearsal,
    ...(floor.suspendedAt !== null && { suspendedAt: floor.suspendedAt }),
    ...itemView(floor, facts),
    agenda: facts.programme.items.map(({ id, title, startsAt, minutes }) => ({
      id,
      title: title as Localised,
      startsAt,
      minutes,
      standing:
        id === floor.item
          ? 'now'
          : floor.items.some(({ item }) => item === id)
            ? ('held' as const)
            : ('coming' as const)
    })),
    list: {
      open: floor.listOpen,
      ...(floor.remaining !== null && { remaining: floor.remaining }),
      ...(floor.letter !== null && { letter: floor.letter }),
      waiting: list.length
    },
    speaking: floor.stack.flatMap((request) => {
      const speech = here.find((spoken) => spoken.request === request)
      return speech ? [speechView(speech, facts, rules, viewer)] : []
    }),
    waiting: shown.map((request) => ({
      request: request.id,
      ...nameFor(request.delegation, null, facts, rules, viewer),
      joint: isNamed(null, rules, viewer) ? request.joint : [],
      kind: request.kind,
      limit_s: limitShown(facts, rules, request.kind, request.delegation, request.joint),
      askedAt: request.askedAt,
      ...(request.offline && { arrivedAt: request.arrivedAt }),
      speaker: isNamed(null, rules, viewer) ? request.speaker : ''
    })),
    questions: floor.questions
      .filter(({ item }) => item === floor.item)
      .map((question) => questionView(question, rules, viewer)),
    delegations: delegationsView(floor, facts, viewer),
    budgets: floor.budgets
      .filter(({ item }) => item === floor.item)
      .map((budget) => ({
        name: budget.name,
        seconds: budget.seconds,
        left_s: leftOf(floor, budget, floor.at),
        delegations: budget.delegations
      })),
    ...(floor.text && {
      text: { title: floor.text.title, ...(floor.text.document !== null && { document: floor.text.document }) }
    }),
    spoken: here
      .filter(({ endedAt }) => endedAt !== null)
      .toReversed()
      .map((speech) => ({
        ...speechView(speech, facts, rules, viewer),
        used_s: Math.round(speech.used_ms / 1000)
      })),
    ...(viewer !== 'public' && {
      offers: Object.fromEntries([...facts.delegations.keys()].map((id) => [id, offersTo(floor, facts, id)]))
    }),
    ...(undo && { undo: undo.kind })
  }
}

function itemView(floor: Floor, facts: FloorFacts): Pick<FloorView, 'item'> {
  const item = itemOf(facts, floor.item)
  const rules = rulesFor(facts, floor.item)
  if (!item || !rules) return {}
  return {
    item: {
      id: item.id,
      title: item.title as Localised,
      segment: rules.title as Localised,
      kind: rules.kind,
      ...(item.bodyId !== null && { bodyId: item.bodyId }),
      themes: item.themes,
      openedAt: floor.items.at(-1)!.openedAt,
      minutes: item.minutes,
      attribution: rules.attribution,
      rules: rules.key
    }
  }
}

/** In the room everybody sees who speaks; outside, a statement without names, or withheld, is one of its category. */
export function isNamed(own: Attribution | null, rules: SegmentRules | undefined, viewer: Viewer): boolean {
  if (viewer !== 'public') return true
  const attribution = stricter(rules?.attribution ?? 'on-record', own ?? 'on-record')
  return attribution === 'on-record' || attribution === 'summary-only'
}

function nameFor(
  delegation: string,
  own: Attribution | null,
  facts: FloorFacts,
  rules: SegmentRules | undefined,
  viewer: Viewer
): { delegation: string } | { category: Category } {
  if (isNamed(own, rules, viewer)) return { delegation }
  return { category: facts.delegations.get(delegation)?.category ?? 'guest' }
}

function speechView(
  speech: Intervention,
  facts: FloorFacts,
  rules: SegmentRules | undefined,
  viewer: Viewer
): SpeechView {
  const named = isNamed(speech.attribution, rules, viewer)
  return {
    request: speech.request,
    ...nameFor(speech.delegation, speech.attribution, facts, rules, viewer),
    joint: named ? speech.joint : [],
    kind: speech.kind,
    speaker: named ? speech.speaker : '',
    limit_s: speech.limit_s,
    startedAt: speech.startedAt,
    used_ms: speech.used_ms,
    ...(speech.runningSince !== null && { runningSince: speech.runningSince }),
    attribution: stricter(rules?.attribution ?? 'on-record', speech.attribution ?? 'on-record')
  }
}

function limitShown(
  facts: FloorFacts,
  rules: SegmentRules | undefined,
  kind: RequestKind,
  delegation: string,
  joint: readonly string[]
): number {
  const category = facts.delegations.get(delegation)?.category
  return rules && category ? ownLimit(rules, category, { kind, joint }) : 0
}

function questionView(
  { id, from, to, text, group, answer, until }: Question,
  rules: SegmentRules | undefined,
  viewer: Viewer
): QuestionView {
  return {
    id,
    ...(isNamed(null, rules, viewer) && { from }),
    to,
    text,
    ...(group !== null && { group }),
    ...(answer !== null && { answer }),
    ...(until !== null && { until })
  }
}

/** Speaking times are shown beside each name; where a segment is without names they would tell who spoke, so outside they stay at zero. */
function delegationsView(floor: Floor, facts: FloorFacts, viewer: Viewer): FloorView['delegations'] {
  // Ended speeches alone: the one that runs is added by the viewer's clock, and these figures stay the same meanwhile.
  const told = floor.interventions.filter(
    (speech) => speech.endedAt !== null && (viewer !== 'public' || isTold(speech, facts))
  )
  const { seconds, times } = spokenIn({ ...floor, interventions: told }, floor.at)
  return Object.fromEntries(
    [...facts.delegations.values()].map(({ bodyId, name, shortName, category }) => [
      bodyId,
      {
        name,
        shortName,
        category,
        spoken_s: Math.round(seconds.get(bodyId) ?? 0),
        times: times.get(bodyId) ?? 0
      }
    ])
  )
}

const isTold = (speech: Intervention, facts: FloorFacts) =>
  isNamed(speech.attribution, rulesFor(facts, speech.item), 'public')
