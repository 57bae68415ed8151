import { z } from 'zod'
import { CATEGORIES, type Category } from './category.ts'

// The modality of an edition, as data: who may speak, in which order, for how long, and how it is recorded. One schema
// checks what a person writes, what a file brings and what the database holds.

const localised = z.looseObject({ en: z.string().min(1) }).catchall(z.string())
const category = z.enum(CATEGORIES)
const seconds = z
  .int()
  .positive()
  .max(24 * 3600)
const limits = z.partialRecord(category, seconds)

/** Kinds of segment; a custom one has a key of its own. */
export const SEGMENT_RULE_KINDS = [
  'opening',
  'briefing',
  'interactive-dialogue',
  'general-segment',
  'stakeholders-segment',
  'recommendations-segment',
  'fireside-chat',
  'custom'
] as const

/** How the list is ordered after points of order and those who come straight after whom. */
export const ORDERS = [
  'as-requested',
  /** by the name in English, from the letter that was drawn */
  'alphabetical',
  /** one of each category in turn, in the order in which the speakers of the segment are named */
  'alternating-categories',
  /** who has spoken for the shortest time so far in this meeting */
  'least-speaking-time',
  /** who has spoken the fewest times so far in this meeting */
  'fewest-contributions'
] as const

/** Strictest last: a statement can be recorded more strictly than its segment, never less. */
export const ATTRIBUTIONS = ['on-record', 'summary-only', 'without-names', 'withheld'] as const

export const segmentRules = z.strictObject({
  /** 'thematic-briefing': by it the programme names the rules of an item */
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  kind: z.enum(SEGMENT_RULE_KINDS),
  title: localised,
  /** who may ask for the floor; the others follow without speaking. Their order is that of alternation. */
  speakers: z.array(category),
  order: z.enum(ORDERS),
  /** those who haven't spoken in this meeting come before the others */
  firstTimeSpeakersFirst: z.boolean(),
  /** seconds, by category; `otherwise` for the rest */
  timeLimit_s: z.strictObject({ otherwise: seconds, by: limits }),
  /** the first speaker of a category whose subject is in this segment comes straight after that State */
  straightAfterItsState: z.array(category),
  /** what one speech leaves of its limit: it is lost, or shared among those who still wait, or kept for the dialogue that follows */
  unusedTime: z.enum(['lost', 'shared-among-waiting', 'to-interactive-dialogue']),
  jointStatements: z.strictObject({ allowed: z.boolean(), timeLimit_s: seconds }),
  /** a reply to what was said about one's delegation */
  rightOfReply: z.strictObject({
    allowed: z.boolean(),
    by: z.array(category),
    timeLimit_s: seconds,
    /** at most so many by one delegation in an item */
    most: z.int().min(1).max(9),
    when: z.enum(['after-the-list', 'straight-away'])
  }),
  /** comes before everybody, also on a closed list */
  pointOfOrder: z.strictObject({ by: z.array(category), timeLimit_s: seconds }),
  questions: z.strictObject({
    by: z.array(category),
    timeLimit_s: seconds,
    answerLimit_s: seconds,
    /** each at once, or several gathered before the answer */
    answered: z.enum(['each-at-once', 'in-groups']),
    group: z.int().min(1).max(20),
    /** an answer may be promised for a later day, which becomes an action of the follow-up */
    mayBeTakenAway: z.boolean()
  }),
  attribution: z.enum(ATTRIBUTIONS)
})
export type SegmentRules = z.output<typeof segmentRules>

export const modalitySchema = z
  .strictObject({
    title: localised,
    /** the paper, decision or practice it rests on */
    basis: localised,
    segments: z.array(segmentRules).min(1).max(40),
    /** a request that was made while its phone was offline is placed by when it was made, or by when it came */
    offlineRequests: z.enum(['by-time-made', 'by-arrival'])
  })
  .refine(({ segments }) => new Set(segments.map(({ key }) => key)).size === segments.length, {
    message: 'modality.key_twice'
  })
export type Modality = z.output<typeof modalitySchema>

export type Attribution = (typeof ATTRIBUTIONS)[number]

export function rulesOf(modality: Modality, key: string): SegmentRules | undefined {
  return modality.segments.find((rules) => rules.key === key)
}

/** Seconds that a delegation of this category has for a statement. */
export function limitFor(rules: SegmentRules, by: Category): number {
  return rules.timeLimit_s.by[by] ?? rules.timeLimit_s.otherwise
}

/** The stricter of what the segment says and what is said for a statement. */
export function stricter(one: Attribution, other: Attribution): Attribution {
  return ATTRIBUTIONS.indexOf(one) >= ATTRIBUTIONS.indexOf(other) ? one : other
}
