import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk']

function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // not in this folder
    }
  }
  return undefined
}

async function playwrightsOwn(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core')
  try {
    accessSync(chromium.executablePath(), constants.X_OK)
    return chromium.executablePath()
  } catch {
    return undefined
  }
}

/** The Chromium of this machine: what CHROMIUM says, the system's, or the one that Playwright keeps. */
export async function findChromium(): Promise<string | undefined> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const name of NAMES) {
    const path = onPath(name)
    if (path) return path
  }
  return playwrightsOwn()
}

/** Whether letters of this language can be drawn: without a font, Thai comes out as boxes. */
export function hasFontFor(language: string): boolean {
  const listed = spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

/**
 * Installs Chromium, and fonts for the hall's languages, where they are missing: Debian's packages when this user may,
 * otherwise Playwright's own browser in the user's cache. Returns its path, or undefined when neither could be had.
 */
export async function haveChromium(): Promise<string | undefined> {
  const found = await findChromium()
  if (found && hasFontFor('th')) return found
  const debian = onPath('apt-get') && debianCall()
  if (debian) {
    console.error(`Installing ${DEBIAN_PACKAGES.join(', ')} for the journeys in a browser.`)
    const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...DEBIAN_PACKAGES]
    const done =
      call([...debian, ...install]) || (call([...debian, 'apt-get', 'update']) && call([...debian, ...install]))
    if (!done) console.error('The system could not install them.')
  }
  const now = await findChromium()
  if (now) return now
  console.error("Installing Playwright's own Chromium for the journeys in a browser.")
  call(['playwright-core', 'install', 'chromium'])
  return findChromium()
}

/** How this user installs Debian's packages; undefined where they may not. */
function debianCall(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return onPath('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

function call([program, ...args]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(program!, args, { stdio: ['ignore', 2, 2], env }).status === 0
}
