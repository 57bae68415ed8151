import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootFolder } from '#platform/settings.ts'
import { letEnd } from '#platform/threads/let-end.server.ts'
import type { Brief, Room } from './brief-content.ts'

/** A brief as files: the same content as PDF and as DOCX, on two pages. */
export interface BriefFiles {
  readonly pdf: Uint8Array
  readonly docx: Uint8Array
  /** which of the rooms was enough, counted from 0 */
  readonly room: number
  /** of the content and of how it is drawn: the same facts give the same files */
  readonly hash: string
}

/** What the thread is given: the same brief with ever less room, for the first that fits. */
export interface ToDraw {
  readonly briefs: readonly DrawnBrief[]
}

export type DrawnBrief = Brief &
  Pick<Room, 'scale' | 'turns'> & { readonly hall: string; readonly address: string; readonly pageOf: string }

export type ThreadAnswer = Pick<BriefFiles, 'pdf' | 'docx' | 'room'>

/** Some dozen briefs in three languages: about 20 MB. */
const KEPT = 200

const kept = new Map<string, Promise<BriefFiles>>()
let last: Promise<unknown> = Promise.resolve()

/** Draws a brief in a thread of its own, one after the other, and keeps what was drawn last. */
export function briefFiles(briefs: readonly DrawnBrief[]): Promise<BriefFiles> {
  const hash = hashOf(briefs)
  const known = kept.get(hash)
  if (known) {
    kept.delete(hash)
    kept.set(hash, known)
    return known
  }
  const drawn = last.then(() => draw({ briefs })).then((answer): BriefFiles => ({ ...answer, hash }))
  last = drawn.catch(() => undefined)
  kept.set(hash, drawn)
  drawn.catch(() => kept.delete(hash))
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return drawn
}

const DRAWN_BY = ['brief.typ', 'brief-docx.server.ts', 'brief-thread.server.ts'] as const
let drawing: string | undefined

function hashOf(briefs: readonly DrawnBrief[]): string {
  drawing ??= DRAWN_BY.map((file) => readFileSync(join(rootFolder(), 'src/areas/preparation', file), 'utf8')).join('\n')
  return createHash('sha256').update(drawing).update(JSON.stringify(briefs)).digest('hex')
}

/** Draws, whatever was drawn before. */
export function draw(toDraw: ToDraw): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(rootFolder(), 'src/areas/preparation/brief-thread.server.ts'), {
      workerData: toDraw,
      execArgv: []
    })
    thread.once('message', (answer: ThreadAnswer) => {
      resolve(answer)
      letEnd(thread)
    })
    thread.once('error', reject)
    // After an answer this changes nothing; without one, the thread ended on its own.
    thread.once('exit', (code) => reject(new Error(`the thread that draws briefs ended with code ${code}`)))
  })
}
