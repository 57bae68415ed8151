import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootFolder } from '#platform/settings.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { originalPath } from './originals.server.ts'

/** Widths in which pages are drawn: for a column beside text, and for a sharp screen or a closer look. */
export const PICTURE_WIDTHS_px = [900, 1800] as const

export interface PictureAsked {
  readonly sha256: string
  /** from 1 */
  readonly page: number
  readonly width_px: (typeof PICTURE_WIDTHS_px)[number]
}

export interface DrawAsked {
  readonly number: number
  readonly path: string
  readonly page: number
  readonly width_px: number
}

export type Drawn = { readonly number: number } & (
  { readonly webp: Uint8Array } | { readonly refusal: Refusal } | { readonly failed: string }
)

/**
 * The picture of a page of a PDF as WebP, drawn once and kept. Drawing happens in a thread of its own, one page after
 * the other: however many people turn pages, the hall answers everybody else.
 */
export async function pagePictureOf(dataFolder: string, asked: PictureAsked): Promise<Uint8Array | Refusal> {
  const { sha256, page, width_px } = asked
  const folder = join(dataFolder, 'pages', sha256.slice(0, 2), sha256)
  const kept = join(folder, `${page}-${width_px}.webp`)
  const there = await readFile(kept).catch(() => null)
  if (there) return there
  const webp = await draw({ path: originalPath(dataFolder, sha256), page, width_px })
  if (isRefusal(webp)) return webp
  await mkdir(folder, { recursive: true })
  const arriving = `${kept}.arriving-${process.pid}`
  await writeFile(arriving, webp)
  await rename(arriving, kept)
  return webp
}

interface Waiting {
  readonly resolve: (picture: Uint8Array | Refusal) => void
  readonly reject: (error: Error) => void
}

let thread: Worker | undefined
let last = 0
const waiting = new Map<number, Waiting>()
const underWay = new Map<string, Promise<Uint8Array | Refusal>>()

/** Two people who turn to the same page wait for one drawing. */
function draw(asked: Omit<DrawAsked, 'number'>): Promise<Uint8Array | Refusal> {
  const key = `${asked.path} ${asked.page} ${asked.width_px}`
  const already = underWay.get(key)
  if (already) return already
  const number = ++last
  const drawing = new Promise<Uint8Array | Refusal>((resolve, reject) => {
    waiting.set(number, { resolve, reject })
    const drawer = drawingThread()
    drawer.ref()
    drawer.postMessage({ number, ...asked } satisfies DrawAsked)
  }).finally(() => underWay.delete(key))
  underWay.set(key, drawing)
  return drawing
}

function drawingThread(): Worker {
  if (thread) return thread
  const opened = new Worker(join(rootFolder(), 'src/areas/documents/picture-thread.server.ts'), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 }
  })
  opened.on('message', (drawn: Drawn) => {
    const asker = waiting.get(drawn.number)
    waiting.delete(drawn.number)
    if ('webp' in drawn) asker?.resolve(drawn.webp)
    else if ('refusal' in drawn) asker?.resolve(drawn.refusal)
    else asker?.reject(new Error(drawn.failed))
    // A thread with nothing to draw does not keep a hall open that was told to close.
    if (waiting.size === 0) opened.unref()
  })
  const lost = (error?: unknown) => {
    if (thread === opened) thread = undefined
    for (const asker of waiting.values()) asker.reject(new Error('the drawing thread ended', { cause: error }))
    waiting.clear()
  }
  opened.once('error', lost)
  opened.once('exit', () => lost())
  thread = opened
  return opened
}
