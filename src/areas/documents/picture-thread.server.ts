import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { isRefusal } from '#platform/refusal.ts'
import { pagePicture } from './page-picture.server.ts'
import type { DrawAsked, Drawn } from './page-pictures.server.ts'

// The thread in which pages are drawn, one after the other: see page-pictures.server.ts.

let turn = Promise.resolve()

parentPort!.on('message', (asked: DrawAsked) => {
  turn = turn.then(async () => parentPort!.postMessage(await drawn(asked)))
})

async function drawn({ number, path, page, width_px }: DrawAsked): Promise<Drawn> {
  try {
    const picture = await pagePicture(await readFile(path), page, width_px)
    return isRefusal(picture) ? { number, refusal: picture } : { number, webp: picture.webp }
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) }
  }
}
