import { sql, type Kysely, type Transaction } from 'kysely'
import type { Mechanism } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { DescriptionGuess } from './description-guess.ts'
import { countsOf, review, type Review, type Step } from './review.ts'
import type { DocumentKind, Page } from './text.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

export interface KeptReading {
  readonly id: number
  readonly documentId: number
  readonly kind: DocumentKind
  readonly pages: number
  readonly language: string | null
  readonly guess: DescriptionGuess
  readonly recognised: { readonly by: string; readonly language: string; readonly confidence: number } | null
}

/** The latest text of a document; undefined while there is none. */
export async function latestReading(db: Db, documentId: number): Promise<KeptReading | undefined> {
  const row = await db
    .selectFrom('reading')
    .select(['id', 'document_id as documentId', 'kind', 'page_count as pages', 'language', 'guess', 'recognised'])
    .where('document_id', '=', documentId)
    .where('kind', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, kind: row.kind!, pages: row.pages!, recognised: row.recognised ?? null }
}

/** The review of a reading as its steps left it. */
export async function loadReview(db: Db, readingId: number): Promise<Review> {
  const proposals = await db
    .selectFrom('proposal')
    .select('content')
    .where('reading_id', '=', readingId)
    .orderBy('ordinal')
    .execute()
  const steps = await db
    .selectFrom('review_step')
    .select('step')
    .where('reading_id', '=', readingId)
    .orderBy('number')
    .execute()
  return review(
    proposals.map(({ content }) => content),
    steps.map(({ step }) => step)
  )
}

/** Of two people who review the same document, one waits here until the other's steps are kept. */
export async function lockReview(tx: Tx, readingId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(REVIEW_LOCK)}, ${readingId}::int)`.execute(tx)
}

const REVIEW_LOCK = 7103

export async function insertSteps(
  tx: Tx,
  readingId: number,
  kept: readonly { readonly step: Step; readonly after: Review }[],
  at: Date,
  by: string | null
): Promise<void> {
  await tx
    .insertInto('review_step')
    .values(
      kept.map(({ step, after }) => ({
        reading_id: readingId,
        number: after.taken,
        step: JSON.stringify(step),
        counts: JSON.stringify(countsOf(after.items)),
        taken_at: at,
        taken_by: by
      }))
    )
    .execute()
}

export async function pageOf(db: Db, readingId: number, number: number): Promise<Page | undefined> {
  const row = await db
    .selectFrom('reading_page')
    .select(['number', 'size', 'lines'])
    .where('reading_id', '=', readingId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row && { ...row, size: row.size ?? null }
}

/** The pages of these numbers, by number. */
export async function pagesOf(db: Db, readingId: number, numbers: readonly number[]): Promise<Map<number, Page>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('reading_page')
    .select(['number', 'size', 'lines'])
    .where('reading_id', '=', readingId)
    .where('number', 'in', numbers)
    .execute()
  return new Map(rows.map((row) => [row.number, { ...row, size: row.size ?? null }]))
}

export interface Occasion {
  readonly mechanism: Mechanism
  readonly dialogueId: string | null
  readonly session: string | null
  /** 'YYYY-MM-DD' */
  readonly madeOn: string
}

export async function latestOccasion(db: Db, documentId: number): Promise<Occasion | undefined> {
  return db
    .selectFrom('document_occasion')
    .select(['mechanism', 'dialogue_id as dialogueId', 'session', 'made_on as madeOn'])
    .where('document_id', '=', documentId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
