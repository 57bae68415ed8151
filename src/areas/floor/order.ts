import type { SegmentRules } from '#areas/dialogues/modality.ts'
import type { Sitting } from './facts.ts'
import type { RequestKind } from './event.ts'

/** What the order is decided from: a request that waits. */
export interface Waiting {
  /** number of the request; a later one is greater */
  readonly id: number
  readonly delegation: string
  readonly kind: RequestKind
  /** the moment that counts for "as requested", ISO */
  readonly placedAt: string
}

/** Where the chair put a request: straight after the last of those that were before it then, as far as they wait. */
export interface Placed {
  readonly request: number
  readonly after: readonly number[]
}

/** What was spoken so far. */
export interface Spoken {
  /** seconds, by delegation, in the meeting */
  readonly seconds: ReadonlyMap<string, number>
  /** how many contributions, by delegation, in the meeting */
  readonly times: ReadonlyMap<string, number>
  /** the delegation that spoke last in this item; null: nobody did */
  readonly last: string | null
  /** how many contributions, by delegation, in this item */
  readonly here: ReadonlyMap<string, number>
  /** questions asked in this item since the last answer */
  readonly questionsOpen: number
}

export interface OrderFacts {
  readonly rules: SegmentRules
  readonly delegations: ReadonlyMap<string, Sitting>
  readonly spoken: Spoken
  /** 'A' to 'Z', where it was drawn */
  readonly letter: string | null
  /** the State that this item is about */
  readonly subject: string | null
  readonly placed: readonly Placed[]
}

/**
 * The list of speakers, the next one first: points of order, then answers and replies whose turn it is, then the others
 * by the order of the segment, then replies that wait for the end of the list. What the chair moved stays where it was put.
 * The same facts always give the same order, and each request is in it exactly once.
 */
export function orderOf<W extends Waiting>(waiting: readonly W[], facts: OrderFacts): W[] {
  const arrived = [...waiting].sort(asRequested)
  const orders = arrived.filter(({ kind }) => kind === 'order')
  const others = arrived.filter(({ kind }) => kind !== 'order')
  const replies = others.filter(({ kind }) => kind === 'reply')
  const answers = others.filter(({ kind }) => kind === 'answer')
  const main = straightAfter(byRule(others.filter(isMain), facts), facts)
  const straightAway = facts.rules.rightOfReply.when === 'straight-away'
  const list = [
    ...(straightAway ? replies : []),
    ...withAnswers(main, answers, facts),
    ...(straightAway ? [] : replies)
  ]
  return [...orders, ...asPlaced(list, facts.placed)]
}

const isMain = ({ kind }: Waiting) => kind === 'speech' || kind === 'question'

function asRequested(one: Waiting, other: Waiting): number {
  if (one.placedAt !== other.placedAt) return one.placedAt < other.placedAt ? -1 : 1
  return one.id - other.id
}

function byRule<W extends Waiting>(waiting: readonly W[], facts: OrderFacts): W[] {
  const sorted = [...waiting].sort(byKey(facts))
  return facts.rules.order === 'alternating-categories' ? alternating(sorted, facts) : sorted
}

/** Who hasn't spoken yet comes first where the segment says so; then what its order counts; then as requested. */
function byKey({ rules, delegations, spoken, letter }: OrderFacts): (one: Waiting, other: Waiting) => number {
  const hasSpoken = ({ delegation }: Waiting) => ((spoken.times.get(delegation) ?? 0) > 0 ? 1 : 0)
  const counted = ({ delegation }: Waiting): number =>
    rules.order === 'least-speaking-time'
      ? (spoken.seconds.get(delegation) ?? 0)
      : rules.order === 'fewest-contributions'
        ? (spoken.times.get(delegation) ?? 0)
        : 0
  const name = ({ delegation }: Waiting) => nameIn(delegations, delegation)
  return (one, other) => {
    if (rules.firstTimeSpeakersFirst && hasSpoken(one) !== hasSpoken(other)) return hasSpoken(one) - hasSpoken(other)
    if (rules.order === 'alphabetical') {
      // A second turn comes after everybody's first: otherwise the first names could keep the last ones waiting for ever.
      const round = (spoken.here.get(one.delegation) ?? 0) - (spoken.here.get(other.delegation) ?? 0)
      if (round !== 0) return round
      const before = compareFrom(letter ?? 'A', name(one), name(other))
      if (before !== 0) return before
    }
    return counted(one) - counted(other) || asRequested(one, other)
  }
}

function nameIn(delegations: ReadonlyMap<string, Sitting>, bodyId: string): string {
  return plain(delegations.get(bodyId)?.name.en ?? bodyId)
}

/** Letters without marks, capital: 'Đông' sorts as 'DONG'. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toUpperCase()
}

function compareFrom(letter: string, one: string, other: string): number {
  const round = (name: string) => (name >= letter ? 0 : 1)
  return round(one) - round(other) || (one < other ? -1 : one > other ? 1 : 0)
}

/** One of each category in turn, from the one after the category that spoke last. */
function alternating<W extends Waiting>(sorted: readonly W[], { rules, delegations, spoken }: OrderFacts): W[] {
  const categoryOf = (delegation: string) => delegations.get(delegation)?.category
  const turns = [...rules.speakers]
  const last = spoken.last === null ? -1 : turns.findIndex((category) => category === categoryOf(spoken.last!))
  const circle = [...turns.slice(last + 1), ...turns.slice(0, last + 1)]
  const queues = circle.map((category) => sorted.filter(({ delegation }) => categoryOf(delegation) === category))
  // Whoever sits in no category of this segment was let in by the chair, and comes last.
  const rest = sorted.filter(({ delegation }) => !turns.includes(categoryOf(delegation)!))
  const list: W[] = []
  for (let round = 0; list.length < sorted.length - rest.length; round++) {
    for (const queue of queues) if (queue[round]) list.push(queue[round]!)
  }
  return [...list, ...rest]
}

/** An institution comes straight after its own State: behind it in the list, or first when that State has just spoken or is the subject. */
function straightAfter<W extends Waiting>(list: readonly W[], facts: OrderFacts): W[] {
  const { rules, delegations, spoken, subject } = facts
  const follows = (bodyId: string) => rules.straightAfterItsState.includes(delegations.get(bodyId)?.category ?? 'guest')
  const stateOf = ({ delegation, kind }: Waiting) => {
    const state = delegations.get(delegation)?.stateId ?? null
    // What follows is not followed: a circle would have no first.
    return kind === 'speech' && state !== null && follows(delegation) && !follows(state) ? state : null
  }
  const followers = list.filter((request) => stateOf(request) !== null)
  const first = followers.filter((request) => {
    const state = stateOf(request)
    return (state === spoken.last || state === subject) && !hasSpokenHere(facts, request)
  })
  const result = list.filter((request) => !first.includes(request))
  for (const follower of followers) {
    if (first.includes(follower)) continue
    const state = result.findIndex(({ delegation, kind }) => kind === 'speech' && delegation === stateOf(follower))
    if (state === -1) continue
    result.splice(result.indexOf(follower), 1)
    const at = result.findIndex(({ delegation, kind }) => kind === 'speech' && delegation === stateOf(follower))
    result.splice(at + 1, 0, follower)
  }
  return [...first, ...result]
}

/** An institution that has had its turn after its State waits as everybody else does. */
function hasSpokenHere({ spoken }: OrderFacts, { delegation }: Waiting): boolean {
  return spoken.here.has(delegation)
}

/** Each answer at once, or after so many questions as make a group, or after the last one. */
function withAnswers<W extends Waiting>(main: readonly W[], answers: readonly W[], { rules, spoken }: OrderFacts): W[] {
  if (rules.questions.answered === 'each-at-once') return [...answers, ...main]
  const missing = Math.max(0, rules.questions.group - spoken.questionsOpen)
  const questions = main.filter(({ kind }) => kind === 'question')
  const lastOfGroup = questions[Math.min(missing, questions.length) - 1]
  const at = missing === 0 || !lastOfGroup ? 0 : main.indexOf(lastOfGroup) + 1
  return [...main.slice(0, at), ...answers, ...main.slice(at)]
}

function asPlaced<W extends Waiting>(list: readonly W[], placed: readonly Placed[]): W[] {
  const result = [...list]
  // A later placing of the same request takes the place of an earlier one.
  const standing = placed.filter(({ request }, i) => !placed.slice(i + 1).some((later) => later.request === request))
  const moved = standing.flatMap(({ request, after }) => {
    const found = list.find(({ id }) => id === request)
    return found ? [{ found, after: new Set(after) }] : []
  })
  for (const { found } of moved) result.splice(result.indexOf(found), 1)
  for (const { found, after } of moved) result.splice(result.findLastIndex(({ id }) => after.has(id)) + 1, 0, found)
  return result
}
