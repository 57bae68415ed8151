import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { connect } from '#platform/db/connect.server.ts'
import { binariesFor } from '#platform/db/embedded-binaries.server.ts'
import { OLDEST_POSTGRESQL } from '#platform/db/migrate.server.ts'
import { isReachable, serviceUser } from '#platform/db/service-user.server.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import { findChromium, hasFontFor } from './browser.ts'

export const usage = 'doctor                  look at this machine and its settings, and say what is missing'

interface Finding {
  readonly about: string
  /** a hall can't open without what is missing; it can without what is only wanted */
  readonly state: 'holds' | 'wanted' | 'missing'
  readonly said: string
}

/** Looks at everything that a hall needs and prints what it found. Returns 1 when something needed is missing. */
export async function run(_args: string[]): Promise<number> {
  const settings = readSettings()
  const findings = [
    { about: 'Node', state: 'holds', said: process.version } satisfies Finding,
    memory(),
    dataFolder(settings),
    await postgresql(settings),
    await port(settings),
    address(settings),
    mail(settings),
    ...recognition(),
    await browser(),
    fonts()
  ]
  for (const { about, state, said } of findings) console.log(`${MARK[state]}  ${about.padEnd(22)} ${said}`)
  const missing = findings.filter(({ state }) => state === 'missing').length
  console.log(missing ? `\n${missing} needed, and missing.` : '\nA hall can open on this machine.')
  return missing ? 1 : 0
}

const MARK = { holds: 'holds  ', wanted: 'wanted ', missing: 'MISSING' }
const SMALLEST_MEMORY_GB = 1.5
const SMALLEST_ROOM_GB = 2

function memory(): Finding {
  const there_GB = totalmem() / 1e9
  const said = `${there_GB.toFixed(1)} GB`
  if (there_GB >= SMALLEST_MEMORY_GB) return { about: 'Memory', state: 'holds', said }
  return { about: 'Memory', state: 'wanted', said: `${said}; building the pages needs ${SMALLEST_MEMORY_GB} GB` }
}

function dataFolder({ dataFolder: folder }: Settings): Finding {
  const about = 'Data folder'
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    return {
      about,
      state: 'missing',
      said: `${(error as Error).message}. Set BALAI_DATA to a folder you may write to.`
    }
  }
  const { bavail, bsize } = statfsSync(folder)
  const free_GB = (bavail * bsize) / 1e9
  if (free_GB >= SMALLEST_ROOM_GB) return { about, state: 'holds', said: `${folder}, ${free_GB.toFixed(0)} GB free` }
  return { about, state: 'wanted', said: `${folder}: ${free_GB.toFixed(1)} GB free; documents will need more` }
}

async function postgresql({ databaseUrl, dataFolder: folder }: Settings): Promise<Finding> {
  const about = 'PostgreSQL'
  if (!databaseUrl) return embedded(folder)
  const db = connect(databaseUrl, 1)
  try {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
    const version = rows[0]!.version
    if (Number.parseInt(version, 10) < OLDEST_POSTGRESQL) {
      return { about, state: 'missing', said: `version ${version}; ${OLDEST_POSTGRESQL} or later is needed` }
    }
    return { about, state: 'holds', said: `version ${version}, by DATABASE_URL` }
  } catch (error) {
    return { about, state: 'missing', said: `${(error as Error).message}. Check DATABASE_URL.` }
  } finally {
    await db.destroy()
  }
}

async function embedded(folder: string): Promise<Finding> {
  const about = 'PostgreSQL'
  try {
    const user = process.getuid?.() === 0 ? await serviceUser() : null
    binariesFor(folder, user)
    if (!user) return { about, state: 'holds', said: 'the one that comes with Balai' }
    const where = isReachable(folder, user)
      ? 'its data folder'
      : '/var/lib/balai, because the data folder is closed to it'
    return { about, state: 'holds', said: `the one that comes with Balai, run as "${user.name}" in ${where}` }
  } catch (error) {
    return { about, state: 'missing', said: (error as Error).message }
  }
}

async function port({ host, port: wanted }: Settings): Promise<Finding> {
  const about = 'Port'
  const server = createServer()
  return new Promise((told) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const said = error.code === 'EADDRINUSE' ? 'in use, perhaps by this hall; otherwise set PORT' : error.message
      told({ about, state: error.code === 'EADDRINUSE' ? 'wanted' : 'missing', said: `${host}:${wanted}: ${said}` })
    })
    server.listen(wanted, host, () => {
      server.close(() => told({ about, state: 'holds', said: `${host}:${wanted} is free` }))
    })
  })
}

function address({ host, origin }: Settings): Finding {
  const about = 'Address'
  const open = !['127.0.0.1', '::1', 'localhost'].includes(host)
  if (open && new URL(origin).protocol !== 'https:') {
    return { about, state: 'wanted', said: `${origin}: set ORIGIN to the https:// address that people open` }
  }
  return { about, state: 'holds', said: origin }
}

function mail({ mailUrl }: Settings): Finding {
  if (mailUrl) return { about: 'Mail', state: 'holds', said: `by ${new URL(mailUrl).hostname}` }
  return { about: 'Mail', state: 'wanted', said: 'a real hall sends mail: set MAIL_URL. A demonstration needs none.' }
}

const RECOGNISED = { ind: 'Indonesian', tha: 'Thai', vie: 'Vietnamese', khm: 'Khmer', mya: 'Burmese', lao: 'Lao' }

function recognition(): Finding[] {
  const listed = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' })
  const there = new Set((listed.stdout ?? '').split('\n').map((line) => line.trim()))
  const lacking = Object.entries(RECOGNISED).filter(([code]) => !there.has(code))
  const about = 'Character recognition'
  if (lacking.length === 0) return [{ about, state: 'holds', said: 'English and the languages of the region' }]
  const packages = ['tesseract-ocr', ...lacking.map(([code]) => `tesseract-ocr-${code}`)].join(' ')
  const names = lacking.map(([, name]) => name).join(', ')
  return [{ about, state: 'wanted', said: `English is there; for ${names}: apt-get install ${packages}` }]
}

async function browser(): Promise<Finding> {
  const about = 'Chromium, for tests'
  const found = await findChromium()
  if (found && existsSync(found)) return { about, state: 'holds', said: dirname(found) }
  return { about, state: 'wanted', said: 'npm test installs it' }
}

function fonts(): Finding {
  const about = 'Fonts, for tests'
  const lacking = ['th', 'km', 'my', 'lo', 'ta', 'zh-cn'].filter((language) => !hasFontFor(language))
  if (lacking.length === 0) return { about, state: 'holds', said: 'every script of the hall' }
  return {
    about,
    state: 'wanted',
    said: `none for ${lacking.join(', ')}: apt-get install fonts-noto-core fonts-noto-cjk`
  }
}
