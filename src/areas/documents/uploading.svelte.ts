/** A file on its way from this browser to the hall. */
export interface Upload {
  readonly number: number
  readonly name: string
  /** 0 to 1 */
  share: number
  state: 'waiting' | 'sending' | 'interrupted' | 'received' | 'refused'
  /** what the hall said where it refused */
  said: string
  documentId: number | null
  again: boolean
}

/** How long an interrupted upload waits before it goes on, longer each time. */
const RETRY_DELAYS_ms = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000]
/** Small enough for a slow network to finish one now and then, large enough not to matter on a fast one. */
const PART_bytes = 5 * 1024 * 1024
const AT_ONCE = 2
const LARGEST_bytes = 100 * 1024 * 1024

/**
 * Files sent in parts that survive a lost connection and a closed page: choosing the same file again goes on where it
 * stopped. `received` is called after each file that the hall has.
 */
export class Uploads {
  list = $state<Upload[]>([])
  #queue: { file: File; upload: Upload }[] = []
  #sending = 0
  #last = 0
  #received: () => void

  constructor(received: () => void) {
    this.#received = received
  }

  get busy(): boolean {
    return this.list.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'interrupted')
  }

  add(files: Iterable<File>, words: { empty: string; tooLarge: string }): void {
    for (const file of files) {
      const fault = file.size === 0 ? words.empty : file.size > LARGEST_bytes ? words.tooLarge : ''
      this.list.unshift({
        number: ++this.#last,
        name: file.name,
        share: 0,
        state: fault ? 'refused' : 'waiting',
        said: fault,
        documentId: null,
        again: false
      })
      // The list's own proxy of it, so that the page sees what changes.
      if (!fault) this.#queue.push({ file, upload: this.list[0]! })
    }
    this.#next()
  }

  dismiss(number: number): void {
    this.list = this.list.filter((upload) => upload.number !== number)
  }

  #next(): void {
    while (this.#sending < AT_ONCE) {
      const next = this.#queue.shift()
      if (!next) return
      this.#sending++
      void this.#send(next.file, next.upload).finally(() => {
        this.#sending--
        this.#next()
      })
    }
  }

  async #send(file: File, upload: Upload): Promise<void> {
    const { Upload: TusUpload, DetailedError } = await import('tus-js-client')
    upload.state = 'sending'
    await new Promise<void>((ended) => {
      const sending = new TusUpload(file, {
        endpoint: '/documents/uploads',
        chunkSize: PART_bytes,
        retryDelays: RETRY_DELAYS_ms,
        removeFingerprintOnSuccess: true,
        metadata: { filename: file.name },
        onProgress: (sent, total) => {
          upload.share = total ? sent / total : 0
          upload.state = 'sending'
        },
        onShouldRetry: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0
          const retries = status < 400 || status >= 500 || status === 409 || status === 423
          if (retries) upload.state = 'interrupted'
          return retries
        },
        onError: (error) => {
          upload.state = 'refused'
          upload.said = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '') : ''
          ended()
        },
        onSuccess: ({ lastResponse }) => {
          const documentId = Number(lastResponse.getHeader('balai-document'))
          upload.share = 1
          upload.state = 'received'
          upload.documentId = documentId || null
          upload.again = lastResponse.getHeader('balai-again') === 'yes'
          this.#received()
          ended()
        }
      })
      void sending.findPreviousUploads().then(([previous]) => {
        if (previous) sending.resumeFromPreviousUpload(previous)
        sending.start()
      })
    })
  }
}
