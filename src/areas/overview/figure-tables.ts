import type { ThemeRow } from './by-theme.ts'
import { OUTCOMES, type Flow } from './flow.ts'
import type { LateRow } from './lateness.ts'
import { NOBODY, writePairQuery, type PairQuery, type Part } from './pair-query.ts'
import type { EditionRow } from './through-editions.ts'

// The figures of each dashboard as a table of numbers, each with the address of the rows behind it: what a page shows
// and what its CSV holds are made from the same cells.

export interface Counted {
  readonly count: number
  /** of the rows behind it */
  readonly href: string
}

export function rowsAddress(query: PairQuery, change: Partial<PairQuery> = {}): string {
  return `/follow-up/rows?${writePairQuery({ ...query, ...change })}`
}

/** Rows whose number is the count. */
export function counted(count: number, query: PairQuery, change: Partial<PairQuery>): Counted {
  return { count, href: rowsAddress(query, { position: null, ...change }) }
}

const FLOW_PARTS = ['asked', 'taken-up', 'reported', 'done', ...OUTCOMES] as const
export type FlowPart = (typeof FLOW_PARTS)[number]

export function flowTable(flow: Flow, query: PairQuery): { part: FlowPart; cell: Counted }[] {
  const stations = { asked: flow.asked, 'taken-up': flow.takenUp, reported: flow.reported, done: flow.done }
  const counts: Readonly<Record<FlowPart, number>> = { ...stations, ...flow.ends }
  return FLOW_PARTS.map((part) => ({ part, cell: counted(counts[part], query, { part }) }))
}

export const PROGRESS = ['unreported', 'reported', 'done'] as const
export const PART_OF_PROGRESS: Readonly<Record<(typeof PROGRESS)[number], Part>> = {
  unreported: 'unreported',
  reported: 'reported-not-done',
  done: 'done'
}

/** One line for each theme and member, as a spreadsheet can pivot it. */
export function themeTable(
  rows: readonly ThemeRow[],
  members: readonly string[],
  query: PairQuery
): { theme: string | null; member: string; cells: Counted[] }[] {
  return rows.flatMap(({ theme, cells }) =>
    members.map((member, i) => ({
      theme,
      member,
      cells: PROGRESS.map((name) =>
        counted(cells[i]![name], query, { theme: theme ?? query.theme, state: member, part: PART_OF_PROGRESS[name] })
      )
    }))
  )
}

export const EDITION_PARTS = ['asked', 'taken-up', 'reported', 'done'] as const
export const EDITION_POSITIONS = ['supported', 'partly', 'noted', 'no-reply', 'pending'] as const

export function editionTable(
  rows: readonly EditionRow[],
  query: PairQuery
): { session: string; parts: Counted[]; positions: Counted[]; changed: Counted }[] {
  return rows.map(({ session, flow, positions, changed }) => {
    const counts = { asked: flow.asked, 'taken-up': flow.takenUp, reported: flow.reported, done: flow.done }
    return {
      session,
      parts: EDITION_PARTS.map((part) => counted(counts[part], query, { from: session, part })),
      positions: EDITION_POSITIONS.map((position) =>
        counted(positions[position], query, { from: session, position, part: 'asked' })
      ),
      changed: counted(changed, query, { from: session, part: 'changed' })
    }
  })
}

/** What is late of a mechanism, session and theme is listed on its own page; the rest are rows. */
export function lateTable(
  rows: readonly LateRow[],
  query: PairQuery
): { row: LateRow; noReply: Counted; silent: Counted; oldReports: Counted; late: Counted }[] {
  return rows.map((row) => {
    const state = row.bodyId ?? NOBODY
    const cell = (count: number, part: Part) => counted(count, query, { state, part, order: 'silence' })
    return {
      row,
      noReply: cell(row.noReply, 'no-reply'),
      silent: cell(row.silent, 'silent'),
      oldReports: cell(row.oldReports, 'old-report'),
      late: {
        count: row.milestones + row.actions,
        href: `/follow-up/overdue?${writePairQuery({ ...query, state, part: 'asked', position: null })}#late`
      }
    }
  })
}
