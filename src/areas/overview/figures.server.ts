import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { localised } from '#platform/i18n/locales.ts'
import { columnsOf, membersByTheme, type ThemeRow } from './by-theme.ts'
import { dashboardOf, type Dashboard } from './dashboard.server.ts'
import {
  EDITION_PARTS,
  EDITION_POSITIONS,
  editionTable,
  flowTable,
  lateTable,
  PROGRESS,
  themeTable
} from './figure-tables.ts'
import { flowOf } from './flow.ts'
import { dueAskedFor, lateness, type LateRow } from './lateness.ts'
import type { Late } from './overview-store.server.ts'
import { overdueOn } from './overview.server.ts'
import { NO_THEME, type Pair } from './pair-query.ts'
import { throughEditions } from './through-editions.ts'

type Db = Kysely<Database>

/** Members, or the one that was chosen, by theme: by the widest themes, or by those right below the one that was chosen. */
export function themesOf({ choices, query }: Dashboard, pairs: readonly Pair[]): ThemeRow[] {
  const below = query.theme === NO_THEME ? [] : choices.themes.filter(({ parentId }) => parentId === query.theme)
  return membersByTheme(
    pairs,
    columnsOf(choices, query.state).map(({ id }) => id),
    below.map(({ id }) => id)
  )
}

/** Who is late or silent, and every action and milestone that is overdue. */
export async function latenessOf(
  db: Db,
  { query, day, oldBefore }: Dashboard,
  pairs: readonly Pair[],
  all: readonly Pair[]
): Promise<{ rows: LateRow[]; due: Late[] }> {
  const due = dueAskedFor(await overdueOn(db, day), query, all)
  return { rows: lateness(pairs, due, day, oldBefore), due }
}

type Cells = (string | number)[]

/** The tables of the figures as they are downloaded: words of the record's own, numbers as on the page. */
export const FIGURES: Readonly<Record<string, (db: Db, asked: URLSearchParams, now: Date) => Promise<Cells[]>>> = {
  async flow(db, asked, now) {
    const { dashboard, pairs } = await dashboardOf(db, asked, now)
    const table = flowTable(flowOf(pairs), dashboard.query)
    return [['part', 'answers'], ...table.map(({ part, cell }) => [part, cell.count])]
  },
  async themes(db, asked, now) {
    const { dashboard, pairs } = await dashboardOf(db, asked, now)
    const columns = columnsOf(dashboard.choices, dashboard.query.state)
    const nameOf = new Map(columns.map(({ id, name }) => [id, localised(name, 'en').text]))
    const table = themeTable(themesOf(dashboard, pairs), [...nameOf.keys()], dashboard.query)
    return [
      ['theme', 'addressee', 'name', ...PROGRESS],
      ...table.map(({ theme, member, cells }) => [
        theme ?? 'all',
        member,
        nameOf.get(member)!,
        ...cells.map(({ count }) => count)
      ])
    ]
  },
  async overdue(db, asked, now) {
    const { dashboard, pairs, all } = await dashboardOf(db, asked, now)
    const { rows } = await latenessOf(db, dashboard, pairs, all)
    return [
      ['body', 'no_reply', 'silent', 'old_reports', 'overdue', 'longest_silence_days'],
      ...lateTable(rows, dashboard.query).map(({ row, noReply, silent, oldReports, late }) => [
        row.bodyId ?? '',
        ...[noReply, silent, oldReports, late].map(({ count }) => count),
        row.longestSilence_days ?? ''
      ])
    ]
  },
  async editions(db, asked, now) {
    const { dashboard, pairs } = await dashboardOf(db, asked, now)
    const table = editionTable(throughEditions(pairs), dashboard.query)
    return [
      ['session', ...EDITION_PARTS, ...EDITION_POSITIONS, 'changed'],
      ...table.map(({ session, parts, positions, changed }) => [
        session,
        ...[...parts, ...positions, changed].map(({ count }) => count)
      ])
    ]
  }
}
