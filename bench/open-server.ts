import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface OpenServer {
  readonly address: string
  readonly pid: number
  close(): Promise<void>
}

/** A hall in a process of its own, as `npm start` opens it, over this database. The pages must be built. */
export async function openServer(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {}
): Promise<OpenServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'balai-bench-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      BALAI_DATA: dataFolder,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'warn',
      ...settings
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await new Promise<void>((opened, failed) => {
    child.stdout.on('data', (said: Buffer) => {
      if (said.toString().includes('The hall is open')) opened()
    })
    child.once('exit', () => failed(new Error('The hall ended before it was open.')))
  })
  return {
    address: `http://localhost:${port}`,
    pid: child.pid!,
    async close() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
