import { readFileSync } from 'node:fs'
import { statesOfTheWorld } from '#areas/bodies/states-of-the-world.ts'
import { codedRows } from '#areas/bulk/history-file.server.ts'
import type { CodedRow } from '#areas/bulk/history.ts'
import { uprIssues } from '#areas/recommendations/upr-issues.ts'
import { isRefusal } from '#platform/refusal.ts'
import { Chance } from './chance.ts'
import { sentencesFrom } from './sentences.ts'

const SEED = 20251118
const SESSIONS = 12

/** Coded rows of past reviews: those of a file, or as many of our own vocabulary. */
export function pastRows(path: string | undefined, count: number): CodedRow[] {
  if (!path) return generatedRows(count)
  const read = codedRows(readFileSync(path))
  if (isRefusal(read)) throw new Error(read.refused)
  return read
}

function generatedRows(count: number): CodedRow[] {
  const chance = new Chance(SEED)
  const sentence = sentencesFrom(undefined, chance)
  return Array.from({ length: count }, () => ({
    session: String(1 + chance.below(SESSIONS)),
    state_under_review: chance.of(statesOfTheWorld).name,
    recommending_state: chance.of(statesOfTheWorld).name,
    response: chance.next() < 0.75 ? 'Supported' : 'Noted',
    issues: chance
      .some(uprIssues, 3)
      .map(({ name }) => name)
      .join(','),
    recommendation: sentence().text
  }))
}
