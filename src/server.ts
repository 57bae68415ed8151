import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isLoopbackName } from '#areas/people/loopback.ts'
import { rootFolder, type Settings } from '#platform/settings.ts'

/** Takes a request before the pages do, where it is its own. */
type Handled = (request: IncomingMessage, response: ServerResponse) => boolean
type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

// The names under which this shell tells the pages how they were asked for; what a client sends under them is replaced.
const PROTOCOL = 'x-balai-protocol'
const HOST = 'x-balai-host'
/** The largest body of a request: a part of an upload, or a form. A file of 100 MB comes in such parts. */
const LARGEST_BODY = '110M'

/** Opens the hall's door: the live meetings and the built pages behind Node's own HTTP server. Resolves when people can come in. */
export async function openDoor(settings: Settings, first: Handled): Promise<Server> {
  process.env.PROTOCOL_HEADER = PROTOCOL
  process.env.HOST_HEADER = HOST
  process.env.BODY_SIZE_LIMIT = LARGEST_BODY
  if (settings.behindProxy) process.env.ADDRESS_HEADER = 'x-forwarded-for'
  const built = pathToFileURL(join(rootFolder(), 'build', 'handler.js')).href
  const { handler } = (await import(built)) as { handler: Handler }
  const canonical = new URL(settings.origin)
  const server = createServer((request, response) => {
    const asked = request.headers.host ?? ''
    if (!isOurs(asked, canonical)) return refuseHost(response, canonical)
    // One machine, several names: sessions, passkeys and links belong to one of them.
    if (asked !== canonical.host && (request.method === 'GET' || request.method === 'HEAD')) {
      response.writeHead(307, { location: canonical.origin + request.url })
      response.end()
      return
    }
    if (first(request, response)) return
    request.headers[PROTOCOL] = canonical.protocol.slice(0, -1)
    request.headers[HOST] = canonical.host
    handler(request, response, () => {
      response.statusCode = 404
      response.end()
    })
  })
  // A slow network may need long for a part of an upload.
  server.requestTimeout = 30 * 60 * 1000
  await new Promise<void>((opened, failed) => {
    server.once('error', failed)
    server.listen(settings.port, settings.host, opened)
  })
  return server
}

/**
 * A hall answers under its own name alone: a page elsewhere whose name was made to point at this machine (DNS
 * rebinding) is no reader of the hall. Addresses in digits can't be made to point elsewhere.
 */
function isOurs(asked: string, canonical: URL): boolean {
  const name = asked.replace(/:\d+$/, '')
  return asked === canonical.host || isIP(name.replace(/^\[|\]$/g, '')) > 0 || isLoopbackName(name)
}

function refuseHost(response: ServerResponse, canonical: URL): void {
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`This hall is at ${canonical.origin}. Its operator can change that with the setting ORIGIN.\n`)
}
