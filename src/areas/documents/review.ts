import { refuse, type Refusal } from '#platform/refusal.ts'
import type { InstrumentMention } from './instruments-mentioned.ts'
import type { Doubt } from './joined-items.ts'
import type { Position } from './positions.ts'
import type { Place } from './text.ts'

/**
 * The review of a document: proposals, and the steps that a person took over them. What stands is computed from both,
 * on the server, which decides, and in the browser, which shows at once what the server will decide.
 */

/** A body as the document prints it; `id` is its id in the record, null while nobody has said which body it is. */
export interface NamedBody {
  readonly id: string | null
  readonly printed: string
}

/** Exact words of the document and where they stand. `page` counts from 1. */
export interface Passage {
  readonly page: number
  readonly paragraph: string | null
  readonly passage: string
  readonly place: Place
}

/** What a person can put right in a proposal. */
export interface Content {
  readonly text: string
  readonly makers: readonly NamedBody[]
  readonly addressees: readonly NamedBody[]
  /** null where the document says nothing of it */
  readonly position: Position | null
  /** ids of themes of the record */
  readonly themes: readonly string[]
}

/** A proposal as it is kept for review. */
export interface ReviewProposal extends Content {
  readonly instruments: readonly InstrumentMention[]
  readonly doubts: readonly Doubt[]
  readonly passages: readonly Passage[]
}

export type Standing = 'waiting' | 'accepted' | 'rejected' | 'entered'

export interface Item extends ReviewProposal {
  /** '7' for the seventh proposal, '7.2' for the second part it was split into, '7+8' for two merged */
  readonly id: string
  readonly standing: Standing
  /** of the recommendation it became */
  readonly reference: string | null
}

/** What the person who reviews can ask for. */
export type PersonStep =
  | { readonly take: 'accept' | 'reject'; readonly item: string }
  | { readonly take: 'edit'; readonly item: string; readonly change: Content }
  /** into as many items as there are texts, which share makers, addressees, themes and passages */
  | { readonly take: 'split'; readonly item: string; readonly texts: readonly string[] }
  /** with the item that follows it */
  | { readonly take: 'merge'; readonly item: string }
  /** of the last step that was not undone and entered nothing */
  | { readonly take: 'undo' }

/** What was entered can't be undone: the record is put right by corrections. */
export interface EnterStep {
  readonly take: 'enter'
  readonly entries: readonly { readonly item: string; readonly reference: string }[]
}

export type Step = PersonStep | EnterStep

export interface Review {
  readonly items: readonly Item[]
  /** how many steps were taken, undone ones and undoings included */
  readonly taken: number
  /** the states before each step that can still be undone, oldest first */
  readonly earlier: readonly (readonly Item[])[]
}

export function beginReview(proposals: readonly ReviewProposal[]): Review {
  const items = proposals.map((proposal, at) => ({
    ...proposal,
    id: String(at + 1),
    standing: 'waiting' as const,
    reference: null
  }))
  return { items, taken: 0, earlier: [] }
}

/** The review after these steps. Throws when one can't be taken: every kept step could be. */
export function review(proposals: readonly ReviewProposal[], steps: readonly Step[]): Review {
  return steps.reduce((state, step) => {
    const next = take(state, step)
    if ('refused' in next) throw new Error(`a step of this review can't be taken: ${next.refused}`)
    return next
  }, beginReview(proposals))
}

/** Takes a step, or says why it can't be taken. */
export function take(state: Review, step: Step): Review | Refusal {
  if (step.take === 'undo') {
    const before = state.earlier.at(-1)
    if (!before) return refuse('documents.step_nothing_to_undo')
    return { items: before, taken: state.taken + 1, earlier: state.earlier.slice(0, -1) }
  }
  const items = step.take === 'enter' ? entered(state.items, step) : changed(state.items, step)
  if ('refused' in items) return items
  return { items, taken: state.taken + 1, earlier: step.take === 'enter' ? [] : [...state.earlier, state.items] }
}

function changed(items: readonly Item[], step: Exclude<PersonStep, { take: 'undo' }>): readonly Item[] | Refusal {
  const at = items.findIndex(({ id }) => id === step.item)
  const item = items[at]
  if (!item) return refuse('documents.step_item_gone')
  if (item.standing === 'entered') return refuse('documents.step_item_entered')
  switch (step.take) {
    case 'accept': {
      const fault = faultOf(item)
      return fault ?? items.with(at, { ...item, standing: 'accepted' })
    }
    case 'reject':
      return items.with(at, { ...item, standing: 'rejected' })
    case 'edit': {
      const text = step.change.text.trim()
      if (text === '') return refuse('documents.step_no_text', undefined, 'text')
      return items.with(at, { ...item, ...step.change, text, standing: 'waiting' })
    }
    case 'split':
      return split(items, at, item, step.texts)
    case 'merge':
      return merge(items, at, item)
  }
}

/** Why this can't be accepted as it is; null when it can. A name alone would lead nobody anywhere in the record. */
export function faultOf(content: Content): Refusal | null {
  const unknown = [...content.makers, ...content.addressees].find(({ id }) => id === null)
  return unknown ? refuse('documents.step_unknown_body', { name: unknown.printed }) : null
}

function split(items: readonly Item[], at: number, item: Item, texts: readonly string[]): readonly Item[] | Refusal {
  const parts = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (parts.length < 2) return refuse('documents.step_split_one')
  return items.toSpliced(
    at,
    1,
    ...parts.map((text, part) => ({ ...item, text, id: `${item.id}.${part + 1}`, standing: 'waiting' as const }))
  )
}

function merge(items: readonly Item[], at: number, item: Item): readonly Item[] | Refusal {
  const next = items[at + 1]
  if (!next) return refuse('documents.step_merge_last')
  if (next.standing === 'entered') return refuse('documents.step_item_entered')
  const merged: Item = {
    ...item,
    id: `${item.id}+${next.id}`,
    standing: 'waiting',
    text: `${item.text.replace(/[;,.]$/, '')}; ${next.text}`,
    makers: union(item.makers, next.makers, ({ id, printed }) => id ?? printed),
    addressees: union(item.addressees, next.addressees, ({ id, printed }) => id ?? printed),
    position: item.position === next.position ? item.position : null,
    themes: union(item.themes, next.themes, (id) => id),
    instruments: union(item.instruments, next.instruments, ({ id, articles }) => `${id} ${articles.join()}`),
    doubts: union(item.doubts, next.doubts, (doubt) => doubt),
    // Parts of one split item share their passage.
    passages: union(item.passages, next.passages, ({ place }) => JSON.stringify(place))
  }
  return items.toSpliced(at, 2, merged)
}

function union<Each>(one: readonly Each[], other: readonly Each[], keyOf: (each: Each) => string): Each[] {
  return [...new Map([...one, ...other].toReversed().map((each) => [keyOf(each), each])).values()].toReversed()
}

function entered(items: readonly Item[], { entries }: EnterStep): readonly Item[] | Refusal {
  const references = new Map(entries.map(({ item, reference }) => [item, reference]))
  const known = items.filter(({ id, standing }) => references.has(id) && standing === 'accepted')
  if (known.length !== entries.length) return refuse('documents.step_item_gone')
  return items.map((item) =>
    references.has(item.id) ? { ...item, standing: 'entered', reference: references.get(item.id)! } : item
  )
}

export type Counts = Readonly<Record<Standing, number>>

export function countsOf(items: readonly Item[]): Counts {
  const counts = { waiting: 0, accepted: 0, rejected: 0, entered: 0 }
  for (const { standing } of items) counts[standing]++
  return counts
}

/** The next item that waits after this one, or else the first that waits; -1 when none does. */
export function nextWaiting(items: readonly Item[], after: number): number {
  const later = items.findIndex(({ standing }, at) => at > after && standing === 'waiting')
  return later >= 0 ? later : items.findIndex(({ standing }) => standing === 'waiting')
}
