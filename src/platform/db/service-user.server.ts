import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseError } from './migrate.server.ts'

/** An account of the operating system that PostgreSQL runs as when root starts the hall. */
export interface ServiceUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const NAME = 'balai'

/** The system's account "balai", made when it isn't there. PostgreSQL refuses to run as root. */
export async function serviceUser(): Promise<ServiceUser> {
  const there = userNamed(NAME)
  if (there) return there
  try {
    await promisify(execFile)('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      NAME
    ])
  } catch {
    // Two processes may make it at once, and some systems have no useradd.
  }
  const made = userNamed(NAME) ?? userNamed('postgres')
  if (made) return made
  throw new DatabaseError(
    'PostgreSQL refuses to run as root, and no account could be made for it. Start the hall as an ordinary user, or make a system account named "balai".'
  )
}

function userNamed(wanted: string): ServiceUser | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === wanted) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

/** Whether that user can enter the folder: root's own home is closed to every service. */
export function isReachable(folder: string, user: ServiceUser): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const mayEnter = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001
      if (!mayEnter) return false
    }
    if (at === dirname(at)) return true
  }
}
