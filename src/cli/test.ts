import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootFolder } from '#platform/settings.ts'
import { haveChromium } from './browser.ts'
import { build, prepareTypes } from './built.ts'

export const usage = 'test [FILE ...]         check types and style, then run every test, or those of these files'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

/**
 * Everything that must hold, in the order in which it is quickest to know. Prints each failure and, last, the tally:
 * every check of the first part counts as one.
 */
export async function run(files: string[]): Promise<number> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  const check = (name: string, holds: boolean) => {
    console.log(`${holds ? 'holds' : 'FAILS'}  ${name}`)
    tally[holds ? 'passed' : 'failed'] += 1
    return holds
  }
  if (!check('types of the routes can be made', prepareTypes())) return close(tally)
  if (files.length === 0) {
    check('types (svelte-check)', call('svelte-check', ['--threshold', 'error', '--output', 'human']))
    check('rules of style (eslint)', call('eslint', ['.', '--max-warnings', '0']))
    check('formatting (prettier)', call('prettier', ['--check', '--log-level', 'warn', '.']))
  }
  const browser = await haveChromium()
  check('Chromium for the journeys is there', browser !== undefined)
  if (check('the pages can be built', build())) runTests(files, browser, tally)
  return close(tally)
}

function call(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(program, args, { cwd: rootFolder(), stdio: 'inherit', env }).status === 0
}

interface Assertion {
  readonly status: string
  readonly fullName: string
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly name: string
    readonly assertionResults: readonly Assertion[]
  }[]
}

function runTests(files: readonly string[], browser: string | undefined, tally: Tally): void {
  const folder = mkdtempSync(join(tmpdir(), 'balai-report-'))
  const path = join(folder, 'report.json')
  const env = { ...process.env, ...(browser && { CHROMIUM: browser }), LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' }
  const ran = call(
    'vitest',
    ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    env
  )
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as Report
    tally.passed += report.numPassedTests
    tally.failed += report.numFailedTests
    tally.skipped += report.numPendingTests + report.numTodoTests
    // A file that can't be loaded has no tests that could fail, and yet nothing of it was shown.
    const unread = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.length
    )
    tally.failed += unread.length
    for (const { name } of unread) console.log(`not loaded: ${name.slice(rootFolder().length + 1)}`)
    for (const { fullName, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (status === 'skipped' || status === 'pending') console.log(`skipped: ${fullName}`)
    }
    if (!ran && report.numFailedTests + unread.length === 0) tally.failed += 1
  } catch {
    console.log('The tests ended without a report.')
    tally.failed += 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function close({ passed, failed, skipped }: Tally): number {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}
