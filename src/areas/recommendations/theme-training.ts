import { countsOf, featuresOf, readyToSuggest, type Features, type ThemeModel } from './theme-model.ts'

/** A recommendation as somebody coded it. */
export interface CodedText {
  readonly text: string
  readonly issues: readonly string[]
}

export interface TrainingChoices {
  /** what an error costs beside a large weight */
  readonly cost: number
  readonly threshold: number
  /** a feature that occurs in fewer texts is left out */
  readonly leastTexts: number
}

/** Chosen by cross-validation within sessions 1 to 10: docs/theme-model.md. */
export const CHOSEN: TrainingChoices = { cost: 0.4, threshold: -0.2, leastTexts: 2 }

const ROUNDS = 40
const CLOSE_ENOUGH = 0.05
const LARGEST_STEP = 127

/** One support vector machine for each issue against all others. The same rows give the same model. */
export function trainThemes(rows: readonly CodedText[], issues: readonly string[], choices = CHOSEN): ThemeModel {
  const counts = rows.map(({ text }) => countsOf(text))
  const found = new Map<number, number>()
  for (const key of counts.flatMap((families) => families.flatMap((family) => [...family.keys()]))) {
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  const keys = Uint32Array.from([...found].filter(([, n]) => n >= choices.leastTexts).map(([key]) => key)).sort()
  const frequencies = Uint16Array.from(keys, (key) => Math.min(found.get(key)!, 65_535))
  const rowOf = new Map(Array.from(keys, (key, row) => [key, row]))
  const features = counts.map((families) => featuresOf(families, rowOf, { texts: rows.length, frequencies }))
  const matrix = asMatrix(features, keys.length)
  const columns = issues.map((issue) =>
    supportVectorMachine(
      matrix,
      rows.map((row) => (row.issues.includes(issue) ? 1 : -1)),
      choices.cost
    )
  )
  return {
    issues,
    texts: rows.length,
    threshold: choices.threshold,
    keys,
    frequencies,
    ...inSteps(columns, keys.length)
  }
}

/** Scores of a model on coded rows: of all suggestions and all codes together (micro-F1). */
export function microF1(model: ThemeModel, rows: readonly CodedText[]): number {
  const suggest = readyToSuggest(model)
  let hits = 0
  let said = 0
  let coded = 0
  for (const { text, issues } of rows) {
    const suggested = suggest(text)
    hits += suggested.filter((issue) => issues.includes(issue)).length
    said += suggested.length
    coded += issues.length
  }
  return (2 * hits) / (said + coded)
}

interface Matrix {
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

function asMatrix(features: readonly Features[], width: number): Matrix {
  const starts = new Int32Array(features.length + 1)
  features.forEach(({ rows }, i) => (starts[i + 1] = starts[i]! + rows.length))
  const columns = new Int32Array(starts.at(-1)!)
  const values = new Float32Array(starts.at(-1)!)
  features.forEach((one, i) => {
    columns.set(one.rows, starts[i])
    values.set(one.values, starts[i])
  })
  return { width, starts, columns, values }
}

/**
 * Weights, with the bias last, of a linear support vector machine with squared hinge loss, by dual coordinate descent
 * with shrinking (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear
 * SVM", ICML 2008, algorithms 1 and 3).
 */
function supportVectorMachine({ width, starts, columns, values }: Matrix, signs: readonly number[], cost: number) {
  const weights = new Float64Array(width + 1)
  const alphas = new Float64Array(signs.length)
  const diagonal = 0.5 / cost
  const order = Int32Array.from(signs, (_, i) => i)
  const lengths = Float64Array.from(signs, (_, i) => {
    let sum = 1 + diagonal
    for (let k = starts[i]!; k < starts[i + 1]!; k++) sum += values[k]! ** 2
    return sum
  })
  const swap = (a: number, b: number) => ([order[a], order[b]] = [order[b]!, order[a]!])
  const next = chanceFrom(7)
  let active = signs.length
  let bound = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    let highest = -Infinity
    let lowest = Infinity
    for (let i = active - 1; i > 0; i--) swap(i, Math.floor(next() * (i + 1)))
    for (let at = 0; at < active; at++) {
      const i = order[at]!
      let margin = weights[width]!
      for (let k = starts[i]!; k < starts[i + 1]!; k++) margin += weights[columns[k]!]! * values[k]!
      const gradient = signs[i]! * margin - 1 + diagonal * alphas[i]!
      if (alphas[i] === 0 && gradient > bound) {
        swap(at--, --active)
        continue
      }
      const projected = alphas[i] === 0 ? Math.min(gradient, 0) : gradient
      highest = Math.max(highest, projected)
      lowest = Math.min(lowest, projected)
      if (Math.abs(projected) < 1e-10) continue
      const before = alphas[i]!
      alphas[i] = Math.max(0, before - gradient / lengths[i]!)
      const change = (alphas[i] - before) * signs[i]!
      for (let k = starts[i]!; k < starts[i + 1]!; k++) weights[columns[k]!]! += change * values[k]!
      weights[width]! += change
    }
    if (highest - lowest < CLOSE_ENOUGH) {
      if (active === signs.length) break
      active = signs.length
      bound = Infinity
    } else bound = highest <= 0 ? Infinity : highest
  }
  return weights
}

/** The weights of all columns, each in steps of its own, so that one fits a byte. */
function inSteps(columns: readonly Float64Array[], features: number): Pick<ThemeModel, 'weights' | 'steps' | 'biases'> {
  const steps = Float32Array.from(columns, (column) => {
    let largest = 0
    for (let row = 0; row < features; row++) largest = Math.max(largest, Math.abs(column[row]!))
    return largest / LARGEST_STEP || 1
  })
  const weights = new Int8Array(features * columns.length)
  columns.forEach((column, issue) => {
    for (let row = 0; row < features; row++) {
      weights[row * columns.length + issue] = Math.round(column[row]! / steps[issue]!)
    }
  })
  return { weights, steps, biases: Float32Array.from(columns, (column) => column[features]!) }
}

/** Numbers in [0, 1), the same for the same seed: a linear congruential generator (Numerical Recipes, 1992). */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
