import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase } from '#test/database.ts'
import { launchBrowser } from './browser.ts'

export interface TestHall {
  readonly address: string
  readonly db: Kysely<Database>
  readonly databaseUrl: string
  /** the folder of its originals */
  readonly dataFolder: string
  readonly browser: Browser
  /** what the hall printed so far, standard output and errors */
  printed(): string
  /**
   * Kills the hall's process without a word, as a power cut does, and starts it again on the same data; with other
   * settings where some are given.
   */
  killAndReopen(settings?: Readonly<Record<string, string>>): Promise<void>
  close(): Promise<void>
}

export interface TestHallOptions {
  /** as `npm start -- --empty`: no sample, no cast */
  readonly empty?: boolean
  /** settings beyond those of the test */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Opens a real hall as `npm start` does: its own process, its own database, a free port of loopback, and a Chromium
 * beside it. The pages must be built: npm test does so.
 */
export async function openTestHall({ empty = false, settings = {} }: TestHallOptions = {}): Promise<TestHall> {
  const { db, url, close: dropDatabase } = await freshDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'balai-hall-'))
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', BALAI_DATA: dataFolder, DATABASE_URL: url }
  const args = ['src/cli/main.ts', 'start', ...(empty ? ['--empty'] : [])]
  const printed: string[] = []

  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, args, {
      env: { ...env, LOG_LEVEL: 'warn', ...settings, ...more },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    await new Promise<void>((opened, failed) => {
      const hear = (said: Buffer) => {
        printed.push(said.toString())
        if (said.toString().includes('The hall is open')) opened()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', () => failed(new Error(`The hall ended before it was open:\n${printed.join('')}`)))
    })
    return child
  }

  let child = await start()
  const browser = await launchBrowser()
  return {
    address: `http://localhost:${port}`,
    db,
    databaseUrl: url,
    dataFolder,
    browser,
    printed: () => printed.join(''),
    async killAndReopen(more) {
      child.kill('SIGKILL')
      await once(child, 'exit')
      child = await start(more)
    },
    async close() {
      await browser.close()
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await dropDatabase()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
}

/** A browser of their own for one person, signed in as a member of the cast where one is named. */
export async function visit(hall: TestHall, as?: string, width = 1440): Promise<Visitor> {
  const context = await hall.browser.newContext({
    viewport: { width, height: 900 },
    baseURL: hall.address,
    locale: 'en'
  })
  const page = await context.newPage()
  if (as) {
    await page.goto('/demonstration')
    await page.locator(`form:has(input[value="${as}"]) button`).click()
    await page.waitForURL((url) => url.pathname !== '/demonstration')
  }
  return { context, page }
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
