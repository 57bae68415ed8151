import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rootFolder } from '#platform/settings.ts'
import { isRefusal } from '#platform/refusal.ts'
import { extract } from './extraction.ts'
import { readDocument } from './read.server.ts'

// Real reports and what people coded of them have no clear licence: they lie beside the project where someone put
// them, never in it, and these tests are skipped, by name, where they are absent.
const shared = join(rootFolder(), '..', 'shared')
const scorer = join(shared, 'eval', 'score-extraction.mjs')
const truth = join(shared, 'data', 'upr-recommendations-sessions-01-12.csv.gz')
const absent = !existsSync(scorer) || !existsSync(truth)

const REPORTS: readonly (readonly [file: string, state: string, session: number])[] = [
  ['bruneidarussalam2010', 'Brunei Darussalam', 6],
  ['cambodia2010', 'Cambodia', 6],
  ['laopeoplesdemocraticrepublic2010', 'Laos', 8],
  ['myanmar2011', 'Myanmar', 10],
  ['singapore2011', 'Singapore', 11],
  ['thailand2011', 'Thailand', 12],
  ['timorleste2011', 'Timor-Leste', 12]
]

async function f1Of(file: string, state: string, session: number): Promise<number> {
  const reading = await readDocument(readFileSync(join(shared, 'data', 'upr-reports', `${file}.pdf`)), `${file}.pdf`)
  if (isRefusal(reading)) throw new Error(reading.refused)
  const got = extract(reading).map(({ text, recommendedBy }) => ({
    text,
    recommendedBy: recommendedBy.map(({ printed }) => printed)
  }))
  const folder = mkdtempSync(join(tmpdir(), 'balai-extraction-'))
  try {
    writeFileSync(join(folder, 'got.json'), JSON.stringify(got))
    const told = execFileSync(process.execPath, [scorer, truth, state, String(session), join(folder, 'got.json')], {
      encoding: 'utf8'
    })
    return Number(/f1 (\d\.\d+)/.exec(told)![1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(absent)('real reports beside the project (../shared), scored against what people coded', () => {
  test('reports of 2010 and 2011: 0.97 in the mean, none under 0.93', { timeout: 60_000 }, async () => {
    const scores: number[] = []
    for (const [file, state, session] of REPORTS) scores.push(await f1Of(file, state, session))
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0.93)
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.97)
  })

  test('the report of 2008, which joins several in one sentence: 0.80', { timeout: 60_000 }, async () => {
    expect(await f1Of('philippines2008', 'Philippines', 1)).toBeGreaterThanOrEqual(0.8)
  })
})
