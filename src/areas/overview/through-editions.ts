import type { Mechanism, Position } from '#areas/tables.ts'
import { flowOf, type Flow } from './flow.ts'
import type { Pair } from './pair-query.ts'

export interface EditionRow {
  readonly mechanism: Mechanism
  readonly session: string
  readonly madeOn: string
  readonly flow: Flow
  readonly positions: Readonly<Record<Position, number>>
  /** answers that were given otherwise at first */
  readonly changed: number
}

/** Every session of every mechanism with what became of its recommendations, by the day on which it made them. */
export function throughEditions(pairs: Iterable<Pair>): EditionRow[] {
  return [...Map.groupBy(pairs, ({ mechanism, session }) => `${mechanism} ${session}`).values()]
    .map((own) => {
      const positions = { supported: 0, partly: 0, noted: 0, 'no-reply': 0, pending: 0 }
      for (const { position } of own) positions[position] += 1
      const { mechanism, session } = own[0]!
      return {
        mechanism,
        session,
        madeOn: own.reduce((first, { madeOn }) => (madeOn < first ? madeOn : first), own[0]!.madeOn),
        flow: flowOf(own),
        positions,
        changed: own.filter(({ position, firstPosition }) => position !== firstPosition).length
      }
    })
    .sort((a, b) => (a.madeOn < b.madeOn ? -1 : a.madeOn > b.madeOn ? 1 : a.session < b.session ? -1 : 1))
}

export type EditionsFinding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'one'; readonly session: string; readonly takenUp_percent: number }
  | {
      readonly kind: 'from-to'
      readonly first: string
      readonly firstTakenUp_percent: number
      readonly last: string
      readonly lastTakenUp_percent: number
    }

/** The share taken up, from the first session to the last. */
export function editionsFinding(rows: readonly EditionRow[]): EditionsFinding {
  const share = ({ flow }: EditionRow) => Math.round((flow.takenUp / flow.asked) * 100)
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return { kind: 'nothing' }
  if (first === last) return { kind: 'one', session: first.session, takenUp_percent: share(first) }
  return {
    kind: 'from-to',
    first: first.session,
    firstTakenUp_percent: share(first),
    last: last.session,
    lastTakenUp_percent: share(last)
  }
}
