import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, TODAY } from '#test/demonstration.ts'
import { retract, signOff, speak, type GivenEntry } from './actions.server.ts'
import { correctStage, recordStage, withdrawStage } from './life-actions.server.ts'
import { stageOn, type LaterStage } from './life.ts'
import { statePart, statePosition, withdrawStatement } from './positions-actions.server.ts'
import { answersOf, replyDaysOf } from './positions-store.server.ts'
import { answerOn, newestReplyDay, positionOn, type PartPosition } from './positions.ts'
import { setReplyDay } from './reply-day-actions.server.ts'
import { entriesOf, recommendationByReference, stagesOf } from './store.server.ts'
import { standingOn } from './tracks.ts'

const now = new Date(`${TODAY}T03:00:00Z`)
const FACTS = [
  ...['recommendation_stage', 'recommendation_position', 'position_part', 'part_position', 'reply_day'],
  ...['progress_entry', 'progress_file', 'progress_validation', 'progress_retraction', 'source', 'audit']
]
let fresh: FreshDatabase
/** The one that a run is about: another run finds another, with what earlier ones left there. */
let R = 'AHRD7-R3'
let recommendation: number
let all: readonly string[]
const dataFolder = mkdtempSync(join(tmpdir(), 'balai-facts-'))

beforeAll(async () => {
  fresh = await demonstrationDatabase(now)
  const rows = await fresh.db
    .selectFrom('recommendation as r')
    .innerJoin('recommendation_addressee as a', 'a.recommendation_id', 'r.id')
    .select('r.reference')
    .where('a.body_id', '=', 'ID')
    .orderBy('r.reference')
    .execute()
  all = rows.map(({ reference }) => reference)
})

afterAll(async () => {
  await fresh.close()
  rmSync(dataFolder, { recursive: true })
})

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now })
const siti = () => as('siti-lestari-adi')
const ratna = () => as('ratna-wijayakusuma')
const yohanes = () => as('yohanes-prabaswara')

/** Every row of every fact table, word for word. */
async function everyRow(): Promise<Map<string, Set<string>>> {
  const tables = new Map<string, Set<string>>()
  for (const table of FACTS) {
    const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(
      fresh.db
    )
    tables.set(table, new Set(rows.map(({ row }) => row)))
  }
  return tables
}

interface Step {
  readonly kind: keyof typeof STEPS
  readonly day: number
  readonly pick: number
  readonly word: PartPosition
  readonly stage: LaterStage
}

const dayOfStep = ({ day }: Step) => `2026-0${1 + Math.floor(day / 28)}-${String((day % 28) + 1).padStart(2, '0')}`
const chosen = <T>(list: readonly T[], { pick }: Step): T | undefined => list[pick % Math.max(1, list.length)]
const FOUND = { documentId: null, source: { title: 'Letter', url: null, publishedOn: null }, place: null }
const saying = (step: Step) => ({
  reference: R,
  bodyId: 'ID',
  statedOn: dayOfStep(step),
  text: null,
  locale: 'en',
  found: null,
  corrects: null,
  because: 'Brought right',
  parts: []
})
const telling = (step: Step): GivenEntry => ({
  reference: R,
  aboutBodyId: 'ID',
  track: 'state',
  byBodyId: 'ID',
  scaleId: 'balai',
  grade: step.word === 'supported' ? 'fully' : 'under-way',
  observedOn: dayOfStep(step),
  text: `Said as step ${step.pick}`,
  locale: 'en',
  evidence: null,
  evidenceUrl: null,
  corrects: null
})
const file = (step: Step) => [{ name: `note-${step.pick}.txt`, bytes: new TextEncoder().encode(`Note ${step.pick}`) }]
const staging = (step: Step) => ({
  reference: R,
  stage: step.stage,
  reachedOn: dayOfStep(step),
  into: 'AHRD7-R5',
  reason: 'Decided',
  source: 'Record',
  sourceUrl: null,
  because: 'Wrong meeting'
})

const answers = () => answersOf(fresh.db, recommendation, 'ID')
const entries = () => entriesOf(fresh.db, recommendation, 'ID')
const stages = () => stagesOf(fresh.db, recommendation)
const standingParts = async () => answerOn(await answers(), TODAY)?.parts ?? []

/** Everything that can be done with a recommendation, right or wrong, through the same actions as the pages. */
const STEPS = {
  stage: async (step: Step) => recordStage(ratna(), staging(step)),
  'correct stage': async (step: Step) =>
    correctStage(ratna(), { ...staging(step), corrects: chosen(await stages(), step)?.id ?? 0 }),
  'withdraw stage': async (step: Step) =>
    withdrawStage(ratna(), { ...staging(step), stageId: chosen(await stages(), step)?.id ?? 0 }),
  state: async (step: Step) => statePosition(siti(), { ...saying(step), position: step.word }),
  record: async (step: Step) => statePosition(ratna(), { ...saying(step), position: step.word, found: FOUND }),
  split: async (step: Step) =>
    statePosition(siti(), {
      ...saying(step),
      position: 'partly',
      parts: [
        { text: `One ${step.pick}`, position: step.word },
        { text: 'Two', position: 'pending' }
      ]
    }),
  'correct position': async (step: Step) =>
    statePosition(siti(), {
      ...saying(step),
      position: step.word,
      corrects: chosen(await answers(), step)?.id ?? 0
    }),
  'withdraw position': async (step: Step) =>
    withdrawStatement(siti(), 'whole', chosen(await answers(), step)?.id ?? 0, 'Never said'),
  part: async (step: Step) =>
    statePart(siti(), {
      ...saying(step),
      position: step.word,
      partId: chosen(await standingParts(), step)?.id ?? 0
    }),
  'withdraw part': async (step: Step) => {
    const said = (await standingParts()).flatMap(({ statements }) => statements)
    return withdrawStatement(siti(), 'part', chosen(said, step)?.id ?? 0, 'Never said')
  },
  'reply day': async (step: Step) => {
    const newest = newestReplyDay(await replyDaysOf(fresh.db, recommendation))
    return setReplyDay(ratna(), {
      ...staging(step),
      dueOn: step.word === 'noted' ? null : dayOfStep(step),
      corrects: newest?.id ?? null
    })
  },
  report: async (step: Step) => speak(siti(), telling(step), { dataFolder, files: file(step), keeps: [] }),
  'correct report': async (step: Step) =>
    speak(siti(), { ...telling(step), corrects: chosen(await entries(), step)?.id ?? 0 }),
  assess: async (step: Step) => speak(yohanes(), { ...telling(step), track: 'stakeholder', byBodyId: 'komnas-ham' }),
  retract: async (step: Step) => retract(yohanes(), chosen(await entries(), step)?.id ?? 0, 'Wrong figure'),
  'sign off': async (step: Step) => signOff(as('dewi-anggraini-putri'), chosen(await entries(), step)?.id ?? 0)
} as const

/** The newest first, as the stores read them, or any other way round: told without the numbers of the rows. */
async function status(mixed: <T>(facts: readonly T[]) => T[]): Promise<unknown> {
  const said = mixed(await answers()).map((one) => ({
    ...one,
    parts: mixed(one.parts).map((part) => ({ ...part, statements: mixed(part.statements) }))
  }))
  const { state, stakeholders, body } = standingOn(mixed(await entries()), TODAY)
  const told = (entry: typeof state) => entry && [entry.by, entry.level, entry.observedOn]
  return [
    positionOn(said, TODAY),
    stageOn(mixed(await stages()), TODAY),
    told(state),
    stakeholders.map(told),
    told(body)
  ]
}

const step = (kind: Step['kind'], day: number, more: Partial<Step> = {}): Step => ({
  kind,
  day,
  pick: 0,
  word: 'supported',
  stage: 'consensus',
  ...more
})

test('no sequence of actions changes or loses a row of any fact, and the status is what the facts say in any order', async () => {
  const succeeded = new Map<string, number>()
  const anyStep: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom(...(Object.keys(STEPS) as Step['kind'][])),
    day: fc.integer({ min: 0, max: 55 }),
    pick: fc.nat(30),
    word: fc.constantFrom('supported', 'noted', 'pending', 'no-reply'),
    stage: fc.constantFrom('consensus', 'adopted', 'noted', 'deferred', 'consolidated', 'withdrawn')
  })
  // Every kind of action once, so that each is seen to succeed: the newest of each list comes first.
  const everyKind: Step[] = [
    step('state', 3),
    step('correct position', 4, { word: 'noted' }),
    step('withdraw position', 0),
    step('record', 5, { word: 'noted' }),
    step('split', 7),
    step('part', 9, { pick: 1, word: 'noted' }),
    step('withdraw part', 0),
    step('reply day', 20),
    step('report', 11),
    step('sign off', 0),
    step('correct report', 12, { word: 'noted' }),
    step('assess', 13, { word: 'noted' }),
    step('retract', 0),
    step('stage', 14),
    step('correct stage', 15),
    step('withdraw stage', 0, { pick: 1 })
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 12 }), fc.nat(20), async (steps, which) => {
      R = all[which % all.length]!
      recommendation = (await recommendationByReference(fresh.db, R))!.id
      for (const one of steps) {
        const before = await everyRow()
        const outcome = await STEPS[one.kind](one)
        const after = await everyRow()
        for (const [table, rows] of before) {
          expect(
            [...rows].filter((row) => !after.get(table)!.has(row)),
            `${one.kind} on ${table}`
          ).toEqual([])
        }
        // What is done is written down once; what is refused leaves nothing at all behind.
        expect(after.get('audit')!.size - before.get('audit')!.size).toBe(isRefusal(outcome) ? 0 : 1)
        if (isRefusal(outcome)) expect(after).toEqual(before)
        else succeeded.set(one.kind, (succeeded.get(one.kind) ?? 0) + 1)
      }
      const asRead = await status((facts) => [...facts])
      expect(await status((facts) => facts.toReversed())).toEqual(asRead)
      const said = positionOn(await answers(), TODAY)
      const { rows } = await sql<{ position: string | null; answers: string[] }>`
        select s.answers, (select p.position from standing_position p where p.recommendation_id = s.recommendation_id
          and p.body_id = 'ID' order by p.stated_on desc, p.id desc limit 1) as position
        from recommendation_search s where s.recommendation_id = ${recommendation}`.execute(fresh.db)
      expect([rows[0]!.position ?? 'pending', rows[0]!.answers.includes(`ID:${said}`)]).toEqual([said, true])
    }),
    { numRuns: 35, examples: [[everyKind, 0]] }
  )
  expect([...succeeded.keys()].sort()).toEqual(Object.keys(STEPS).sort())
})

test('the database itself refuses to change a file of an entry', async () => {
  await expect(fresh.db.deleteFrom('progress_file').execute()).rejects.toThrow('facts')
})
