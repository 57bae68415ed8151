/** One figure of a benchmark, in the house's one shape. */
export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** the plain limit measured in the same run */
  readonly limit?: number
  /** value divided by limit */
  readonly ratio?: number
  readonly target?: number
  readonly holds?: boolean
}
