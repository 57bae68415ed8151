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

export interface Checked {
  readonly kept: readonly Omit<EvidenceFile, 'id' | 'entryId'>[]
  readonly files: readonly GivenFile[]
}

/** The files that an entry will have, looked at: nothing is kept yet. */
export async function checkEvidence(
  tx: Transaction<Database>,
  { files, keeps }: GivenEvidence,
  corrects: number | null
): Promise<Checked | Refusal> {
  const named = files.map(({ name, bytes }) => ({ name: cleanName(name), bytes }))
  const kept: EvidenceFile[] = []
  if (keeps.length && corrects !== null) {
    const { rows } = await sql<EvidenceFile>`
      select ${columns} from progress_file f where f.entry_id = ${corrects} and f.id = any(${keeps}::bigint[])
      order by f.ordinal`.execute(tx)
    kept.push(...rows)
  }
  if (kept.length < keeps.length) return refuse('positions.file_missing', undefined, 'files')
  return filesFault(named, kept.length) ?? { kept, files: named }
}

/** Keeps the files under their SHA-256 and writes down that they belong to the entry, each once. */
export async function insertEvidence(
  tx: Transaction<Database>,
  entry_id: number,
  dataFolder: string,
  { kept, files }: Checked
): Promise<void> {
  const all = new Map(kept.map((file) => [file.sha256, file]))
  for (const file of files) {
    const { sha256 } = await keepOriginalBytes(dataFolder, file.bytes)
    const mediaType = evidenceType(file) as string
    if (!all.has(sha256)) {
      all.set(sha256, { sha256, size_bytes: file.bytes.length, mediaType, originalName: file.name })
    }
  }
  if (all.size === 0) return
  await tx
    .insertInto('progress_file')
    .values(
      [...all.values()].map(({ sha256, size_bytes, mediaType, originalName }, i) => ({
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
