import type { PrintedBody } from './addressee.ts'
import { stateAtStart } from '#areas/bodies/state-names.ts'
import type { Doubt } from './joined-items.ts'
import { sentenceOf } from './joined-items.ts'
import type { NumberedParagraph } from './paragraphs.ts'
import { namesIn, type NamedGroup } from './states-in-parentheses.ts'

/** "paragraphs 27 (b), 33 (a)–(c) and 40": a paragraph of the debate, and the letters in it; no letters mean all. */
export interface Reference {
  readonly paragraph: number
  readonly letters: readonly string[]
  /** Codes of States named in brackets behind the number: "33 (Chile)". */
  readonly states: readonly string[]
}

/** A recommendation told in the account of the debate: "Canada recommended that the State (a) …; (b) …". */
export interface Narrated {
  readonly text: string
  /** Bounds in the running text. */
  readonly from: number
  readonly to: number
  readonly letter: string | null
  readonly makers: NamedGroup['names']
  readonly doubts: readonly Doubt[]
}

/** The paragraphs to which a sentence of the conclusions points; empty when it points to none. */
export function referencesIn(text: string): Reference[] {
  const list = /\b(?:paragraphs?|paras?\.?)\s+(?=\d)/i.exec(text)
  if (!list) return []
  const found: { paragraph: number; letters: string[]; states: string[] }[] = []
  let range = false
  TOKEN.lastIndex = list.index + list[0].length
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const { number, letters, words, dash } = token.groups!
    const last = found.at(-1)
    if (number) {
      for (
        let next = (last?.paragraph ?? 0) + 1;
        range && last && last.letters.length === 0 && next < Number(number);
        next++
      ) {
        found.push({ paragraph: next, letters: [], states: [] })
      }
      found.push({ paragraph: Number(number), letters: [], states: [] })
    } else if (letters && last) {
      const named = lettersIn(letters)
      if (range && last.letters.length > 0) last.letters.push(...between(last.letters.at(-1)!, named[0]!))
      last.letters.push(...named)
    } else if (words && last) {
      last.states.push(...(namesIn(words) ?? []).map(({ state }) => state.code))
    }
    if (number || letters || dash) range = dash !== undefined
  }
  return found
}

/** What a list of references is made of; the first thing that is none of it ends the list. */
const TOKEN =
  /(?<number>\d{1,3})(?![\d.]*\d)|\(?\s*\b(?<letters>[a-z]{1,2}(?:\s*(?:,|;|and|&|to|[-–—])\s*[a-z]{1,2})*)\s*\)|\((?<words>[^()]*)\)|(?<dash>\bto\b|[-–—])|[,;&\s]|\band\b|\b(?:paragraphs?|paras?\.?)(?=\s+\d)/giy

function lettersIn(list: string): string[] {
  const letters: string[] = []
  let range = false
  for (const [token] of list.toLowerCase().matchAll(/[-–—]|\bto\b|\b(?!and\b)[a-z]{1,2}\b/g)) {
    if (/^(?:[-–—]|to)$/.test(token)) range = true
    else {
      if (range && letters.length > 0) letters.push(...between(letters.at(-1)!, token))
      letters.push(token)
      range = false
    }
  }
  return letters
}

function between(first: string, last: string): string[] {
  const from = first.charCodeAt(0) + 1
  return first.length === 1 && last.length === 1
    ? Array.from({ length: Math.max(0, last.charCodeAt(0) - from) }, (_, at) => String.fromCharCode(from + at))
    : []
}

const RECOMMENDS = /\b(?:recommended|recommends|made the following recommendations?|recommendations?\s*:)/gi
/** Up to the verb of what is recommended: "that Viet Nam", "to the Government of Laos to", "that it should". */
const TO_WHOM = /^[\s:,]*(?:(?:that|to|for)\s+)?/i

/** The recommendations that one paragraph of the debate tells, each with the State that made it. */
export function narratedIn(running: string, paragraph: NumberedParagraph, addressee: PrintedBody | null): Narrated[] {
  const text = running.slice(paragraph.from, paragraph.to)
  const found: Narrated[] = []
  const triggers = [...text.matchAll(RECOMMENDS)]
  triggers.forEach((trigger, at) => {
    const from = trigger.index + trigger[0].length
    const to = triggers[at + 1] ? sentenceStart(text, triggers[at + 1]!.index, from) : text.length
    const makers = makerBefore(text, trigger.index)
    // What the State under review recommends is its answer, not a recommendation to itself.
    if (makers.some(({ state }) => state !== null && state.code === addressee?.id)) return
    for (const part of partsOf(text.slice(from, to), addressee?.printed ?? null)) {
      found.push({ ...part, from: paragraph.from + from + part.from, to: paragraph.from + from + part.to, makers })
    }
  })
  return found
}

/** Sentences that begin after `earliest`: where the one holding `at` begins. */
function sentenceStart(text: string, at: number, earliest: number): number {
  const before = text.slice(earliest, at)
  const ends = [...before.matchAll(/[.;]\s+(?=\p{Lu})/gu)]
  const last = ends.at(-1)
  return last ? earliest + last.index + 1 : at
}

/** The State named last at the beginning of a sentence: "Canada commended … It recommended". */
function makerBefore(text: string, until: number): NamedGroup['names'] {
  const before = text.slice(0, until)
  for (const start of [
    ...before.matchAll(/(?:^|[.;]\s+)(?:(?:The )?(?:(?:representative|delegation)s? of)\s+)?(?=\p{Lu}|the \p{Lu})/gu)
  ].reverse()) {
    const named = stateAtStart(text.slice(start.index + start[0].length, start.index + start[0].length + 90))
    if (named) return [{ state: named.state, printed: named.printed, guessed: false }]
  }
  return []
}

type Part = Omit<Narrated, 'makers'>

/** "(a) …; (b) …; and (c) …" gives one part a letter; without letters the sentence is one part. */
function partsOf(clause: string, addressee: string | null): Part[] {
  const labels = [...clause.matchAll(/(?:^|[\s,;:])\(?([a-z]{1,2}|[ivx]{1,4})\)\s+/g)].filter((label, at) =>
    isLabelInOrder(label[1]!, at)
  )
  if (labels.length === 0) {
    const end = sentenceEnd(clause, 0)
    return partFrom(clause, 0, end, null, '', addressee)
  }
  const shared = withoutAddressee(clause.slice(0, labels[0]!.index), addressee)
  // "consider (a) ratifying …": words before the letters belong to each of them, unless they are a sentence of their own.
  const prefix = shared.split(' ').length <= 8 && /^[a-z]/.test(shared) ? `${shared.replace(/[:,]$/, '')} ` : ''
  return labels.flatMap((label, at) => {
    const from = label.index + label[0].length
    const to = labels[at + 1]?.index ?? sentenceEnd(clause, from)
    return partFrom(clause, from, to, label[1]!, prefix, at === 0 ? null : addressee)
  })
}

function isLabelInOrder(letter: string, at: number): boolean {
  return (
    letter === String.fromCharCode(97 + at) ||
    letter === ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'][at]
  )
}

function sentenceEnd(clause: string, from: number): number {
  const end = /[.](?=\s+(?:\p{Lu}|$)|$)/u.exec(clause.slice(from))
  return end ? from + end.index : clause.length
}

function partFrom(
  clause: string,
  from: number,
  to: number,
  letter: string | null,
  prefix: string,
  addressee: string | null
): Part[] {
  let printed = clause.slice(from, to)
  const lead = printed.length - withoutAddressee(printed, addressee).length
  printed = printed.slice(lead)
  const tail = /[\s,;.]*(?:\band\b|\bor\b)?[\s,;.]*$/.exec(printed)?.[0].length ?? 0
  const words = printed.slice(0, printed.length - tail)
  if (!/\p{L}{3}/u.test(words)) return []
  const doubts: Doubt[] = prefix ? ['from_debate', 'words_carried'] : ['from_debate']
  return [{ text: sentenceOf(prefix + words), from: from + lead, to: from + lead + words.length, letter, doubts }]
}

/** The words without "that Viet Nam should" or "to its Government to" before them. */
function withoutAddressee(words: string, addressee: string | null): string {
  let rest = words.replace(TO_WHOM, '')
  const escaped = addressee
    ?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[’']/g, "[’']")
    .replace(/\s+/g, '\\s+')
  const whom = new RegExp(
    `^(?:(?:the )?(?:Government|authorities|State)(?: of)?\\s*)?(?:(?:the )?${escaped ?? 'State'}|it|the State(?: under review)?|the Government|the authorities)\\b[\\s,:]*(?:(?:should|to|might|could|would)\\s+)?`,
    'i'
  )
  rest = rest.replace(whom, '')
  return rest.replace(/^(?:the following\b)?[\s:,]+/i, '')
}
