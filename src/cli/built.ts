import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { rootFolder } from '#platform/settings.ts'

const SOURCES = ['src', 'static', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']

/** Builds the pages when they aren't there, or aren't those of these sources. Returns whether they stand. */
export function build(): boolean {
  const root = rootFolder()
  const stamp = join(root, 'build', '.balai-sources')
  const wanted = fingerprint(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  console.error('Building the pages, once for each version. This takes about half a minute.')
  if (!prepareTypes()) return false
  const vite = spawnSync('vite', ['build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (vite.status !== 0) {
    console.error('The pages could not be built; the reason is above.')
    return false
  }
  writeFileSync(stamp, wanted)
  return true
}

/** The types of routes and of `$app`, which SvelteKit writes. An installation by npm takes them away. */
export function prepareTypes(): boolean {
  const sync = spawnSync('svelte-kit', ['sync'], { cwd: rootFolder(), stdio: ['ignore', 2, 2] })
  if (sync.error) console.error(`SvelteKit could not be run: ${sync.error.message}`)
  return sync.status === 0
}

/** A hash of every file that the built pages are made of. */
function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(root, source)
    const files = source.includes('.')
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}
