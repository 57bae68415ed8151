import pg from 'pg'

/** After a lost connection the next try comes after this, and twice as late each time, up to the longest. */
const FIRST_RETRY_ms = 100
const LONGEST_RETRY_ms = 5_000

export interface Notices {
  close(): Promise<void>
}

export interface NoticesOptions {
  readonly config: pg.ClientConfig
  /** PostgreSQL's name for it, as in `notify floor, '…'` */
  readonly channel: string
  heard(payload: string): void
  /** Connected, for the first time or again: whatever was said before this moment may have been missed. */
  connected(): void
  failed(error: unknown): void
}

/** Hears what other processes, and this one, say by NOTIFY. One connection, made again whenever it is lost. */
export function listenForNotices({ config, channel, heard, connected, failed }: NoticesOptions): Notices {
  let client: pg.Client | null = null
  let retry_ms = FIRST_RETRY_ms
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function open(): Promise<void> {
    const own = new pg.Client({ ...config, keepAlive: true, application_name: 'balai listener' })
    client = own
    let lost = false
    const lose = (error?: unknown) => {
      if (lost) return
      lost = true
      own.end().catch(() => undefined)
      if (closed) return
      if (error) failed(error)
      timer = setTimeout(() => void open(), retry_ms)
      retry_ms = Math.min(2 * retry_ms, LONGEST_RETRY_ms)
    }
    own.on('error', lose)
    own.on('end', () => lose())
    own.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await own.connect()
      await own.query(`listen ${own.escapeIdentifier(channel)}`)
      retry_ms = FIRST_RETRY_ms
      connected()
    } catch (error) {
      lose(error)
    }
  }

  void open()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    }
  }
}
