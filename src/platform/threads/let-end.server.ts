import type { Worker } from 'node:worker_threads'

const LATEST_END_ms = 30_000

/**
 * Lets a thread that has given its answer end by itself, and keeps nobody waiting for it. Cutting it off while a native
 * library still works in it can take the whole process along, so that is done only to one that doesn't end.
 */
export function letEnd(thread: Worker): void {
  thread.unref()
  const late = setTimeout(() => void thread.terminate(), LATEST_END_ms).unref()
  thread.once('exit', () => clearTimeout(late))
}
