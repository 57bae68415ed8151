import { listedRecommendations, type ListedRecommendation } from './press-release.ts'
import { sentenceOf } from './joined-items.ts'
import type { RunningText } from './text.ts'

/** A recommendation of a press release; `from` and `to` are positions in the running text. */
export interface StatementRecommendation extends ListedRecommendation {
  readonly paragraph: string | null
}

const LABEL = /^(?:\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•●▪◦·–-])\s+/
const ORDINALS = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth'
const ORDINAL = new RegExp(`^(?:${ORDINALS})(?:ly)?,?\\s+(?:that\\s+|to\\s+)?`, 'i')

/**
 * The recommendations of a text that is no report: sentences that list them, lists under a line that announces them,
 * and paragraphs that count them ("First, that …").
 */
export function recommendationsOfStatement(running: RunningText): StatementRecommendation[] {
  const found: StatementRecommendation[] = []
  // What announces a list speaks for the paragraphs of the list, until one is no part of it.
  let announced: 'list' | 'count' | null = null
  for (const { from, to } of paragraphsOf(running)) {
    const text = running.text.slice(from, to)
    const label = LABEL.exec(text)
    const words = label ? text.slice(label[0].length) : text
    const at = from + (label?.[0].length ?? 0)
    const paragraph = label?.[1] ?? null
    const ordinal = ORDINAL.exec(words)
    if (announced && (ordinal || (announced === 'list' && label))) {
      const lead = ordinal?.[0].length ?? 0
      const tail = /(?:[\s;,.]|\sand)*$/.exec(words)![0].length
      const said = words.slice(lead, words.length - tail)
      if (said !== '') {
        const doubts = ['no_maker' as const]
        found.push({
          text: sentenceOf(said),
          from: at + lead,
          to: at + words.length - tail,
          recommendedBy: [],
          addressedTo: [],
          doubts,
          paragraph
        })
      }
      continue
    }
    announced = announcementIn(words)
    if (announced === 'list') continue
    for (const listed of listedRecommendations(words)) {
      found.push({ ...listed, from: at + listed.from, to: at + listed.to, paragraph })
    }
  }
  return found
}

function announcementIn(words: string): 'list' | 'count' | null {
  if (/\brecommend(?:ed|s|ations?)\b[^.]*:$/i.test(words)) return 'list'
  return /\b(?:\w+ recommendations|recommended the following)\b[^.]*\.$/i.test(words) && words.length < 200
    ? 'count'
    : null
}

function paragraphsOf(running: RunningText): { from: number; to: number }[] {
  const starts = running.spans
    .filter((span, at) => at === 0 || span.opens || LABEL.test(running.text.slice(span.offset, span.offset + 8)))
    .map(({ offset }) => offset)
  return starts.map((from, at) => {
    const to = starts[at + 1] ?? running.text.length
    return { from, to: from + running.text.slice(from, to).trimEnd().length }
  })
}
