import type { Localised } from '#platform/i18n/locales.ts'
import { statesOfTheWorld, type State } from './states-of-the-world.ts'

/** A State under the name that a text printed. */
export interface NamedState {
  readonly state: State
  readonly printed: string
  /** True when the printed name is a misspelling that only resembles the State's name. */
  readonly guessed: boolean
}

/** Letter case, accents, kinds of apostrophe, hyphens, "&" and the article do not tell one State from another. */
function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s*&\s*/g, ' and ')
    .replace(/\s*-\s*/g, '-')
    .replace(/(\S)\(/g, '$1 (')
    .replace(/\(\s+/g, '(')
    .replace(/\s+\)/g, ')')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/^the /, '')
}

const byName = new Map<string, State>()
for (const state of statesOfTheWorld) {
  for (const name of [state.name, state.officialName, ...state.alsoPrinted]) if (name) byName.set(foldName(name), state)
}
const longestName_words = Math.max(...[...byName.keys()].map((name) => name.split(' ').length))

export function stateNamed(name: string): State | null {
  return byName.get(foldName(name)) ?? null
}

/**
 * The State whose name differs from this one by a slip: one letter, two in names of ten letters and more. Null when
 * no name is as near, or when another State's is nearly as near.
 */
export function stateResembling(name: string): State | null {
  const folded = foldName(name)
  const limit = folded.length >= 10 ? 2 : folded.length >= 6 ? 1 : 0
  if (limit === 0) return null
  const nearest = new Map<State, number>()
  for (const [known, state] of byName) {
    if (Math.abs(known.length - folded.length) > limit + 1) continue
    const far = distance(known, folded)
    if (far <= limit + 1) nearest.set(state, Math.min(far, nearest.get(state) ?? far))
  }
  const [only, other] = nearest
  return only && !other && only[1] <= limit ? only[0] : null
}

/** Edits between two words, a swap of neighbours counted as one. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/**
 * The State whose name stands at the beginning of this text, the longest name that fits; null when there is none.
 * `length` counts the characters of the text that the name takes, with a leading article.
 */
export function stateAtStart(text: string): { state: State; printed: string; length: number } | null {
  const article = /^the\s+/i.exec(text)?.[0].length ?? 0
  const words = [...text.slice(article).matchAll(/\S+/g)].slice(0, longestName_words + 1)
  for (let count = words.length; count > 0; count--) {
    const last = words[count - 1]!
    // Punctuation behind the name belongs to the sentence; a bracket may belong to the name ("Iran (Islamic Republic of)").
    for (let end = last.index + last[0].length; end > last.index; end--) {
      const printed = text.slice(article, article + end)
      const state = stateNamed(printed)
      if (state) return { state, printed: printed.replace(/\s+/g, ' '), length: article + printed.length }
      if (/[\p{L}\p{N}]$/u.test(printed)) break
    }
  }
  return null
}

/** The English names of States by their codes. */
export function stateNames(codes: readonly string[]): Record<string, Localised> {
  const wanted = new Set(codes)
  return Object.fromEntries(
    statesOfTheWorld.filter(({ code }) => wanted.has(code)).map(({ code, name }) => [code, { en: name }])
  )
}
