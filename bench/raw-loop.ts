// The plain limit of sending to many: `node bench/raw-loop.ts`. A process that holds sockets and writes the same bytes to each.
import { createServer, type AddressInfo, type Socket } from 'node:net'

const sockets = new Set<Socket>()
const server = createServer((socket) => {
  sockets.add(socket)
  socket.on('error', () => undefined)
  socket.on('close', () => sockets.delete(socket))
  socket.once('data', () => socket.write('ready\n'))
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  process.send!({ port: (server.address() as AddressInfo).port })
})

process.on('message', ({ frame }: { frame: string }) => {
  const bytes = Buffer.from(frame)
  const began_ms = performance.timeOrigin + performance.now()
  for (const socket of sockets) socket.write(bytes)
  process.send!({ began_ms })
})
