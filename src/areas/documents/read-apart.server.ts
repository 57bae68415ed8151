import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Refusal } from '#platform/refusal.ts'
import { rootFolder } from '#platform/settings.ts'
import { letEnd } from '#platform/threads/let-end.server.ts'
import type { DescriptionGuess } from './description-guess.ts'
import type { Proposal } from './proposal.ts'
import type { Stage } from './tables.ts'
import type { Reading } from './text.ts'

/** What a thread of its own is asked to read. */
export interface ToRead {
  /** of the original */
  readonly path: string
  readonly originalName: string
  /** language whose characters are to be recognised; null reads the text that the file holds */
  readonly recogniseIn: string | null
  readonly proposes: boolean
}

export interface WasRead {
  readonly reading: Reading
  readonly proposals: readonly Proposal[]
  /** one of the hall's languages, null where none of them was recognised */
  readonly language: string | null
  readonly guess: DescriptionGuess
}

export interface Progress {
  readonly stage: Stage
  readonly done: number
  readonly total: number
}

export type ThreadMessage = { readonly progress: Progress } | { readonly outcome: WasRead | Refusal }

/** A document that needs more memory than this is damaged or made to do harm. */
const LARGEST_HEAP_MB = 2048

/**
 * Reads a document in a thread of its own: the hall answers meanwhile, and a file that breaks the reader breaks nothing
 * else. Throws when the thread fails, with its reason.
 */
export function readApart(toRead: ToRead, told: (progress: Progress) => void = () => {}): Promise<WasRead | Refusal> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(rootFolder(), 'src/areas/documents/reading-thread.server.ts'), {
      workerData: toRead,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: LARGEST_HEAP_MB }
    })
    thread.on('message', (message: ThreadMessage) => {
      if ('progress' in message) return told(message.progress)
      resolve(message.outcome)
      letEnd(thread)
    })
    thread.once('error', reject)
    // After an outcome this changes nothing; without one, the thread ended on its own.
    thread.once('exit', (code) => reject(new Error(`the reading thread ended with code ${code}`)))
  })
}
