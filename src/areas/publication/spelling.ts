/**
 * How many letters have to be put in, left out, changed or swapped with their neighbour to make one word of the other
 * (Damerau and Levenshtein, restricted); at most `limit` is told apart, more is `limit + 1`.
 */
export function distance(a: string, b: string, limit: number): number {
  const from = [...a]
  const to = [...b]
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = last
    last = row
  }
  return Math.min(last[to.length]!, limit + 1)
}

/** Slips forgiven in a word of this length; short words are too near to each other. */
export function slipsForgiven(word: string): number {
  const length = [...word].length
  return length < 4 ? 0 : length < 8 ? 1 : 2
}

/** The word somebody most likely meant: fewest slips, then used most. Null: none is near enough. */
export function nearest(word: string, candidates: readonly { word: string; uses: number }[]): string | null {
  const limit = slipsForgiven(word)
  const near = candidates
    .map((candidate) => ({ ...candidate, slips: distance(word, candidate.word, limit) }))
    .filter(({ slips }) => slips > 0 && slips <= limit)
    .sort((a, b) => a.slips - b.slips || b.uses - a.uses || (a.word < b.word ? -1 : 1))
  return near[0]?.word ?? null
}
