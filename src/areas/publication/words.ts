/**
 * Texts into words, for every language of the record. Scripts that put no spaces between words (Thai, Khmer, Lao,
 * Burmese, Chinese) are split by the dictionary that comes with the runtime, and are indexed by pairs of characters
 * beside the words, because two dictionaries, or two contexts, don't always split alike.
 */

export interface Word {
  /** in the normalised text: see `normalise` */
  readonly start: number
  readonly end: number
  /** lower case, compatibility forms joined, digits Latin; diacritics kept */
  readonly word: string
  /** one unspaced run has one number, so that pairs of characters don't cross from run to run */
  readonly run: number | null
}

const UNSPACED =
  '\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}'
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu
const SPACED_LETTER = `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]`
const PIECE = new RegExp(
  `(?<unspaced>[${UNSPACED}\\u200b-\\u200d]+)|${SPACED_LETTER}+(?:['’ʼ]${SPACED_LETTER}+)*`,
  'gv'
)
const ONLY_UNSPACED = new RegExp(`^[${UNSPACED}]+$`, 'v')

/** Longer "words" are addresses and the like: cut, so that an index entry stays an index entry. */
const WORD_LIMIT = 80

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Zero of each set of digits our languages write with; the nine others follow it. */
const ZEROS = [0x0be6, 0x0e50, 0x0ed0, 0x1040, 0x17e0]

export function normalise(text: string): string {
  return text.normalize('NFC')
}

function plain(piece: string): string {
  return piece
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[’ʼ]/gu, "'")
    .toLowerCase()
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0)!
      const zero = ZEROS.find((first) => code >= first && code < first + 10)
      return zero === undefined ? digit : String(code - zero)
    })
}

/** Without the marks of Latin letters: ção is cao, đ is d. Vowel signs of other scripts are letters and stay. */
export function foldDiacritics(word: string): string {
  if (!/[\u0080-\u024f\u1e00-\u1eff]/u.test(word)) return word
  return word
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin}\p{Mn}*)\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('ð', 'd')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ı', 'i')
    .normalize('NFC')
}

/** The words of a normalised text, in order. */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  let run = 0
  for (const piece of text.matchAll(PIECE)) {
    const start = piece.index
    if (piece.groups?.unspaced === undefined) {
      const word = plain(piece[0]).slice(0, WORD_LIMIT)
      if (word) words.push({ start, end: start + piece[0].length, word, run: null })
      continue
    }
    run += 1
    for (const { segment, index } of segmenter.segment(piece[0])) {
      const word = plain(segment).slice(0, WORD_LIMIT)
      if (word) words.push({ start: start + index, end: start + index + segment.length, word, run })
    }
  }
  return words
}

/** Overlapping pairs of characters of an unspaced run, and its last character alone: "abc" gives ab, bc, c. */
export function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.map((character, i) => character + (characters[i + 1] ?? ''))
}

export function isUnspaced(word: string): boolean {
  return ONLY_UNSPACED.test(word)
}
