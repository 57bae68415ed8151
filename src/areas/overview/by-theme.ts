import { NO_THEME, progressOf, type Pair } from './pair-query.ts'

/** How far one member has come under one theme: three counts that add up to what still stands. */
export interface Progress {
  readonly unreported: number
  readonly reported: number
  readonly done: number
}

export interface ThemeRow {
  /** a theme's id, "none" for what has no theme, null for all themes together */
  readonly theme: string | null
  /** in the order of the members */
  readonly cells: readonly Progress[]
  readonly all: Progress
}

type Sums = { -readonly [Name in keyof Progress]: number }
const nothing = (): Sums => ({ unreported: 0, reported: 0, done: 0 })

/**
 * Members by theme: by the widest ones, or by those that stand below one theme. A pair under two themes counts in both
 * rows, and once in the row of all. What was withdrawn is not counted: nobody has to do it any more.
 */
export function membersByTheme(
  pairs: Iterable<Pair>,
  members: readonly string[],
  themesShown: readonly string[]
): ThemeRow[] {
  const place = new Map(members.map((id, i) => [id, i]))
  const rows = new Map([null, ...themesShown, NO_THEME].map((theme) => [theme, members.map(nothing)]))
  for (const { bodyId, themes, outcome } of pairs) {
    const [member, progress] = [place.get(bodyId), progressOf(outcome)]
    if (member === undefined || progress === null) continue
    const name = progress === 'reported-not-done' ? 'reported' : progress
    const under = themesShown.filter((theme) => themes.includes(theme))
    for (const theme of [null, ...(under.length ? under : themes.length ? [] : [NO_THEME])]) {
      rows.get(theme)![member]![name] += 1
    }
  }
  return [...rows]
    .map(([theme, cells]) => ({ theme, cells, all: together(cells) }))
    .filter(({ theme, all }) => theme !== NO_THEME || total(all) > 0)
}

function together(cells: readonly Progress[]): Progress {
  const sums = nothing()
  for (const { unreported, reported, done } of cells) {
    sums.unreported += unreported
    sums.reported += reported
    sums.done += done
  }
  return sums
}

/** Whose columns are shown: the members, or the one addressee that was chosen, a member or not. */
export function columnsOf<Body extends { readonly id: string }>(
  { members, others }: { readonly members: readonly Body[]; readonly others: readonly Body[] },
  state: string | null
): readonly Body[] {
  return state === null ? members : [...members, ...others].filter(({ id }) => id === state)
}

export function total({ unreported, reported, done }: Progress): number {
  return unreported + reported + done
}

export type ThemeFinding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreported'; readonly total: number }
  | { readonly kind: 'most'; readonly theme: string; readonly percent: number; readonly members: number }

/** The theme under which most, as a share, is reported or done; and how many members have reported anything. */
export function themeFinding(rows: readonly ThemeRow[]): ThemeFinding {
  const all = rows.find(({ theme }) => theme === null)!
  if (total(all.all) === 0) return { kind: 'nothing' }
  const told = ({ reported, done }: Progress) => reported + done
  if (told(all.all) === 0) return { kind: 'unreported', total: total(all.all) }
  const shares = rows
    .filter(({ theme, all: sum }) => theme !== null && theme !== NO_THEME && total(sum) > 0)
    .map(({ theme, all: sum }) => ({ theme: theme!, percent: Math.round((told(sum) / total(sum)) * 100) }))
    .sort((a, b) => b.percent - a.percent)
  const most = shares[0]
  const members = all.cells.filter((cell) => told(cell) > 0).length
  return most ? { kind: 'most', ...most, members } : { kind: 'unreported', total: total(all.all) }
}
