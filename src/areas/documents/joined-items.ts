import { statesInParentheses, unknownNameAtEnd, type NamedGroup } from './states-in-parentheses.ts'

/** Why a person should look at a proposal with more care than at the others. */
export type Doubt =
  | 'no_maker'
  | 'unknown_maker'
  | 'guessed_maker'
  | 'words_carried'
  | 'words_after_makers'
  | 'from_debate'
  | 'missing_reference'
  | 'very_short'
  | 'very_long'

/** One recommendation of an item that may join several, each with its own makers behind it. */
export interface JoinedPart {
  readonly text: string
  /** The printed words, makers left out, as positions in the item. */
  readonly from: number
  readonly to: number
  readonly makers: NamedGroup['names']
  readonly doubts: readonly Doubt[]
}

/**
 * Splits an item at the brackets that name its makers: "Ratify A (Chile); ratify B (Spain, Italy) and C (France)".
 * A part that begins with a noun takes over the verb of the part before it ("ratify" for C).
 */
export function splitJoined(item: string): JoinedPart[] {
  const groups = makersOf(item)
  const parts: JoinedPart[] = []
  let from = 0
  for (const group of groups) {
    const part = partOf(item, from, group.from, group.names, parts)
    if (part) parts.push(part)
    from = group.to
  }
  const rest = trimPart(item, from, item.length)
  if (rest.to - rest.from > 0 && /\p{L}{3}.*\s\p{L}/u.test(item.slice(rest.from, rest.to))) {
    addRest(item, rest, parts)
  }
  return parts
}

/** Brackets with States that close a recommendation; those in the middle of a clause are part of its words. */
function makersOf(item: string): NamedGroup[] {
  const groups = neighboursAsOne(item).filter((group) => closesAPart(item.slice(group.to), item.slice(0, group.from)))
  if (groups.length > 0 && !/\p{L}{3}/u.test(item.slice(groups.at(-1)!.to))) return groups
  const unknown = unknownNameAtEnd(item)
  return unknown ? [...groups, unknown] : groups
}

/** "(Chile) (Peru)" is one group of two. */
function neighboursAsOne(item: string): NamedGroup[] {
  return statesInParentheses(item).reduce<NamedGroup[]>((groups, group) => {
    const last = groups.at(-1)
    if (!last || !/^[\s,]*$/.test(item.slice(last.to, group.from))) return [...groups, group]
    return [...groups.slice(0, -1), { from: last.from, to: group.to, names: [...last.names, ...group.names] }]
  }, [])
}

function closesAPart(behind: string, before: string): boolean {
  // "neighbouring States (Malaysia and Singapore)," gives examples.
  if (/\b(?:such as|e\.g\.|including|countries|States|neighbours)\s*$/.test(before) && /^\s*[^\s;.]/.test(behind))
    return false
  // "(Norway) Adopt a law": the stop was forgotten, the capital was not.
  if (/^\s+\p{Lu}\p{Ll}/u.test(behind)) return true
  return /^\s*(?:$|[;.,:/&\d*∗†–—-]|(?:and|or|as well as|also|in addition)\b|\(?[a-z]{1,3}\)|\(?[ivx]+\)|["”’])/i.test(
    behind
  )
}

const LEADING =
  /^(?:[\s;.,:/&*∗†–—-]+|["”’](?=\s)|(?:and|or|as well as|in addition(?=,)|additionally|furthermore|also)\b[\s,]*(?:also\b\s*)?|\(?(?:[a-z]|[ivx]{1,5})\)\s*|\d{1,2}(?=[;.,\s]*$))/i

function trimPart(item: string, from: number, to: number): { from: number; to: number } {
  let start = from
  for (;;) {
    const lead = LEADING.exec(item.slice(start, to))
    if (!lead || lead[0] === '') break
    start += lead[0].length
  }
  let end = to
  while (end > start && /[\s;,.:/*∗†]/.test(item[end - 1]!)) end--
  return { from: start, to: end }
}

function partOf(
  item: string,
  from: number,
  to: number,
  makers: NamedGroup['names'],
  before: readonly JoinedPart[]
): JoinedPart | null {
  const bounds = trimPart(item, from, to)
  if (bounds.to <= bounds.from) return null
  const printed = item.slice(bounds.from, bounds.to)
  const carried = carriedWords(printed, item.slice(from, bounds.from), before.at(-1)?.text ?? null)
  const doubts: Doubt[] = []
  if (carried !== '') doubts.push('words_carried')
  if (makers.some(({ state }) => state === null)) doubts.push('unknown_maker')
  if (makers.some(({ guessed }) => guessed)) doubts.push('guessed_maker')
  const text = sentenceOf(carried + printed)
  if (text.split(' ').length < 3) doubts.push('very_short')
  if (text.length > 1200) doubts.push('very_long')
  return { text, ...bounds, makers, doubts }
}

const NOUN_AT_START = /^(the|a|an|its|all|any|other|their|those|these)\s/i

/** The verb that a part leaves to the part before it: "sign and ratify " for "the Convention …"; '' when it has its own. */
function carriedWords(printed: string, connector: string, before: string | null): string {
  const noun = NOUN_AT_START.exec(printed)
  // After a semicolon or a full stop a new clause begins, which need not share its verb.
  if (!noun || before === null || /[;.]/.test(connector)) return ''
  // The clause may itself be complete: "all detainees be registered".
  if (/\b(?:be|is|are|should|shall|must|will|can)\b/.test(printed.slice(0, 80))) return ''
  const named = /^\S+\s\p{Lu}/u.test(printed)
  const shared = new RegExp(`\\b${noun[1]}\\s${named ? '\\p{Lu}' : ''}`, named ? 'u' : 'iu').exec(before)
  const any = shared ?? /\b(?:the|a|an|its|all|any|other)\s/i.exec(before)
  if (!any || any.index === 0 || any.index > 90) return ''
  return before.slice(0, any.index)
}

function addRest(item: string, rest: { from: number; to: number }, parts: JoinedPart[]): void {
  const last = parts.at(-1)
  const printed = item.slice(rest.from, rest.to)
  const text = sentenceOf(printed)
  // Without makers: an item that names none, or words that follow the last bracket.
  const doubts: Doubt[] = last ? ['words_after_makers', 'no_maker'] : ['no_maker']
  if (text.length > 1200) doubts.push('very_long')
  parts.push({ text, ...rest, makers: [], doubts })
}

/** One space between words, a capital first. */
export function sentenceOf(words: string): string {
  const text = words
    .replace(/\s+/g, ' ')
    .replace(/\s+([,;.])/g, '$1')
    .trim()
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
