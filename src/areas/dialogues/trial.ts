import type { Category } from './category.ts'
import { limitFor, type Modality, type SegmentRules } from './modality.ts'
import type { Programme, ProgrammeItem } from './programme.ts'
import { byDay, spanOf } from './timetable.ts'

// A modality tried on paper: with this programme and these delegations, does each day fit, and who gets how long.

/** What the trial needs of a delegation. */
export interface Trying {
  readonly bodyId: string
  readonly category: Category
}

/** One turn that a delegation may take in an item. */
export interface Turn {
  readonly bodyId: string
  readonly does: 'speaks' | 'asks' | 'answers'
  readonly seconds: number
}

/** What an item wants, and how late the room then is. */
export interface Wanted {
  readonly minutes: number
  /** minutes behind the plan when it begins, and when it ends; 0: in time */
  readonly lateFrom: number
  readonly lateUntil: number
}

export interface TrialItem {
  readonly item: ProgrammeItem
  /** null: the modality has no rules by that name; such an item is counted as planned */
  readonly rules: SegmentRules | null
  /** everything that is said if each who may takes one turn */
  readonly turns: readonly Turn[]
  /** how many take a turn of their own accord: all of them, and as many as are expected */
  readonly may: number
  readonly expected: number
  readonly ifAll: Wanted
  readonly ifExpected: Wanted
}

export interface TrialDay {
  readonly day: string
  readonly items: readonly TrialItem[]
  /** the first item that ends behind the plan; null: none does */
  readonly overflowsAt: { readonly ifAll: string | null; readonly ifExpected: string | null }
}

export interface Trial {
  readonly days: readonly TrialDay[]
  /** seconds in all, if everybody takes each turn; who gets none is named with 0 */
  readonly seconds: ReadonlyMap<string, number>
}

/**
 * Tries a modality on a programme. `sittingOn` names the delegations as what they sit on a day, because a category can
 * change between two days of an edition. `share` (0 to 1) is the part of those who may speak that is expected to.
 */
export function tryOnPaper(
  modality: Modality,
  programme: Pick<Programme, 'timeZone' | 'items'>,
  sittingOn: (day: string) => readonly Trying[],
  share: number
): Trial {
  const seconds = new Map<string, number>()
  const days = byDay(programme).map(({ day, items }) => {
    const sitting = sittingOn(day)
    for (const { bodyId } of sitting) seconds.set(bodyId, seconds.get(bodyId) ?? 0)
    const wanted = items.map((item) => wants(modality, item, sitting, share))
    for (const turn of wanted.flatMap(({ turns }) => turns)) {
      seconds.set(turn.bodyId, (seconds.get(turn.bodyId) ?? 0) + turn.seconds)
    }
    const all = lateness(wanted.map(({ item, all }) => ({ item, minutes: all })))
    const expected = lateness(wanted.map(({ item, likely }) => ({ item, minutes: likely })))
    const tried = wanted.map(({ item, rules, turns, may, expected: count }, index) => ({
      item,
      rules,
      turns,
      may,
      expected: count,
      ifAll: all[index]!,
      ifExpected: expected[index]!
    }))
    const first = (late: (one: TrialItem) => Wanted) => tried.find((one) => late(one).lateUntil > 0)?.item.id ?? null
    return { day, items: tried, overflowsAt: { ifAll: first((o) => o.ifAll), ifExpected: first((o) => o.ifExpected) } }
  })
  return { days, seconds }
}

/** The days of a programme in its hall, for which somebody has to find who sits as what. */
export function daysOf({ timeZone, items }: Pick<Programme, 'timeZone' | 'items'>): string[] {
  return byDay({ timeZone, items }).map(({ day }) => day)
}

function wants(modality: Modality, item: ProgrammeItem, sitting: readonly Trying[], share: number) {
  const rules = modality.segments.find(({ key }) => key === item.rules) ?? null
  if (!rules) return { item, rules, turns: [], may: 0, expected: 0, all: item.minutes, likely: item.minutes }
  const own = ownTurns(rules, item, sitting)
  const answerer = answers(rules, item) ? sitting.find(({ bodyId }) => bodyId === item.bodyId) : undefined
  const asked = own.filter(({ does }) => does === 'asks').length
  // Whose briefing it is speaks in any case: only others may choose to be silent.
  const expected = rules.kind === 'briefing' && item.bodyId ? own.length : Math.ceil(own.length * share)
  const part = own.length === 0 ? 0 : expected / own.length
  const answered = (count: number) => (answerer ? answersTo(rules, count) * rules.questions.answerLimit_s : 0)
  const ownSeconds = own.reduce((sum, turn) => sum + turn.seconds, 0)
  const answer_s = answered(asked)
  const turns: Turn[] =
    answerer && answer_s > 0 ? [...own, { bodyId: answerer.bodyId, does: 'answers', seconds: answer_s }] : own
  return {
    item,
    rules,
    turns,
    may: own.length,
    expected,
    all: (ownSeconds + answer_s) / 60,
    likely: (ownSeconds * part + answered(Math.ceil(asked * part))) / 60
  }
}

/**
 * One turn for each who may take one. Where a State answers, the turn is a question for those who may ask one, and a
 * statement for those who may only speak; the State itself answers and takes no other turn.
 */
function ownTurns(rules: SegmentRules, item: ProgrammeItem, sitting: readonly Trying[]): Turn[] {
  const dialogue = answers(rules, item)
  return sitting.flatMap(({ bodyId, category }): Turn[] => {
    if (rules.kind === 'briefing' && item.bodyId !== null && item.bodyId !== bodyId) return []
    if (dialogue && item.bodyId === bodyId) return []
    if (dialogue && rules.questions.by.includes(category)) {
      return [{ bodyId, does: 'asks', seconds: rules.questions.timeLimit_s }]
    }
    return rules.speakers.includes(category) ? [{ bodyId, does: 'speaks', seconds: limitFor(rules, category) }] : []
  })
}

/** Whether questions of this item go to a State that answers them. */
function answers(rules: SegmentRules, item: ProgrammeItem): boolean {
  return rules.kind !== 'briefing' && item.bodyId !== null
}

function answersTo({ questions }: SegmentRules, asked: number): number {
  return questions.answered === 'in-groups' ? Math.ceil(asked / questions.group) : asked
}

/** Items of one place follow each other: one that wants more than its plan makes the next begin late; a gap catches up. */
function lateness(wanted: readonly { readonly item: ProgrammeItem; readonly minutes: number }[]): Wanted[] {
  const freeAt = new Map<string, number>()
  return wanted.map(({ item, minutes }) => {
    const { from, until } = spanOf(item)
    const begins = Math.max(from, freeAt.get(item.place) ?? from)
    // Whole milliseconds: a third of a minute that was added up may not look like a delay.
    const ends = begins + Math.round(minutes * 60_000)
    freeAt.set(item.place, ends)
    return { minutes, lateFrom: (begins - from) / 60_000, lateUntil: Math.max(0, (ends - until) / 60_000) }
  })
}

/** Seconds of one turn in a segment: where a State is asked, turns are questions. */
export function turnLimit({ kind, questions, timeLimit_s }: SegmentRules): number {
  return kind === 'interactive-dialogue' ? questions.timeLimit_s : timeLimit_s.otherwise
}

/** Other limits of a turn to try without writing them, in seconds, by the key of a segment: for all its categories. */
export function withLimits(modality: Modality, limits: ReadonlyMap<string, number>): Modality {
  return {
    ...modality,
    segments: modality.segments.map((rules) => {
      const limit = limits.get(rules.key)
      if (limit === undefined) return rules
      const asked = rules.kind === 'interactive-dialogue' ? { ...rules.questions, timeLimit_s: limit } : rules.questions
      return { ...rules, timeLimit_s: { otherwise: limit, by: {} }, questions: asked }
    })
  }
}
