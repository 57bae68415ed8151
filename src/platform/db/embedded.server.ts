import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { binariesFor, type Binaries } from './embedded-binaries.server.ts'
import { DatabaseError } from './migrate.server.ts'
import { isReachable, serviceUser, type ServiceUser } from './service-user.server.ts'

const run = promisify(execFile)

/** The release of PostgreSQL whose binaries come with the hall; its data folders are read by no other. */
const MAJOR = '18'
const NAME = 'balai'
/** The advisory lock that all share who use an embedded server. */
const IN_USE = 7_100_018
/** A Unix socket's address has room for 107 bytes, of which PostgreSQL's own file name takes 18. */
const LONGEST_SOCKET_FOLDER = 85
/** Folders of the operating system for what a service keeps, when the chosen one can't be entered by its user. */
const SERVICE_FOLDER = '/var/lib/balai'

export interface Embedded {
  readonly url: string
  /** Leaves; the last one out stops the server. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Settings of PostgreSQL beyond its defaults, such as { fsync: 'off' } for a database that a test throws away. */
  readonly parameters?: Readonly<Record<string, string>>
}

/**
 * Starts the PostgreSQL that comes with the hall on `dataFolder`/postgresql, or joins the one that is running on it:
 * after a kill of the hall's process, the server lives on with all that was committed. It listens on a socket in a
 * folder that only its own user can enter, on no network address.
 * @throws DatabaseError with a sentence for the operator
 */
export async function startEmbedded(dataFolder: string, { parameters = {} }: EmbeddedOptions = {}): Promise<Embedded> {
  const user = process.getuid?.() === 0 ? await serviceUser() : null
  const folders = foldersFor(dataFolder, user)
  const binaries = binariesFor(folders.home, user)
  makeFolders(folders, user)
  const server: Server = { ...folders, binaries, user }
  if (!existsSync(join(server.data, 'PG_VERSION'))) await initialise(server)
  checkRelease(server)
  if (!(await isRunning(server))) await start(server, parameters)
  const url = `postgres://${NAME}@/${NAME}?host=${encodeURIComponent(server.socket)}`
  const keeper = await keepOpen(server, url)
  return { url, stop: () => leave(server, keeper) }
}

interface Folders {
  /** what this hall keeps for PostgreSQL */
  readonly home: string
  readonly data: string
  readonly socket: string
}

interface Server extends Folders {
  readonly binaries: Binaries
  /** the user PostgreSQL runs as, where it can't be the one who starts it: it refuses root */
  readonly user: ServiceUser | null
}

function foldersFor(dataFolder: string, user: ServiceUser | null): Folders {
  const wanted = resolve(dataFolder)
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const home = user && !isReachable(wanted, user) ? join(SERVICE_FOLDER, key) : wanted
  const beside = join(home, 'postgresql-socket')
  const socket = Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER ? beside : join('/tmp', `balai-${key}`)
  return { home, data: join(home, 'postgresql'), socket }
}

function makeFolders({ home, data, socket }: Folders, user: ServiceUser | null): void {
  mkdirSync(home, { recursive: true })
  makeOwnFolder(data, user)
  makeOwnFolder(socket, user)
}

function makeOwnFolder(folder: string, user: ServiceUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (statSync(folder).uid !== (user?.uid ?? process.getuid!())) {
    if (!user) {
      throw new DatabaseError(`${folder} belongs to another user. Start the hall as that user, or set BALAI_DATA.`)
    }
    chownSync(folder, user.uid, user.gid)
  }
  chmodSync(folder, 0o700)
}

async function call(server: Server, program: 'initdb' | 'pg_ctl', args: string[]): Promise<void> {
  const { user, binaries, home } = server
  await run(join(binaries.bin, program), args, {
    cwd: user ? '/' : home,
    env: { PATH: process.env.PATH, LC_ALL: 'C', LD_LIBRARY_PATH: binaries.lib, ...(user && { HOME: '/' }) },
    ...(user && { uid: user.uid, gid: user.gid })
  })
}

/** Made beside its place and moved there when whole: a start that is cut off leaves nothing that looks like data. */
async function initialise(server: Server): Promise<void> {
  const making = `${server.data}.making`
  try {
    rmSync(making, { recursive: true, force: true })
    makeOwnFolder(making, server.user)
    // The builtin locale orders and folds letters the same way on every machine, whatever its own locales are.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [`--username=${NAME}`, '--auth-local=trust', '--auth-host=reject']
    await call(server, 'initdb', ['--pgdata', making, ...locale, ...access])
    renameSync(making, server.data)
  } catch (error) {
    throw failure(`The database folder ${server.data} could not be made`, error)
  }
}

function checkRelease({ data }: Server): void {
  const release = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (release !== MAJOR) {
    throw new DatabaseError(
      `${data} was made by PostgreSQL ${release}; this Balai comes with ${MAJOR}. Follow "Upgrade" in docs/operating.md.`
    )
  }
}

async function isRunning(server: Server): Promise<boolean> {
  if (!existsSync(join(server.data, 'postmaster.pid'))) return false
  return call(server, 'pg_ctl', ['status', '--pgdata', server.data]).then(
    () => true,
    () => false
  )
}

async function start(server: Server, parameters: Readonly<Record<string, string>>): Promise<void> {
  const log = join(server.data, 'postgresql.log')
  const options = { listen_addresses: '', unix_socket_directories: server.socket, ...parameters }
  const given = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`)
  try {
    await call(server, 'pg_ctl', [
      ...['start', '--wait', '--timeout=60', '--pgdata', server.data],
      ...['--log', log, '--options', given.join(' ')]
    ])
  } catch (error) {
    // Another process of this hall may have started it in this moment.
    if (await isRunning(server)) return
    throw failure(`The database on ${server.data} could not be started; its own account is in ${log}`, error)
  }
}

/** A connection held as long as this process uses the server: its lock is shared by all who do. */
async function keepOpen(server: Server, url: string): Promise<pg.Client> {
  await makeDatabase(server)
  const keeper = new pg.Client({ connectionString: url, application_name: 'balai keeper' })
  keeper.on('error', () => undefined)
  await keeper.connect()
  await keeper.query('select pg_advisory_lock_shared($1)', [IN_USE])
  return keeper
}

async function makeDatabase({ socket }: Server): Promise<void> {
  const client = new pg.Client({ host: socket, user: NAME, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [NAME])
    if (!rowCount) await client.query(`create database ${NAME}`)
  } catch (error) {
    // 42P04, 23505: another process made it in this moment
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

/**
 * Who lets go of the shared lock and then gets it alone was the last: of two who leave at once, one does. Connections
 * that are still closing count for nothing: a server that goes on would make a copy of its folder worthless.
 */
async function leave(server: Server, keeper: pg.Client): Promise<void> {
  try {
    await keeper.query('select pg_advisory_unlock_shared($1)', [IN_USE])
    const { rows } = await keeper.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [IN_USE])
    if (!rows[0]!.last) {
      await keeper.end()
      return
    }
  } catch {
    // The connection broke: the server stopped, or is stopping.
  }
  if (await isRunning(server)) await call(server, 'pg_ctl', ['stop', '--mode=fast', '--wait', '--pgdata', server.data])
  await keeper.end().catch(() => undefined)
}

function failure(sentence: string, error: unknown): DatabaseError {
  const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
  return new DatabaseError(`${sentence}.\n${said}`)
}
