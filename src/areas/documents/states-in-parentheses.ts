import { stateAtStart, stateResembling, type NamedState } from '#areas/bodies/state-names.ts'

/** Brackets that name who made the recommendation before them: "(Mexico, the Sudan and Viet Nam)". */
export interface NamedGroup {
  /** Where the opening bracket stands, and the position behind the closing one. */
  readonly from: number
  readonly to: number
  readonly names: readonly (NamedState | { readonly state: null; readonly printed: string; readonly guessed: false })[]
}

/** Pairs of brackets of the outermost level. A bracket never closed runs to the end of the text. */
function bracketsIn(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' && depth++ === 0) from = at
    // "a)" without an opening bracket is a label, no pair.
    if (text[at] === ')' && depth > 0 && --depth === 0) found.push({ from, to: at + 1 })
  }
  if (depth > 0) found.push(...reopened(text, from))
  return found
}

/** A text with one bracket too many loses its first "(", so that the pairs behind it are still seen. */
function reopened(text: string, from: number): { from: number; to: number }[] {
  const rest = bracketsIn(text.slice(from + 1)).map((pair) => ({ from: pair.from + from + 1, to: pair.to + from + 1 }))
  return rest.length > 0 ? rest : [{ from, to: text.length }]
}

/** All brackets that hold nothing but names of States, in the order of the text. */
export function statesInParentheses(text: string): NamedGroup[] {
  return bracketsIn(text).flatMap(({ from, to }) => {
    const names = namesIn(text.slice(from + 1, text[to - 1] === ')' ? to - 1 : to))
    return names ? [{ from, to, names }] : []
  })
}

const SEPARATOR = /^(?:\s|[,;/&]|and\b|as well as\b)+/i

/** The States of a list; null when anything else stands in it. A misspelt name is taken when it resembles one State. */
export function namesIn(list: string): NamedState[] | null {
  const names: NamedState[] = []
  let rest = list.trim()
  while (rest !== '') {
    const known = stateAtStart(rest)
    if (known && /^(?:$|[\s,;/&.*∗])/.test(rest.slice(known.length))) {
      names.push({ state: known.state, printed: known.printed, guessed: false })
      rest = rest.slice(known.length)
    } else {
      const printed = /^[^,;/&]+?(?=\s+and\s|[,;/&]|$)/.exec(rest)?.[0].trim() ?? ''
      const state = /^(?:the )?\p{Lu}/u.test(printed) ? stateResembling(printed) : null
      if (!state) return null
      names.push({ state, printed: printed.replace(/^the /i, ''), guessed: true })
      rest = rest.slice(printed.length)
    }
    rest = rest.replace(/^[.*∗\s]+/, '')
    // What a State said for others is its own recommendation.
    if (/^,?\s*(?:on behalf of|in the name of|speaking for)\b/i.test(rest)) rest = ''
    if (rest === '') break
    const separator = SEPARATOR.exec(rest)
    rest = separator ? rest.slice(separator[0].length) : rest
  }
  return names.length > 0 ? names : null
}

/** Brackets at the very end that look like a name nobody knows: "(Rurutania)". Acronyms and sentences do not. */
export function unknownNameAtEnd(text: string): NamedGroup | null {
  const last = bracketsIn(text).at(-1)
  if (!last || !/^[\s;.,]*$/.test(text.slice(last.to))) return null
  const inside = text.slice(last.from + 1, last.to - 1).trim()
  const named = /^(?:the )?\p{Lu}[\p{L}’'-]*\p{Ll}(?:[ ,]+(?:of|and|the|\p{Lu}[\p{L}’'-]+))*$/u.test(inside)
  if (!named || inside.split(' ').length > 6) return null
  const names = inside.split(/\s*,\s*|\s+and\s+/).map((printed) => ({ state: null, printed, guessed: false as const }))
  return { ...last, names }
}
