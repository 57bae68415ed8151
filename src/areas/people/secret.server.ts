import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#platform/settings.ts'

/**
 * What sessions are signed with: the setting, or a secret made once and kept in the data folder, readable by its owner
 * alone. Several nodes of one hall need the setting.
 */
export function sessionSecret(settings: Pick<Settings, 'secret' | 'dataFolder'>): string {
  if (settings.secret) return settings.secret
  const path = join(settings.dataFolder, 'session-secret')
  try {
    mkdirSync(settings.dataFolder, { recursive: true })
    // "wx" makes the file only if it isn't there: of two processes that start at once, one makes it and both read it.
    writeFileSync(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8')
}
