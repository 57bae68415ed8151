import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { rootFolder } from '#platform/settings.ts'
import { askThread } from '#platform/threads/ask-thread.server.ts'
import { lineOf } from '#platform/threads/line.ts'
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

/** Anybody may ask for any State, day and language. Who comes last waits for eight others: some twenty seconds. */
const MOST_WAITING = 8
/** By then some of those who wait have their briefs. */
export const COME_AGAIN_AFTER_s = 15

const kept = new Map<string, Promise<BriefFiles>>()
const inLine = lineOf(MOST_WAITING)

/**
 * Draws a brief in a thread of its own, one after the other, and keeps what was drawn last. While many wait,
 * `preparation.briefs_busy`.
 */
export async function briefFiles(briefs: readonly DrawnBrief[]): Promise<BriefFiles | Refusal> {
  const hash = hashOf(briefs)
  const known = kept.get(hash)
  if (known) {
    kept.delete(hash)
    kept.set(hash, known)
    return known
  }
  const drawn = inLine(async (): Promise<BriefFiles> => ({ ...(await draw({ briefs })), hash }))
  if (!drawn) return refuse('preparation.briefs_busy')
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
  return askThread<ThreadAnswer>('src/areas/preparation/brief-thread.server.ts', toDraw)
}
