import type { Asked, Term } from './query-language.ts'
import { foldDiacritics, isUnspaced, normalise, pairsOf, splitWords, type Word } from './words.ts'

/**
 * Lexemes are what the index holds: a stem or a word with the letter of the family that made it, so that an English
 * stem never answers for an Indonesian word. A query is asked in every family at once.
 */
export const FAMILIES = {
  en: { letter: 'e', dictionary: 'english_stem' },
  id: { letter: 'i', dictionary: 'indonesian_stem' },
  pt: { letter: 'p', dictionary: 'portuguese_stem' },
  ta: { letter: 't', dictionary: 'tamil_stem' },
  /** languages whose stems no dictionary knows: the word itself */
  other: { letter: 'x', dictionary: null }
} as const
export type Family = keyof typeof FAMILIES

const PAIR = 'g:'

export function familyOf(locale: string): Family {
  return locale in FAMILIES ? (locale as Family) : 'other'
}

/** The stem of a word in a family; the word itself where there is none. Given by lexemes.server.ts. */
export type Stem = (family: Family, word: string) => string

/**
 * The lexemes of one word: its stem without diacritics, and the stem of the word typed without them, which differ
 * where an ending is known by its accents (educações, educacoes).
 */
export function lexemesOf(word: string, family: Family, stem: Stem): string[] {
  const letter = FAMILIES[family].letter
  const bare = foldDiacritics(word)
  const accented = `${letter}:${foldDiacritics(stem(family, word))}`
  if (bare === word) return [accented]
  const unaccented = `${letter}:${stem(family, bare)}`
  return accented === unaccented ? [accented] : [accented, unaccented]
}

/** Words that carry nothing alone; inside a phrase they count. */
const UNSAYING = new Set(
  (
    'a an and are as at be by for from in into is it its of on or that the their this to was were which will with ' +
    'dan yang di ke untuk dari pada dengan oleh atau dalam para e o os as de da do das dos em com por que'
  ).split(' ')
)

/** For each position of a phrase, the lexemes of which any one may stand there. */
export type Sequence = readonly (readonly string[])[]

/** Any one of the sequences. `prefix`: the lexeme begins with this, for a single character of an unspaced script. */
export interface Matcher {
  readonly term: Term
  readonly split: readonly Word[]
  readonly sequences: readonly Sequence[]
  readonly prefix: string | null
}

export interface Plan {
  readonly all: readonly (readonly Matcher[])[]
  readonly none: readonly Matcher[]
}

/** Every word of a query, so that their stems can be fetched at once. */
export function wordsOf(asked: Asked): string[] {
  return [...asked.all.flat(), ...asked.none].flatMap(({ text }) => splitWords(normalise(text)).map(({ word }) => word))
}

export function planQuery(asked: Asked, stem: Stem): Plan {
  const said = asked.all.map((terms) => terms.map((term) => matcherOf(term, stem)).filter((m) => m !== null))
  const telling = said.filter((matchers) => !matchers.every(isUnsaying))
  return {
    all: (telling.length ? telling : said).filter((matchers) => matchers.length),
    none: asked.none.map((term) => matcherOf(term, stem)).filter((m) => m !== null)
  }
}

function isUnsaying({ term, split }: Matcher): boolean {
  return !term.phrase && split.length === 1 && UNSAYING.has(split[0]!.word)
}

function matcherOf(term: Term, stem: Stem): Matcher | null {
  const split = splitWords(normalise(term.text))
  if (!split.length) return null
  const words = split.map(({ word }) => word)
  const families = Object.keys(FAMILIES) as Family[]
  const sequences: Sequence[] = families.map((family) => words.map((word) => lexemesOf(word, family, stem)))
  let prefix: string | null = null
  if (split.every(({ run }) => run !== null)) {
    const runs = runsOf(split)
    if (runs.length === 1 && [...runs[0]!].length === 1) prefix = PAIR + runs[0]!
    // The last character of a run stands alone in the index, but not in a query: more may follow it in the text.
    else
      sequences.push(
        runs.flatMap((run) =>
          pairsOf(run)
            .slice(0, -1)
            .map((pair) => [PAIR + pair])
        )
      )
  }
  return { term, split, sequences: sequences.filter((sequence) => sequence.length), prefix }
}

/** The unspaced runs of these words, each put together again. */
export function runsOf(words: readonly Word[]): string[] {
  const runs: string[] = []
  let last: number | null = null
  for (const { word, run } of words) {
    if (run === last && runs.length) runs[runs.length - 1] += word
    else runs.push(word)
    last = run
  }
  return runs
}

/** tsvector keeps positions up to here; a text that is longer still is found by its beginning. */
const POSITION_LIMIT = 16_000
/** More than any phrase is long: keeps a phrase from running from one text into the next. */
const GAP = 40

/** A lexeme with the positions where it stands, as PostgreSQL's tsvector has it. */
export type Positions = ReadonlyMap<string, readonly number[]>

/** All texts of one row, as one set of lexemes with positions. */
export function lexemesOfTexts(texts: readonly { locale: string; words: readonly Word[] }[], stem: Stem): Positions {
  const positions = new Map<string, number[]>()
  let at = 0
  const put = (lexeme: string, position: number) => {
    if (position > POSITION_LIMIT) return
    const known = positions.get(lexeme)
    if (known) known.push(position)
    else positions.set(lexeme, [position])
  }
  for (const { locale, words } of texts) {
    for (const { word } of words) {
      at += 1
      for (const lexeme of lexemesOf(word, familyOf(locale), stem)) put(lexeme, at)
    }
    at += GAP
  }
  for (const { words } of texts) {
    for (const stretch of stretchesOf(words)) {
      for (const run of runsOf(stretch)) {
        if (!isUnspaced(run[0]!)) continue
        for (const pair of pairsOf(run)) put(PAIR + pair, [...pair].length === 2 ? ++at : at + 1)
      }
      at += GAP
    }
  }
  return positions
}

/** Unspaced words that follow each other with nothing but spaces between. */
function stretchesOf(words: readonly Word[]): Word[][] {
  const stretches: Word[][] = []
  let open = false
  for (const word of words) {
    if (word.run === null) open = false
    else if (open) stretches.at(-1)!.push(word)
    else {
      stretches.push([word])
      open = true
    }
  }
  return stretches
}

function quote(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

export function toTsvector(positions: Positions): string {
  return [...positions].map(([lexeme, at]) => `${quote(lexeme)}:${at.join(',')}`).join(' ')
}

/** The plan as PostgreSQL reads it; null when it asks for no words at all. */
export function toTsquery(plan: Plan): string | null {
  const any = (parts: readonly string[]) => (parts.length === 1 ? parts[0]! : `(${parts.join(' | ')})`)
  const matcher = ({ sequences, prefix }: Matcher) =>
    any([
      ...new Set(sequences.map((sequence) => `(${sequence.map((lexemes) => any(lexemes.map(quote))).join(' <-> ')})`)),
      ...(prefix ? [`${quote(prefix)}:*`] : [])
    ])
  const parts = [...plan.all.map((matchers) => any(matchers.map(matcher))), ...plan.none.map((m) => `!${matcher(m)}`)]
  return parts.length ? parts.join(' & ') : null
}
