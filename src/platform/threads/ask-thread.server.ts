import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootFolder } from '#platform/settings.ts'
import { letEnd } from './let-end.server.ts'

export interface ThreadLimits {
  readonly heap_MB?: number
  readonly longest_ms?: number
}

/** A thread was ended because it took more memory or time than it may. */
export class ThreadOverran extends Error {
  override readonly name = 'ThreadOverran'
}

/**
 * Asks a thread of its own one thing and gives its first message: the hall answers meanwhile, and what breaks the thread
 * breaks nothing else. `script` is a path from the root folder. Throws where no answer came.
 */
export function askThread<Answer>(script: string, asked: unknown, limits: ThreadLimits = {}): Promise<Answer> {
  const { heap_MB, longest_ms } = limits
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(rootFolder(), script), {
      workerData: asked,
      execArgv: [],
      ...(heap_MB && { resourceLimits: { maxOldGenerationSizeMb: heap_MB } })
    })
    const late = longest_ms && setTimeout(end, longest_ms)
    function end(): void {
      reject(new ThreadOverran(`${script} took longer than ${longest_ms} ms`))
      void thread.terminate()
    }
    thread.once('message', (answer: Answer) => {
      clearTimeout(late)
      resolve(answer)
      letEnd(thread)
    })
    thread.once('error', (error: Error & { code?: string }) => {
      const overran = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(overran ? new ThreadOverran(`${script} took more than ${heap_MB} MB`, { cause: error }) : error)
    })
    // After an answer or an error this changes nothing; without one, the thread ended on its own.
    thread.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`${script} ended with code ${code}`))
    })
  })
}
