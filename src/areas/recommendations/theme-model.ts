/**
 * A linear model that says under which UPR issues a recommendation would be coded. docs/theme-model.md is its card;
 * theme-training.ts makes one, theme-model.server.ts reads the one that is shipped.
 */
export interface ThemeModel {
  /** UPR issue names, one column of weights each */
  readonly issues: readonly string[]
  /** how many texts it was trained on */
  readonly texts: number
  /** an issue is suggested from this score on, the same for all */
  readonly threshold: number
  /** key of a feature (see `keyOf`) of each row of weights, ascending */
  readonly keys: Uint32Array
  /** in how many of the texts each feature occurs */
  readonly frequencies: Uint16Array
  readonly biases: Float32Array
  /** what one step of a column's weights is worth */
  readonly steps: Float32Array
  /** features × issues, row by row, in steps of the column */
  readonly weights: Int8Array
}

/** A text as rows of the model and their values: sparse, in no order. */
export interface Features {
  readonly rows: readonly number[]
  readonly values: readonly number[]
}

const GRAM_LENGTHS = [3, 4, 5]
const LEAST_KNOWN_WORDS = 0.5

/** How a text is told in features: families, each brought to length 1 and then weighted. */
const FAMILIES: readonly { readonly weight: number; readonly of: (text: string, words: string[]) => string[] }[] = [
  {
    weight: 1,
    of: (_text, words) => words.flatMap((word, i) => (i ? [`w${word}`, `p${words[i - 1]} ${word}`] : [`w${word}`]))
  },
  { weight: 1, of: (_text, words) => words.flatMap(gramsOf) },
  // ICCPR, OPCAT, NHRI: in lower case "aids" or "un" would mean less.
  { weight: 0.5, of: (text) => (text.match(/\b[A-Z][A-Z-]+\d*\b/g) ?? []).map((word) => `a${word}`) }
]

/** The words of a text in lower case without diacritics; digits count as letters. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Runs of three to five characters within a word, whose ends count as characters: "ratification" meets "ratify". */
function gramsOf(word: string): string[] {
  const bounded = `<${word}>`
  return GRAM_LENGTHS.flatMap((length) =>
    Array.from({ length: Math.max(0, bounded.length - length + 1) }, (_, i) => `c${bounded.slice(i, i + length)}`)
  )
}

/** 32 bits that stand for a feature: FNV-1a over UTF-16 units (draft-eastlake-fnv). Two features may share a key. */
export function keyOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The features of a text by family: key and how often it occurs. */
export function countsOf(text: string): Map<number, number>[] {
  const words = wordsOf(text)
  return FAMILIES.map(({ of }) => {
    const counts = new Map<number, number>()
    for (const feature of of(text, words)) {
      const key = keyOf(feature)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return counts
  })
}

/**
 * Features that a vocabulary knows, with logarithmic counts, weighted by inverse document frequency (Salton and
 * Buckley, 1988).
 */
export function featuresOf(
  counts: readonly Map<number, number>[],
  rowOf: ReadonlyMap<number, number>,
  { texts, frequencies }: Pick<ThemeModel, 'texts' | 'frequencies'>
): Features {
  const rows: number[] = []
  const values: number[] = []
  counts.forEach((family, f) => {
    const from = rows.length
    let squares = 0
    for (const [key, count] of family) {
      const row = rowOf.get(key)
      if (row === undefined) continue
      const value = (1 + Math.log(count)) * (1 + Math.log((1 + texts) / (1 + frequencies[row]!)))
      squares += value * value
      rows.push(row)
      values.push(value)
    }
    const scale = FAMILIES[f]!.weight / Math.sqrt(squares || 1)
    for (let i = from; i < values.length; i++) values[i]! *= scale
  })
  return { rows, values }
}

/** A model made ready to answer. The answer: issue names in the model's order, the best one where none is sure. */
export function readyToSuggest(model: ThemeModel): (text: string) => string[] {
  const { issues, weights, steps, biases, threshold } = model
  const rowOf = new Map(Array.from(model.keys, (key, row) => [key, row]))
  return (text) => {
    if (!speaksItsLanguage(text, rowOf)) return []
    const { rows, values } = featuresOf(countsOf(text), rowOf, model)
    const scores = issues.map((_, issue) => {
      let sum = 0
      for (let i = 0; i < rows.length; i++) sum += weights[rows[i]! * issues.length + issue]! * values[i]!
      return biases[issue]! + sum * steps[issue]!
    })
    const sure = issues.filter((_, issue) => scores[issue]! > threshold)
    return sure.length ? sure : [issues[scores.indexOf(Math.max(...scores))]!]
  }
}

/** A model of English words has nothing to say of a text in Thai, or of a heap of numbers. */
function speaksItsLanguage(text: string, rowOf: ReadonlyMap<number, number>): boolean {
  const words = wordsOf(text).filter((word) => /\p{L}/u.test(word))
  const known = words.filter((word) => rowOf.has(keyOf(`w${word}`)))
  return words.length > 0 && known.length >= words.length * LEAST_KNOWN_WORDS
}
