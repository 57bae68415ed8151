import type { Kysely, Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Refusal } from '#platform/refusal.ts'
import type { DescriptionGuess } from './description-guess.ts'
import type { ReviewProposal } from './review.ts'
import type { Stage, Way } from './tables.ts'
import type { Page, Reading } from './text.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

export interface StoredDocument {
  readonly id: number
  readonly sha256: string
  readonly size_bytes: number
  readonly mediaType: string
  readonly originalName: string
}

const documents = (db: Db) =>
  db
    .selectFrom('document')
    .select(['id', 'sha256', 'size_bytes', 'media_type as mediaType', 'original_name as originalName'])

export async function documentBySha256(db: Db, sha256: string): Promise<StoredDocument | undefined> {
  return documents(db).where('sha256', '=', sha256).executeTakeFirst()
}

export async function documentById(db: Db, id: number): Promise<StoredDocument | undefined> {
  return documents(db).where('id', '=', id).executeTakeFirst()
}

export async function isPublic(db: Db, id: number): Promise<boolean> {
  const found = await db
    .selectFrom('document as d')
    .select('d.id')
    .where('d.id', '=', id)
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(selectFrom('document_publication as p').select('p.document_id').whereRef('p.document_id', '=', 'd.id')),
        exists(selectFrom('provenance as p').select('p.id').whereRef('p.document_id', '=', 'd.id'))
      ])
    )
    .executeTakeFirst()
  return found !== undefined
}

/** Two arrivals of the same file at the same moment make one document. */
export async function insertDocument(tx: Tx, document: Omit<StoredDocument, 'id'>, at: Date): Promise<number> {
  await tx
    .insertInto('document')
    .values({
      sha256: document.sha256,
      size_bytes: document.size_bytes,
      media_type: document.mediaType,
      original_name: document.originalName,
      received_at: at,
      received_from: null
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
  return (await documentBySha256(tx, document.sha256))!.id
}

export async function insertReceipt(
  tx: Tx,
  documentId: number,
  receipt: { originalName: string; way: Way; at: Date; by: string | null }
): Promise<void> {
  await tx
    .insertInto('document_receipt')
    .values({
      document_id: documentId,
      original_name: receipt.originalName,
      way: receipt.way,
      received_at: receipt.at,
      received_by: receipt.by
    })
    .execute()
}

export async function insertSetAside(tx: Tx, documentId: number, at: Date, by: string | null): Promise<void> {
  await tx
    .insertInto('document_set_aside')
    .values({ document_id: documentId, set_aside_at: at, set_aside_by: by })
    .execute()
}

export interface ReadingAsked {
  readonly documentId: number
  readonly recogniseIn: string | null
  readonly proposes: boolean
  readonly at: Date
  readonly by: string | null
}

export async function insertRequest(tx: Tx, asked: ReadingAsked): Promise<number> {
  const { id } = await tx
    .insertInto('reading_request')
    .values({
      document_id: asked.documentId,
      recognise_in: asked.recogniseIn,
      proposes: asked.proposes,
      asked_at: asked.at,
      asked_by: asked.by
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The latest request of a document and whether it was answered by a text. */
export async function latestRequest(
  db: Db,
  documentId: number
): Promise<{ id: number; answered: boolean; refused: string | null } | undefined> {
  const found = await db
    .selectFrom('reading_request as q')
    .leftJoin('reading as r', 'r.request_id', 'q.id')
    .select(['q.id', 'r.id as readingId', 'r.refused'])
    .where('q.document_id', '=', documentId)
    .orderBy('q.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found && { id: found.id, answered: found.readingId !== null, refused: found.refused }
}

export interface OpenRequest {
  readonly id: number
  readonly documentId: number
  readonly recogniseIn: string | null
  readonly proposes: boolean
  readonly sha256: string
  /** the name under which the file came in last: its ending says what its sender took it for */
  readonly originalName: string
}

/** The request, unless it was answered already. */
export async function openRequest(db: Db, id: number): Promise<OpenRequest | undefined> {
  return openRequests(db).where('q.id', '=', id).executeTakeFirst()
}

/** The ids of all requests that wait for an answer, oldest first. */
export async function openRequestIds(db: Db): Promise<number[]> {
  const rows = await openRequests(db).orderBy('q.id').execute()
  return rows.map(({ id }) => id)
}

function openRequests(db: Db) {
  return db
    .selectFrom('reading_request as q')
    .innerJoin('document as d', 'd.id', 'q.document_id')
    .leftJoin('reading as r', 'r.request_id', 'q.id')
    .where('r.id', 'is', null)
    .select(({ fn, selectFrom }) => [
      'q.id',
      'q.document_id as documentId',
      'q.recognise_in as recogniseIn',
      'q.proposes',
      'd.sha256',
      fn
        .coalesce(
          selectFrom('document_receipt as c')
            .select('c.original_name')
            .whereRef('c.document_id', '=', 'd.id')
            .orderBy('c.id', 'desc')
            .limit(1),
          'd.original_name'
        )
        .as('originalName')
    ])
}

export async function saveProgress(
  db: Db,
  requestId: number,
  { stage, done, total }: { stage: Stage; done: number; total: number },
  at: Date
): Promise<void> {
  await db
    .insertInto('reading_progress')
    .values({ request_id: requestId, stage, done, total, at })
    .onConflict((conflict) => conflict.column('request_id').doUpdateSet({ stage, done, total, at }))
    .execute()
}

export interface NewReading {
  readonly requestId: number
  readonly documentId: number
  readonly at: Date
}

export async function insertRefusedReading(tx: Tx, reading: NewReading, refusal: Refusal): Promise<boolean> {
  const written = await tx
    .insertInto('reading')
    .values({
      request_id: reading.requestId,
      document_id: reading.documentId,
      kind: null,
      page_count: null,
      language: null,
      recognised: null,
      guess: '{}',
      refused: refusal.refused,
      refused_values: JSON.stringify(refusal.values ?? {}),
      finished_at: reading.at
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return written !== undefined
}

/** Keeps a text with its pages and proposals. False when the request was answered meanwhile: nothing is kept twice. */
export async function insertReading(
  tx: Tx,
  { requestId, documentId, at }: NewReading,
  read: { reading: Reading; language: string | null; guess: DescriptionGuess; proposals: readonly ReviewProposal[] }
): Promise<boolean> {
  const { kind, pages, recognised } = read.reading
  const written = await tx
    .insertInto('reading')
    .values({
      request_id: requestId,
      document_id: documentId,
      kind,
      page_count: pages.length,
      language: read.language,
      recognised: recognised ? JSON.stringify(recognised) : null,
      guess: JSON.stringify(read.guess),
      refused: null,
      refused_values: '{}',
      finished_at: at
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return false
  await insertPages(tx, written.id, pages)
  for (let at = 0; at < read.proposals.length; at += BATCH) {
    await tx
      .insertInto('proposal')
      .values(
        read.proposals.slice(at, at + BATCH).map((content, i) => ({
          reading_id: written.id,
          ordinal: at + i + 1,
          content: JSON.stringify(content)
        }))
      )
      .execute()
  }
  return true
}

/** Rows a statement: PostgreSQL takes at most 65,535 values. */
const BATCH = 500

async function insertPages(tx: Tx, readingId: number, pages: readonly Page[]): Promise<void> {
  for (let at = 0; at < pages.length; at += BATCH) {
    await tx
      .insertInto('reading_page')
      .values(
        pages.slice(at, at + BATCH).map(({ number, size, lines }) => ({
          reading_id: readingId,
          number,
          size: size && JSON.stringify(size),
          lines: JSON.stringify(lines)
        }))
      )
      .execute()
  }
}

export async function insertPublication(tx: Tx, documentId: number, at: Date, by: string | null): Promise<void> {
  await tx
    .insertInto('document_publication')
    .values({ document_id: documentId, published_at: at, published_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
