import { refuse, type Refusal } from '#platform/refusal.ts'
import { askThread, ThreadOverran, type ThreadLimits } from '#platform/threads/ask-thread.server.ts'
import type { PastRecommendation, RowFault } from './history.ts'
import type { FoundTable, SheetColumn } from './sheet.ts'

// Tables that people bring are read in a thread: fifty megabytes of rows keep a processor for seconds, and a table can be
// made to do harm.

/** What a file of past reviews says, before it is held against the record. */
export interface HistoryRead {
  /** how many rows the file has */
  readonly rows: number
  readonly recommendations: readonly PastRecommendation[]
  readonly faults: readonly RowFault[]
}

export type ToLookAt =
  | { readonly kind: 'sheet'; readonly bytes: Uint8Array; readonly headings: ReadonlyMap<string, SheetColumn> }
  | { readonly kind: 'history'; readonly bytes: Uint8Array }

export type TableAnswer = FoundTable | HistoryRead | Refusal

const SHEET: ThreadLimits = { heap_MB: 512, longest_ms: 20_000 }
/** 250 MB of rows, unpacked, several times over. */
const HISTORY: ThreadLimits = { heap_MB: 1536, longest_ms: 60_000 }

/** The table of a filled sheet (CSV or XLSX), or a sentence why there is none. `headings` as in findTable. */
export async function readSheet(
  bytes: Uint8Array,
  headings: ReadonlyMap<string, SheetColumn>
): Promise<FoundTable | Refusal> {
  return lookAt<FoundTable>({ kind: 'sheet', bytes, headings }, SHEET)
}

/** The recommendations of a file of past reviews and its faulty rows, or a sentence why it can't be read. */
export async function readHistory(bytes: Uint8Array): Promise<HistoryRead | Refusal> {
  return lookAt<HistoryRead>({ kind: 'history', bytes }, HISTORY)
}

async function lookAt<Found>(asked: ToLookAt, limits: ThreadLimits): Promise<Found | Refusal> {
  try {
    return await askThread<Found | Refusal>('src/areas/bulk/table-thread.server.ts', asked, limits)
  } catch (error) {
    if (error instanceof ThreadOverran) return refuse('bulk.file_takes_too_much', undefined, 'file')
    throw error
  }
}
