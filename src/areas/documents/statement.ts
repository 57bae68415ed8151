import { stateNamed } from '#areas/bodies/state-names.ts'
import type { PrintedBody } from './addressee.ts'
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
/** "Recommendation 4: …", each a paragraph of its own. */
const NUMBERED = /^recommendation\s+(?:no\.?\s*)?(\d{1,3})\s*[:.–-]\s+/i
/** "Recommendations", "5. Key recommendations of the participants": a heading, no sentence. */
const HEADING = /^(?:\p{L}+\s+){0,3}recommendations(?:\s+(?:of|by|from|to|for)\s[^.;:]{1,60})?:?$/iu

/**
 * The recommendations of a text that is no report: sentences that list them, lists under a line or a heading that
 * announces them, and paragraphs that count or number them ("First, that …", "Recommendation 1: …").
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
    const numbered = NUMBERED.exec(words)
    const ordinal = numbered ?? ORDINAL.exec(words)
    if (numbered || (announced && (ordinal || (announced === 'list' && label)))) {
      const opened = ordinal?.[0].length ?? 0
      const whom = askedIn(words.slice(opened))
      const lead = opened + whom.length
      const tail = /(?:[\s;,.]|\sand)*$/.exec(words)![0].length
      const said = words.slice(lead, words.length - tail)
      if (said !== '') {
        found.push({
          text: sentenceOf(said),
          from: at + lead,
          to: at + words.length - tail,
          recommendedBy: [],
          addressedTo: whom.bodies,
          doubts: ['no_maker'],
          paragraph: numbered?.[1] ?? paragraph
        })
      }
      continue
    }
    // "To the governments:" under a heading leads on to the list.
    if (announced === 'list' && words.endsWith(':') && words.length < 120) continue
    announced = announcementIn(words)
    if (announced === 'list') continue
    for (const listed of listedRecommendations(words)) {
      found.push({ ...listed, from: at + listed.from, to: at + listed.to, paragraph })
    }
  }
  return found
}

const NAME = String.raw`(?:that\s+)?(?:the\s+)?(\p{Lu}[^,;:.()]{1,80}?)`
const SHOULD = new RegExp(`^${NAME}\\s+(?:should|shall|must)\\s+`, 'u')
const STATE = new RegExp(`^${NAME}\\s+(?=\\p{Ll})`, 'u')

/** "Thailand and Viet Nam should", "that Thailand": the bodies that an item of a list asks, and the length they take. */
function askedIn(words: string): { bodies: PrintedBody[]; length: number } {
  const should = SHOULD.exec(words)
  const state = should ? null : STATE.exec(words)
  const asked = should ?? (state && stateNamed(state[1]!) ? state : null)
  if (!asked) return { bodies: [], length: /^that\s+/i.exec(words)?.[0].length ?? 0 }
  const names = stateNamed(asked[1]!) ? [asked[1]!] : asked[1]!.split(/\s+and\s+(?:the\s+)?/)
  return {
    bodies: names.map((printed) => ({ id: stateNamed(printed)?.code ?? null, printed })),
    length: asked[0].length
  }
}

function announcementIn(words: string): 'list' | 'count' | null {
  if (HEADING.test(words) || /\brecommend(?:ed|s|ations?)?\b[^.]*:$/i.test(words)) return 'list'
  return /\b(?:\w+ recommendations|recommended the following)\b[^.]*\.$/i.test(words) && words.length < 200
    ? 'count'
    : null
}

function opensItem(line: string): boolean {
  return LABEL.test(line.slice(0, 8)) || NUMBERED.test(line)
}

function paragraphsOf(running: RunningText): { from: number; to: number }[] {
  const starts = running.spans
    .filter((span, at) => at === 0 || span.opens || opensItem(running.text.slice(span.offset, span.offset + 30)))
    .map(({ offset }) => offset)
  return starts.map((from, at) => {
    const to = starts[at + 1] ?? running.text.length
    return { from, to: from + running.text.slice(from, to).trimEnd().length }
  })
}
