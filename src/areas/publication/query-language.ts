/**
 * What people type into the search box:
 *   torture prison        both words
 *   "fair trial"          the words beside each other, in this order
 *   -death  -"death row"  without it
 *   water OR sanitation   either; OR holds closer than a space
 * Anything can be typed and nothing is a fault: what has no meaning here is read as words or left out.
 */

export interface Term {
  readonly text: string
  /** between quotation marks */
  readonly phrase: boolean
}

export interface Asked {
  /** all of these; of each, any one of its terms */
  readonly all: readonly (readonly Term[])[]
  readonly none: readonly Term[]
}

/** More terms than this are left out: nobody means them, and a page must stay quick. */
const TERMS_LIMIT = 32

const PIECE = /(?<minus>[-−–])?["“”„«»](?<phrase>[^"“”„«»]*)["“”„«»]?|(?<bare>[^\s"“”„«»]+)/gu
const HAS_WORD = /[\p{L}\p{N}]/u

export function parseQuery(typed: string): Asked {
  const all: Term[][] = []
  const none: Term[] = []
  let joinNext = false
  let count = 0
  for (const { excluded, text, phrase } of pieces(typed)) {
    if (!phrase && !excluded && (text === 'OR' || text === '|')) {
      joinNext = all.length > 0
      continue
    }
    if (!HAS_WORD.test(text) || count >= TERMS_LIMIT) continue
    count += 1
    const term = { text, phrase }
    if (excluded) none.push(term)
    else if (joinNext) all.at(-1)!.push(term)
    else all.push([term])
    joinNext = false
  }
  return { all, none }
}

function* pieces(typed: string): Generator<{ excluded: boolean; text: string; phrase: boolean }> {
  for (const { groups = {} } of typed.matchAll(PIECE)) {
    if (groups.phrase !== undefined)
      yield { excluded: groups.minus !== undefined, text: groups.phrase.trim(), phrase: true }
    const bare = groups.bare
    if (bare === undefined) continue
    const excluded = /^[-−–]./u.test(bare)
    yield { excluded, text: excluded ? bare.slice(1) : bare, phrase: false }
  }
}

/** Written back in the same language, each term as it would be typed. */
export function writeQuery(asked: Asked): string {
  const write = (term: Term) => (term.phrase ? `"${term.text}"` : term.text)
  return [
    ...asked.all.map((terms) => terms.map(write).join(' OR ')),
    ...asked.none.map((term) => `-${write(term)}`)
  ].join(' ')
}
