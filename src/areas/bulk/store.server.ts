import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Refusal } from '#platform/refusal.ts'
import type { BulkKind, BulkStage } from './tables.ts'
import type { Track } from '#areas/follow-up/tracks.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

/** A file with many facts in it, and how far it came. */
export interface BulkFile {
  readonly id: number
  readonly kind: BulkKind
  readonly track: Track | null
  readonly by: string | null
  readonly sha256: string
  readonly originalName: string
  readonly receivedAt: Date
  readonly receivedBy: string
  readonly accountId: string | null
  readonly askedAt: Date | null
  readonly askedBy: string | null
  readonly skipsFaulty: boolean | null
  readonly stage: BulkStage | null
  readonly done: number | null
  readonly total: number | null
  readonly endedAt: Date | null
  readonly entered: number | null
  readonly known: number | null
  readonly faulty: number | null
  readonly refused: string | null
  readonly refusedValues: Readonly<Record<string, string | number>> | null
  readonly undoneAt: Date | null
  readonly undoneBy: string | null
  readonly undoReason: string | null
}

const files = sql`
  select f.id::float8 as id, f.kind, f.track, f.by_body_id as by, f.sha256, f.original_name as "originalName",
    f.received_at as "receivedAt", f.received_by as "receivedBy", f.account_id as "accountId",
    e.asked_at as "askedAt", e.asked_by as "askedBy", e.skips_faulty as "skipsFaulty",
    p.stage, p.done, p.total, o.ended_at as "endedAt", o.entered, o.known, o.faulty, o.refused,
    o.refused_values as "refusedValues", u.undone_at as "undoneAt", u.undone_by as "undoneBy", u.reason as "undoReason"
  from bulk_file f left join bulk_entry e on e.file_id = f.id left join bulk_progress p on p.file_id = f.id
    left join bulk_outcome o on o.file_id = f.id left join bulk_undo u on u.file_id = f.id`

export async function bulkFile(db: Db, id: number): Promise<BulkFile | undefined> {
  const { rows } = await sql<BulkFile>`${files} where f.id = ${id}`.execute(db)
  return rows[0]
}

/** The newest files of these kinds that somebody entered, in one voice where one is given. */
export async function bulkFiles(
  db: Db,
  kinds: readonly BulkKind[],
  limit: number,
  voice?: { readonly track: Track; readonly by: string }
): Promise<BulkFile[]> {
  const { rows } = await sql<BulkFile>`${files}
    where f.kind = any(${kinds as string[]}::text[]) and e.file_id is not null
      and (${voice?.by ?? null}::text is null or (f.by_body_id = ${voice?.by ?? null} and f.track = ${voice?.track ?? null}))
    order by f.id desc limit ${limit}`.execute(db)
  return rows
}

export interface NewBulkFile {
  readonly kind: BulkKind
  readonly track: Track | null
  readonly by: string | null
  readonly sha256: string
  readonly size_bytes: number
  readonly originalName: string
  readonly receivedAt: Date
  readonly receivedBy: string
  readonly accountId: string | null
}

export async function insertBulkFile(tx: Tx, file: NewBulkFile): Promise<number> {
  const { id } = await tx
    .insertInto('bulk_file')
    .values({
      kind: file.kind,
      track: file.track,
      by_body_id: file.by,
      sha256: file.sha256,
      size_bytes: file.size_bytes,
      original_name: file.originalName,
      received_at: file.receivedAt,
      received_by: file.receivedBy,
      account_id: file.accountId
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return Number(id)
}

/** False where somebody entered it before: it is entered once. */
export async function insertEntry(
  tx: Tx,
  fileId: number,
  entry: { readonly skipsFaulty: boolean; readonly at: Date; readonly by: string }
): Promise<boolean> {
  const written = await tx
    .insertInto('bulk_entry')
    .values({ file_id: fileId, skips_faulty: entry.skipsFaulty, asked_at: entry.at, asked_by: entry.by })
    .onConflict((conflict) => conflict.column('file_id').doNothing())
    .returning('file_id')
    .executeTakeFirst()
  return written !== undefined
}

export interface Outcome {
  readonly entered: number
  readonly known: number
  readonly faulty: number
  readonly refusal?: Refusal
}

/** How an import ended: what entered, or why nothing did. */
export async function insertOutcome(tx: Tx, fileId: number, outcome: Outcome, at: Date): Promise<void> {
  await tx
    .insertInto('bulk_outcome')
    .values({
      file_id: fileId,
      entered: outcome.entered,
      known: outcome.known,
      faulty: outcome.faulty,
      refused: outcome.refusal?.refused ?? null,
      refused_values: JSON.stringify(outcome.refusal?.values ?? {}),
      ended_at: at
    })
    .execute()
}

/** False where it was undone meanwhile. */
export async function insertUndo(
  tx: Tx,
  fileId: number,
  undo: { readonly reason: string; readonly at: Date; readonly by: string }
): Promise<boolean> {
  const written = await tx
    .insertInto('bulk_undo')
    .values({ file_id: fileId, reason: undo.reason, undone_at: undo.at, undone_by: undo.by })
    .onConflict((conflict) => conflict.column('file_id').doNothing())
    .returning('file_id')
    .executeTakeFirst()
  return written !== undefined
}

/** Until the transaction ends nobody else enters this file. False where it was answered before. */
export async function lockEntry(tx: Tx, fileId: number): Promise<boolean> {
  const { rows } = await sql`
    select from bulk_entry e where e.file_id = ${fileId} for update`.execute(tx)
  if (!rows.length) return false
  const answered = await tx
    .selectFrom('bulk_outcome')
    .select('file_id')
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return answered === undefined
}

/** Imports that were asked for and have no outcome. */
export async function openEntries(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.file_id::float8 as id from bulk_entry e
    where not exists (select from bulk_outcome o where o.file_id = e.file_id) order by e.file_id`.execute(db)
  return rows.map(({ id }) => id)
}

export interface BulkProgress {
  readonly stage: BulkStage
  readonly done: number
  readonly total: number
}

/** How far a job is: work at hand, no fact, and written over. */
export async function saveBulkProgress(db: Db, fileId: number, progress: BulkProgress, at: Date): Promise<void> {
  await db
    .insertInto('bulk_progress')
    .values({ file_id: fileId, ...progress, at })
    .onConflict((conflict) => conflict.column('file_id').doUpdateSet({ ...progress, at }))
    .execute()
}
