import { parse } from 'csv-parse/sync'
import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { act, type Context } from '../act.server.ts'
import { actorName } from '../people/actor.ts'
import {
  delimiterOf,
  planCorrections,
  themesOf,
  type Correction,
  type RowFault,
  type SpreadsheetRow
} from './correction.ts'
import { readRows } from './hits.server.ts'
import { reindex } from './reindex.server.ts'
import { readThesaurus } from './store.server.ts'

const NEEDED = ['reference', 'revision'] as const

/** What a file would change. Reads only: nothing is saved until somebody has seen the answer. */
export async function previewCorrections(
  db: Kysely<Database>,
  csv: string
): Promise<{ corrections: Correction[]; faults: RowFault[] } | Refusal> {
  let rows: SpreadsheetRow[]
  try {
    rows = parse(csv, { bom: true, columns: true, delimiter: delimiterOf(csv), skip_empty_lines: true })
  } catch (error) {
    return refuse('search.fault_not_csv', { reason: error instanceof Error ? error.message : '' }, 'file')
  }
  const missing = NEEDED.find((column) => !rows[0] || !(column in rows[0]))
  if (missing) return refuse('search.fault_no_column', { column: missing }, 'file')
  const references = rows.map(({ reference }) => (reference ?? '').trim())
  const found = await sql<{ id: number }>`
    select recommendation_id::float8 as id from recommendation_search where reference = any(${references}::text[])
  `.execute(db)
  const record = await readRows(
    db,
    found.rows.map(({ id }) => id)
  )
  const themes = new Set((await readThesaurus(db)).keys())
  return planCorrections(rows, new Map(record.map((row) => [row.reference, row])), themes)
}

/** Saves corrections as new facts. One that was made on an older state of its recommendation stops all of them. */
export function saveCorrections(
  context: Context,
  corrections: readonly Correction[],
  reason: string
): Promise<{ corrected: number } | Refusal> {
  return act(context, 'publication.correct', null, async (tx) => {
    // Locks the version first: nobody else can change a search row between the comparison and the save.
    await sql`select from search_state for update`.execute(tx)
    const ids = corrections.map(({ id }) => id)
    const now = new Map((await readRows(tx, ids)).map((row) => [row.id, row]))
    for (const { id, reference, revision, changes } of corrections) {
      if (now.get(id)?.revision !== revision) return refuse('search.fault_changed', { reference })
      for (const { field, to } of changes) {
        if (field === 'themes') await saveThemes(tx, context, id, now.get(id)!.themes, themesOf(to))
        else await saveText(tx, context, id, now.get(id)!.originalLanguage, field, to, reason)
      }
    }
    await reindex(tx, ids)
    return {
      result: { corrected: corrections.length },
      audit: {
        subjectKind: 'recommendation',
        details: { reason, references: corrections.map(({ reference }) => reference) }
      }
    }
  })
}

async function saveText(
  tx: Kysely<Database>,
  { actor, now }: Context,
  recommendation_id: number,
  locale: string,
  field: 'text' | 'title',
  text: string,
  reason: string
): Promise<void> {
  const kind = field === 'title' ? 'title' : 'correction'
  const fact = {
    recommendation_id,
    kind,
    locale,
    text,
    reason,
    recorded_at: now,
    recorded_by: actorName(actor)
  } as const
  await tx.insertInto('recommendation_text').values(fact).execute()
}

async function saveThemes(
  tx: Kysely<Database>,
  { actor, now }: Context,
  recommendation_id: number,
  before: readonly string[],
  after: readonly string[]
): Promise<void> {
  const gone = before.filter((theme) => !after.includes(theme))
  if (gone.length) {
    await tx
      .updateTable('recommendation_theme')
      .set({ withdrawn_at: now })
      .where('recommendation_id', '=', recommendation_id)
      .where('theme_id', 'in', gone)
      .where('withdrawn_at', 'is', null)
      .execute()
  }
  const added = after.filter((theme) => !before.includes(theme))
  if (added.length) {
    const by = { recorded_at: now, recorded_by: actorName(actor) }
    await tx
      .insertInto('recommendation_theme')
      .values(added.map((theme_id) => ({ recommendation_id, theme_id, ...by })))
      .execute()
  }
}
