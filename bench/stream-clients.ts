// A process full of clients that follow: `node bench/stream-clients.ts PORT COUNT PATH`. Speaks with its parent by IPC.
import { connect } from 'node:net'

const [port, count, path] = process.argv.slice(2) as [string, string, string]
const AT_ONCE = 200
/** Several addresses: the hall takes so many from one. */
const ADDRESSES = 4
const CHANGE = '"change"'

/** What the parent hears: all are connected, or a change has come to the last of them. */
export type Heard =
  { readonly ready: number } | { readonly last_ms: number; readonly at_ms: number; readonly frame: string }

let missing = 0
let frame = ''
const total = Number(count)
const say = (heard: Heard) => process.send!(heard)

function open(i: number): Promise<void> {
  return new Promise((opened, failed) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress: `127.0.0.${2 + (i % ADDRESSES)}` })
    socket.once('error', failed)
    socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`))
    socket.once('data', () => opened())
    socket.on('data', (chunk: Buffer) => {
      if (missing === 0 || !chunk.includes(CHANGE)) return
      if (!frame) frame = chunk.toString()
      if (--missing > 0) return
      say({ last_ms: now_ms(), at_ms: Date.parse(/"at":"([^"]+)"/.exec(frame)?.[1] ?? ''), frame })
    })
  })
}

/** Of the same clock as other processes of this machine. */
function now_ms(): number {
  return performance.timeOrigin + performance.now()
}

process.on('message', () => {
  frame = ''
  missing = total
  process.send!({ armed: true })
})
for (let i = 0; i < total; i += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, total - i) }, (_, j) => open(i + j)))
}
say({ ready: total })
