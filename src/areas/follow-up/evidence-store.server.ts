import { createHash } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { cleanName } from '#areas/documents/actions.server.ts'
import { keepOriginalBytes } from '#areas/documents/originals.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { evidenceType, filesFault, type GivenFile } from './evidence.ts'

export interface EvidenceFile {
  readonly id: number
  readonly entryId: number
  readonly sha256: string
  readonly size_bytes: number
  readonly mediaType: string
  readonly originalName: string
}

/** What comes with an entry: files, and those of the entry which it corrects that stay. */
export interface GivenEvidence {
  readonly dataFolder: string
  readonly files: readonly GivenFile[]
  /** ids of files of the corrected entry */
  readonly keeps: readonly number[]
}

const columns = sql`f.id, f.entry_id as "entryId", f.sha256, f.size_bytes as size_bytes, f.media_type as "mediaType",
  f.original_name as "originalName"`

/** The files of every entry about a recommendation, in the order in which they were given. */
export async function filesOf(db: Kysely<Database>, recommendationId: number): Promise<EvidenceFile[]> {
  const { rows } = await sql<EvidenceFile>`
    select ${columns} from progress_file f join progress_entry e on e.id = f.entry_id
    where e.recommendation_id = ${recommendationId} order by f.entry_id, f.ordinal`.execute(db)
  return rows
}

/** One file, where it belongs to an entry about that addressee of that recommendation. */
export async function fileAt(
  db: Kysely<Database>,
  reference: string,
  aboutBodyId: string,
  id: number
): Promise<EvidenceFile | undefined> {
  const { rows } = await sql<EvidenceFile>`
    select ${columns} from progress_file f join progress_entry e on e.id = f.entry_id
      join recommendation r on r.id = e.recommendation_id
    where f.id = ${id} and r.reference = ${reference} and e.about_body_id = ${aboutBodyId}`.execute(db)
  return rows[0]
}

/** A file that an entry will have; with its bytes where it isn't kept yet. */
export type CheckedFile = Omit<EvidenceFile, 'id' | 'entryId'> & { readonly bytes?: Uint8Array }

/** The files that an entry will have, each once, looked at: nothing is kept yet. */
export async function checkEvidence(
  tx: Transaction<Database>,
  { files, keeps }: GivenEvidence,
  corrects: number | null
): Promise<CheckedFile[] | Refusal> {
  const kept = keeps.length && corrects !== null ? await filesByIds(tx, corrects, keeps) : []
  if (kept.length < keeps.length) return refuse('positions.file_missing', undefined, 'files')
  const named = files.map(({ name, bytes }) => ({ name: cleanName(name), bytes }))
  const fault = filesFault(named, kept.length)
  if (fault) return fault
  const all = new Map<string, CheckedFile>(kept.map((file) => [file.sha256, file]))
  for (const file of named) {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    const mediaType = evidenceType(file) as string
    if (!all.has(sha256)) {
      all.set(sha256, { sha256, size_bytes: file.bytes.length, mediaType, originalName: file.name, bytes: file.bytes })
    }
  }
  return [...all.values()]
}

async function filesByIds(tx: Transaction<Database>, entryId: number, ids: readonly number[]): Promise<EvidenceFile[]> {
  const { rows } = await sql<EvidenceFile>`
    select ${columns} from progress_file f where f.entry_id = ${entryId} and f.id = any(${ids}::bigint[])
    order by f.ordinal`.execute(tx)
  return rows
}

/** Keeps the files under their SHA-256 and writes down that they belong to the entry. */
export async function insertEvidence(
  tx: Transaction<Database>,
  entry_id: number,
  dataFolder: string,
  files: readonly CheckedFile[]
): Promise<void> {
  if (files.length === 0) return
  for (const { bytes } of files) if (bytes) await keepOriginalBytes(dataFolder, bytes)
  await tx
    .insertInto('progress_file')
    .values(
      files.map(({ sha256, size_bytes, mediaType, originalName }, i) => ({
        entry_id,
        ordinal: i + 1,
        sha256,
        size_bytes,
        media_type: mediaType,
        original_name: originalName
      }))
    )
    .execute()
}
