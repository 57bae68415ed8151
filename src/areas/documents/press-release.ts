import type { PrintedBody } from './addressee.ts'
import { stateNamed } from '#areas/bodies/state-names.ts'
import { sentenceOf, type Doubt } from './joined-items.ts'

/** A recommendation in a sentence of a press release or a statement; bounds are positions in the paragraph. */
export interface ListedRecommendation {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly recommendedBy: readonly PrintedBody[]
  readonly addressedTo: readonly PrintedBody[]
  readonly doubts: readonly Doubt[]
}

const TRIGGER =
  /\b(?:(?:strongly |also |further |jointly )*recommend(?:ed|s)?(?! (?:by|in|for adoption)\b)|recommendations?(?:\s+(?:of|from|by|made|put forward|on|to)\b[^.:;]{0,80}?)?\s*(?:include[ds]?|including|are|were|was|is|:|as follows|namely)|called (?:on|upon)|urged)\b:?/gi

/**
 * The recommendations of one paragraph: "The Dialogue recommended (i) …; (ii) … and (iii) …", "the recommendations
 * included: A, B, and C". Who made them is the subject of the sentence, whom they address stands behind the verb.
 */
export function listedRecommendations(paragraph: string): ListedRecommendation[] {
  const found: ListedRecommendation[] = []
  for (const sentence of sentencesOf(paragraph)) {
    const text = paragraph.slice(sentence.from, sentence.to)
    TRIGGER.lastIndex = 0
    const trigger = TRIGGER.exec(text)
    if (!trigger || isDenied(text, trigger.index)) continue
    const behind = sentence.from + trigger.index + trigger[0].length
    const subject = subjectOf(text.slice(0, trigger.index), text.slice(trigger.index))
    const whom = addresseeAt(paragraph.slice(behind, sentence.to))
    const listFrom = behind + whom.length
    for (const part of listParts(paragraph.slice(listFrom, sentence.to))) {
      const words = paragraph.slice(listFrom + part.from, listFrom + part.to)
      const doubts: Doubt[] = subject ? [] : ['no_maker']
      if (words.split(' ').length < 3) doubts.push('very_short')
      found.push({
        text: sentenceOf(words),
        from: listFrom + part.from,
        to: listFrom + part.to,
        recommendedBy: subject ? [bodyNamed(subject)] : [],
        addressedTo: whom.names.map(bodyNamed),
        doubts
      })
    }
  }
  return found
}

function isDenied(text: string, at: number): boolean {
  return /\b(?:not|no|previous|earlier|past|implementation of (?:the |its )?|follow-up (?:to|of) (?:the |its )?)\s*$/i.test(
    text.slice(0, at)
  )
}

function bodyNamed(printed: string): PrintedBody {
  return { id: stateNamed(printed)?.code ?? null, printed }
}

/** Sentences of a paragraph; a stop before a small letter or after one letter ("H.E.") ends none. */
function sentencesOf(paragraph: string): { from: number; to: number }[] {
  const bounds: { from: number; to: number }[] = []
  let from = 0
  for (const stop of paragraph.matchAll(/(?<!\b\p{L}|\bNo|\bMr|\bMs|\bDr|\bart)[.!?]["”’)]*\s+(?=["“(]?\p{Lu})/gu)) {
    bounds.push({ from, to: stop.index + stop[0].trimEnd().length })
    from = stop.index + stop[0].length
  }
  if (from < paragraph.length) bounds.push({ from, to: paragraph.length })
  return bounds
}

/** "Participants", "AICHR", "the Dialogue": the subject before the verb, where it is short enough to be one. */
function subjectOf(before: string, trigger: string): string | null {
  const made =
    /^recommendations? (?:of|from|by|made by|put forward by) (?:the )?(\p{Lu}[\p{L}\s-]{2,60}?)\s*(?:include|:|were|are)/u.exec(
      trigger
    )
  if (made) return made[1]!
  const clause = before
    .split(/[,;:]\s*|\b(?:which|who|that|and)\b\s*/)
    .at(-1)!
    .trim()
  const subject = clause
    .replace(/\s+(?:also|further|jointly|strongly|has|have|had|then|finally)$/i, '')
    .replace(/^(?:the|its|these|those)\s+/i, '')
    .trim()
  return subject !== '' &&
    subject.split(' ').length <= 8 &&
    /^\p{Lu}|^(?:participants|delegates|representatives)/u.test(subject)
    ? subject
    : null
}

/** "that ASEAN Member States", "to the Sectoral Bodies to": the bodies behind the verb and the length they take. */
function addresseeAt(behind: string): { names: string[]; length: number } {
  const match =
    /^\s*(?:that|to|upon|on)?\s*(?:the )?((?:\p{Lu}[\p{L}’'-]*|of|the|and)(?:\s(?:\p{Lu}[\p{L}’'-]*|of|the|and))*)\s+(?:should|to|shall|must|would)?\s*(?=[\p{Ll}(:])/u.exec(
      behind
    )
  const names = match?.[1] ?? ''
  if (!match || /^(?:of|the|and)\b/.test(names))
    return { names: [], length: /^\s*(?:that|to)?\s*/.exec(behind)![0].length }
  return { names: names.split(/\s+and\s+(?:the )?/).filter((name) => name !== ''), length: match[0].length }
}

/** The parts of a list: by its labels, else by semicolons, else by commas with a last "and". */
function listParts(list: string): { from: number; to: number }[] {
  const labels = [...list.matchAll(/\(?\b(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s+/gi)]
  if (labels.length > 1) {
    return labels.map((label, at) => trimmed(list, label.index + label[0].length, labels[at + 1]?.index ?? list.length))
  }
  if (list.includes(';')) return cutAt(list, [...list.matchAll(/;\s*(?:and\s+)?/g)])
  const commas = commasBetweenParts(list)
  // A list of commas ends with ", and": without it, commas divide clauses, not recommendations.
  const closing = commas.filter((comma) => /and|well/.test(comma[0]))
  return commas.length > 1 && closing.length === 1 ? cutAt(list, commas) : [trimmed(list, 0, list.length)]
}

/** "trade, tourism and work" is one part: what follows a comma begins a part only when it can stand alone. */
function commasBetweenParts(list: string): RegExpExecArray[] {
  return [...list.matchAll(/,\s+(?:(?:and|as well as)\s+)?/g)].filter((comma) => {
    if (/and|well/.test(comma[0])) return true
    const next = list.slice(comma.index + comma[0].length).split(',', 1)[0]!
    return next.split(' ').length > 3 || /^(?:the|a|an|its|their|to|that|\p{L}+ing)\b/u.test(next)
  })
}

function cutAt(list: string, cuts: readonly RegExpMatchArray[]): { from: number; to: number }[] {
  const starts = [0, ...cuts.map((cut) => cut.index! + cut[0].length)]
  return starts
    .map((from, at) => trimmed(list, from, cuts[at]?.index ?? list.length))
    .filter(({ from, to }) => to > from)
}

function trimmed(list: string, from: number, to: number): { from: number; to: number } {
  const lead = /^(?:[\s:;,]|\band\b\s)*/i.exec(list.slice(from, to))![0].length
  const tail = /(?:[\s;,.:]|\sand)*$/i.exec(list.slice(from + lead, to))![0].length
  return { from: from + lead, to: to - tail }
}
