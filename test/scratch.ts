import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connect } from '#platform/db/connect.server.ts'
import { startEmbedded } from '#platform/db/embedded.server.ts'
import { migrate } from '#platform/db/migrate.server.ts'

export const SERVER_VARIABLE = 'BALAI_TEST_SERVER'
export const TEMPLATE = 'balai_test_template'

/** The same server, another database. */
export function databaseUrl(server: string, name: string): string {
  const [address, query] = server.split('?')
  return `${address!.replace(/\/[^/]*$/, `/${name}`)}${query ? `?${query}` : ''}`
}

/**
 * A PostgreSQL for tests and measurements, with a migrated template that each fresh database is copied from: the one of
 * DATABASE_URL, whose user must be allowed to make databases, or an embedded one in a folder of its own, thrown away
 * afterwards. Its address is handed on in the environment.
 */
export async function openScratch(given: string | undefined): Promise<{ close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'balai-test-'))
  // Where root runs the tests PostgreSQL runs as another user, who has to reach its folder: this one is thrown away.
  chmodSync(folder, 0o755)
  const cutOff = () => throwAway(folder)
  process.once('exit', cutOff)
  // What is thrown away needn't reach the disk.
  const parameters = { fsync: 'off', full_page_writes: 'off', shared_buffers: '256MB', max_connections: '200' }
  const embedded = given ? null : await startEmbedded(folder, { parameters })
  const server = given ?? embedded!.url
  const admin = connect(server, 1)
  await sql`drop database if exists ${sql.id(TEMPLATE)}`.execute(admin)
  await sql`create database ${sql.id(TEMPLATE)}`.execute(admin)
  const template = connect(databaseUrl(server, TEMPLATE), 1)
  await migrate(template)
  await template.destroy()
  process.env[SERVER_VARIABLE] = server
  return {
    async close() {
      await sql`drop database if exists ${sql.id(TEMPLATE)}`.execute(admin)
      await admin.destroy()
      await embedded?.stop()
      process.off('exit', cutOff)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** What a run leaves that ends before it closes: a server, stopped at once, and its folder. An ending process waits for no promise. */
function throwAway(folder: string): void {
  const running = join(folder, 'postgresql', 'postmaster.pid')
  if (existsSync(running)) {
    const server = Number(readFileSync(running, 'utf8').split('\n')[0])
    process.kill(server, 'SIGQUIT')
    const clock = new Int32Array(new SharedArrayBuffer(4))
    for (let tries = 0; tries < 50 && isAlive(server); tries++) Atomics.wait(clock, 0, 0, 100)
  }
  rmSync(folder, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
