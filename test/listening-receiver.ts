import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REPLAY_WINDOW_minutes } from '#areas/webhooks/receiving.ts'
import { signature } from '#areas/webhooks/signature.ts'

export interface Heard {
  readonly headers: Record<string, string>
  readonly body: string
  readonly message: {
    readonly id: string
    readonly type: string
    readonly data: { readonly subject: { readonly id: string } | null; readonly api: string }
  }
}

/** A receiver of webhooks on this machine, as somebody would build one: it keeps what it hears, and answers as told. */
export interface ListeningReceiver {
  readonly address: string
  readonly heard: Heard[]
  /** a status; 'silent': it hears and never answers */
  answer: number | 'silent'
  close(): Promise<void>
}

export async function listeningReceiver(path = '/path-of-theirs'): Promise<ListeningReceiver> {
  const waiting = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      receiver.heard.push({ headers, body, message: JSON.parse(body) as Heard['message'] })
      if (receiver.answer === 'silent') waiting.add(response)
      else response.writeHead(receiver.answer).end('What a receiver says is nobody’s business.')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: ListeningReceiver = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    heard: [],
    answer: 204,
    async close() {
      for (const response of waiting) response.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
  return receiver
}

const REPLAY_WINDOW_s = REPLAY_WINDOW_minutes * 60

type Verdict = 'genuine' | 'headers-missing' | 'outside-window' | 'wrong-signature'

/** What a receiver does with a message; docs/webhooks.md says the same in a few lines of its own. */
export function verdictOn(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: Date
): Verdict {
  const [id, at, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name])
  if (!id || !at || !given || !/^\d{1,12}$/.test(at)) return 'headers-missing'
  if (Math.abs(now.getTime() / 1000 - Number(at)) > REPLAY_WINDOW_s) return 'outside-window'
  const wanted = Buffer.from(signature(secret, id, Number(at), body))
  const genuine = given
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))
  return genuine ? 'genuine' : 'wrong-signature'
}
