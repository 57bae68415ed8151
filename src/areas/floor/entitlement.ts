import type { Category } from '#areas/dialogues/category.ts'
import { limitFor, type SegmentRules } from '#areas/dialogues/modality.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { REQUEST_KINDS, type RequestKind } from './event.ts'
import { itemOf, rulesFor, type FloorFacts } from './facts.ts'
import { leftOf, type Floor } from './floor.ts'

export interface Asking {
  readonly delegation: string
  readonly kind: RequestKind
  readonly joint: readonly string[]
}

/**
 * Why a delegation may not have the floor for this in the item that is open, or null. It says nothing about whether the
 * list is open: the chair may give the floor on a closed list, but to nobody whom the modality bars.
 */
export function whyBarred(floor: Floor, facts: FloorFacts, { delegation, kind, joint }: Asking): Refusal | null {
  const item = itemOf(facts, floor.item)
  const rules = rulesFor(facts, floor.item)
  if (!item || !rules) return refuse('floor.no_item')
  const sitting = facts.delegations.get(delegation)
  if (!sitting) return refuse('floor.no_seat')
  const { category } = sitting
  // A choice of words in a message has no hyphens.
  const where = {
    category: category.replaceAll('-', '_'),
    edition: facts.edition,
    segment: segmentNumber(facts, rules)
  }
  switch (kind) {
    case 'order':
      return rules.pointOfOrder.by.includes(category) ? null : refuse('floor.no_point_of_order', where)
    case 'reply': {
      const { allowed, by, most } = rules.rightOfReply
      if (!allowed || !by.includes(category)) return refuse('floor.no_right_of_reply', where)
      const had = floor.interventions.filter(
        (speech) => speech.kind === 'reply' && speech.item === item.id && speech.delegation === delegation
      )
      return had.length >= most ? refuse('floor.replies_used', { most }) : null
    }
    case 'question':
      if (item.bodyId === delegation) return refuse('floor.no_question_to_oneself')
      return rules.questions.by.includes(category) ? null : refuse('floor.no_questions', where)
    case 'answer': {
      const asked = floor.questions.some(({ to, item: asked }) => to === delegation && asked === item.id)
      return asked || item.bodyId === delegation ? null : refuse('floor.not_asked')
    }
    case 'speech':
      if (!rules.speakers.includes(category)) return refuse('floor.follows_without_speaking', where)
      if (rules.kind === 'briefing' && item.bodyId !== null && item.bodyId !== delegation) {
        return refuse('floor.briefing_of_another')
      }
      return whyNotJoint(facts, rules, delegation, joint)
  }
}

function whyNotJoint(
  { delegations }: FloorFacts,
  rules: SegmentRules,
  delegation: string,
  joint: readonly string[]
): Refusal | null {
  if (joint.length === 0) return null
  if (!rules.jointStatements.allowed) return refuse('floor.no_joint_statements')
  const unfit = joint.find((other) => {
    const category = delegations.get(other)?.category
    return other === delegation || !category || !rules.speakers.includes(category)
  })
  return unfit === undefined ? null : refuse('floor.joint_unfit')
}

/** The number of a segment in the modality, from 1: "modality 7, segment 5". */
function segmentNumber({ modality }: FloorFacts, rules: SegmentRules): number {
  return modality.segments.indexOf(rules) + 1
}

/** What a delegation may ask for in the item that is open, and why not what it may not: told before anybody presses. */
export interface Offer {
  readonly kind: RequestKind
  readonly refused?: Refusal
}

/**
 * The kinds of request that make sense to show a delegation now. A statement always, so that an observer reads why there
 * is no button; the others only where they are open to it.
 */
export function offersTo(floor: Floor, facts: FloorFacts, delegation: string): Offer[] {
  if (floor.item === null) return []
  return REQUEST_KINDS.flatMap((kind) => {
    const refused = whyBarred(floor, facts, { delegation, kind, joint: [] })
    if (!refused) return [{ kind }]
    return kind === 'speech' ? [{ kind, refused }] : []
  })
}

/**
 * Seconds for a speech that begins now: the limit of its kind, what others left where the segment shares it, and never
 * more than what is left of a budget of the delegation.
 */
export function timeFor(floor: Floor, facts: FloorFacts, asking: Asking, waiting: number, now: string): number {
  const rules = rulesFor(facts, floor.item)
  const sitting = facts.delegations.get(asking.delegation)
  if (!rules || !sitting) return 0
  const own = ownLimit(rules, sitting.category, asking)
  const shared = rules.unusedTime === 'shared-among-waiting' && asking.kind === 'speech' ? unused(floor) : 0
  const limit_s = own + Math.floor(shared / Math.max(1, waiting))
  const budgets = floor.budgets.filter(
    ({ item, delegations }) => item === floor.item && delegations.includes(asking.delegation)
  )
  return Math.max(1, Math.min(limit_s, ...budgets.map((budget) => leftOf(floor, budget, now))))
}

/** Seconds that the segment gives for this, before anything is shared or budgeted. */
export function ownLimit(
  rules: SegmentRules,
  category: Category,
  { kind, joint }: Pick<Asking, 'kind' | 'joint'>
): number {
  switch (kind) {
    case 'order':
      return rules.pointOfOrder.timeLimit_s
    case 'reply':
      return rules.rightOfReply.timeLimit_s
    case 'question':
      return rules.questions.timeLimit_s
    case 'answer':
      return rules.questions.answerLimit_s
    case 'speech':
      return joint.length > 0 ? rules.jointStatements.timeLimit_s : limitFor(rules, category)
  }
}

/** Seconds that ended speeches of this item left, less what they were given beyond their own. */
function unused(floor: Floor): number {
  return floor.interventions
    .filter(({ kind, item, endedAt }) => kind === 'speech' && item === floor.item && endedAt !== null)
    .reduce((sum, { limit_s, used_ms }) => sum + Math.max(0, limit_s - used_ms / 1000), 0)
}
