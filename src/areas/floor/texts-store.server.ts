import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { TextFor, TextKind } from './statement-text.ts'

type Db = Kysely<Database>

export interface StatementText extends TextFor {
  readonly id: number
  readonly locale: string
  readonly words: string
  readonly handedInAt: Date
}

export interface TextCheck {
  /** empty: it was said as written */
  readonly difference: string
  readonly at: Date
  readonly by: string
}

/** All texts of a meeting in the order in which they came, older ones too. Who may read them is decided elsewhere. */
export async function textsOf(db: Db, meetingId: string): Promise<StatementText[]> {
  const rows = await db
    .selectFrom('statement_text')
    .select(['id', 'item', 'kind', 'body_id as bodyId', 'locale', 'words', 'handed_in_at as handedInAt'])
    .where('meeting_id', '=', meetingId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, id: Number(row.id), kind: row.kind as TextKind }))
}

/** The newest check of each of these texts. */
export async function checksOf(db: Db, textIds: readonly number[]): Promise<Map<number, TextCheck>> {
  if (textIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('statement_text_check')
    .distinctOn('text_id')
    .select(['text_id as textId', 'difference', 'checked_at as at', 'checked_name as by'])
    .where('text_id', 'in', [...textIds])
    .orderBy('text_id')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ textId, ...check }) => [Number(textId), check]))
}
