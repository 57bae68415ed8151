import type { Mechanism, Position } from '#areas/tables.ts'

/** A recommendation to one State, as the two kinds of review are held against each other. */
export interface Addressed {
  readonly reference: string
  readonly mechanism: Mechanism
  /** the edition of the Dialogue, or the session ("UPR 12") */
  readonly session: string
  readonly position: Position
  /** widest themes */
  readonly themes: readonly string[]
  /** as tracks.ts says it */
  readonly done: boolean
}

export interface Sums {
  readonly addressed: number
  readonly supported: number
  readonly noted: number
  readonly waiting: number
  readonly done: readonly string[]
}

export interface SideBySide {
  /** Dialogues first, then sessions of the review by their number */
  readonly sessions: readonly (Sums & { readonly session: string; readonly isDialogue: boolean })[]
  /** the theme with the most recommendations first */
  readonly themes: readonly { readonly theme: string; readonly dialogue: number; readonly upr: number }[]
}

/** Partly supported counts as supported in part only: it is neither supported nor noted, and waits for its parts. */
export function sideBySide(rows: readonly Addressed[]): SideBySide {
  const bySession = Map.groupBy(rows, ({ session }) => session)
  const themes = new Map<string, { dialogue: number; upr: number }>()
  for (const { mechanism, themes: own } of rows) {
    for (const theme of own) {
      const counts = themes.get(theme) ?? { dialogue: 0, upr: 0 }
      if (mechanism === 'dialogue') counts.dialogue += 1
      else counts.upr += 1
      themes.set(theme, counts)
    }
  }
  return {
    sessions: [...bySession]
      .map(([session, some]) => ({ session, isDialogue: some[0]!.mechanism === 'dialogue', ...sumsOf(some) }))
      .sort((a, b) => Number(b.isDialogue) - Number(a.isDialogue) || numberOf(b.session) - numberOf(a.session)),
    themes: [...themes]
      .map(([theme, counts]) => ({ theme, ...counts }))
      .sort((a, b) => b.dialogue + b.upr - a.dialogue - a.upr || (a.theme < b.theme ? -1 : 1))
  }
}

function sumsOf(rows: readonly Addressed[]): Sums {
  const counted = (...positions: Position[]) => rows.filter(({ position }) => positions.includes(position)).length
  return {
    addressed: rows.length,
    supported: counted('supported'),
    noted: counted('noted'),
    waiting: counted('pending', 'no-reply', 'partly'),
    done: rows.filter(({ done }) => done).map(({ reference }) => reference)
  }
}

function numberOf(session: string): number {
  return Number(/\d+$/.exec(session)?.[0] ?? 0)
}
