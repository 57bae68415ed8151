import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#areas/people/actor.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice, NOW, TODAY } from '#test/demonstration.ts'
import { correctStage, recordStage, withdrawStage } from './life-actions.server.ts'
import { stageOn } from './life.ts'
import { statePart, statePosition, withdrawStatement, type GivenPosition } from './positions-actions.server.ts'
import { answersOf, replyDaysOf, splitsOf } from './positions-store.server.ts'
import { positionOn, replyDayOf } from './positions.ts'
import { setReplyDay } from './reply-day-actions.server.ts'
import { recommendationByReference, stagesOf } from './store.server.ts'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase()
})

afterAll(() => fresh.close())

const as = (actor: Actor) => ({ db: fresh.db, actor, now: NOW })
const siti = () => as(inOffice('siti-lestari-adi'))
const wahyu = () => as(inOffice('wahyu-purnomo-jati'))
const ratna = () => as(inOffice('ratna-wijayakusuma'))
const SOURCE = { documentId: null, source: { title: 'Letter 12', url: null, publishedOn: '2026-01-20' }, place: 'p. 2' }

const plain: GivenPosition = {
  reference: 'AHRD7-R1',
  bodyId: 'ID',
  position: 'supported',
  statedOn: '2026-01-10',
  text: null,
  locale: 'en',
  found: null,
  corrects: null,
  because: null,
  parts: []
}
const inParts = (reference: string): GivenPosition => ({
  ...plain,
  reference,
  position: 'partly',
  parts: [
    { text: 'Take up themes.', position: 'supported' },
    { text: 'With all bodies.', position: 'pending' }
  ]
})

const idOf = async (reference: string) => (await recommendationByReference(fresh.db, reference))!.id
const answers = async (reference: string, body = 'ID') => answersOf(fresh.db, await idOf(reference), body)
/** How search finds it, counts it and names it. */
async function found(reference: string, body = 'ID'): Promise<string | undefined> {
  const { rows } = await sql<{ answers: string[] }>`
    select answers from recommendation_search where reference = ${reference}`.execute(fresh.db)
  return rows[0]!.answers.find((one) => one.startsWith(`${body}:`))
}

describe('who says what an addressee’s position is', () => {
  test.each([
    ['a focal point of another State', inOffice('niran-thepsuwan')],
    ['a validating focal point', inOffice('dewi-anggraini-putri')],
    ['an NHRI', inOffice('yohanes-prabaswara')],
    ['the chair', inOffice('hafiz-mansor')],
    ['the hall itself', { kind: 'system', name: 'job' } as Actor],
    ['a visitor', { kind: 'visitor' } as Actor]
  ])('not %s', async (_name, actor) => {
    const before = (await answers('AHRD7-R1')).length
    expect(await statePosition(as(actor), { ...plain, found: SOURCE })).toHaveProperty('refused')
    expect(await answers('AHRD7-R1')).toHaveLength(before)
  })

  test('its main focal point and the alternate do; the secretariat with a source alone', async () => {
    await done(statePosition(siti(), { ...plain, text: 'We are ready.' }))
    await done(statePosition(wahyu(), { ...plain, statedOn: '2026-01-12', position: 'noted' }))
    const given = { ...plain, bodyId: 'TH', position: 'noted' as const }
    expect(await statePosition(ratna(), given)).toMatchObject({ refused: 'positions.source_missing', field: 'source' })
    await done(statePosition(ratna(), { ...given, found: SOURCE }))
    expect((await answers('AHRD7-R1', 'TH'))[0]).toMatchObject({
      position: 'noted',
      place: 'p. 2',
      source: { title: 'Letter 12', publishedOn: '2026-01-20' }
    })
    expect([await found('AHRD7-R1'), await found('AHRD7-R1', 'TH')]).toEqual(['ID:noted', 'TH:noted'])
  })

  test('what an addressee said itself the secretariat can’t correct or withdraw; what a source says both can', async () => {
    const own = await done(statePosition(siti(), { ...plain, statedOn: '2026-01-14' }))
    const mended = { ...plain, statedOn: '2026-01-14', corrects: own.id, because: 'Misheard', found: SOURCE }
    expect(await statePosition(ratna(), mended)).toEqual({ refused: 'positions.only_addressee' })
    expect(await withdrawStatement(ratna(), 'whole', own.id, 'x')).toEqual({ refused: 'positions.only_addressee' })
    const theirs = await done(statePosition(ratna(), { ...plain, statedOn: '2026-01-15', found: SOURCE }))
    await done(statePosition(siti(), { ...mended, statedOn: '2026-01-15', corrects: theirs.id }))
  })

  test('a source is not given another address by the way; an unknown document is told', async () => {
    const url = 'https://example.org/letter'
    const other = { ...SOURCE, source: { ...SOURCE.source, url } }
    const given = { ...plain, bodyId: 'TH', statedOn: '2026-02-01' }
    expect(await statePosition(ratna(), { ...given, found: other })).toMatchObject({
      refused: 'positions.source_without_address'
    })
    expect(await statePosition(ratna(), { ...given, found: { ...SOURCE, documentId: 999_999 } })).toMatchObject({
      refused: 'positions.document_missing'
    })
  })

  test('no addressee, no answer', async () => {
    const stranger = as(inOffice('siti-lestari-adi', { role: 'focal-point', bodyId: 'komnas-ham', duty: 'main' }))
    expect(await statePosition(stranger, { ...plain, bodyId: 'komnas-ham' })).toEqual({
      refused: 'follow-up.not_addressed'
    })
  })
})

describe('an answer in parts', () => {
  test('needs its parts; what they come to is what search finds, and it changes with a part', async () => {
    expect(await statePosition(siti(), { ...inParts('AHRD7-R2'), parts: [] })).toMatchObject({
      refused: 'positions.parts_few'
    })
    await done(statePosition(siti(), inParts('AHRD7-R2')))
    expect(await found('AHRD7-R2')).toBe('ID:partly')
    const [answer] = await answers('AHRD7-R2')
    const second = { ...plain, reference: 'AHRD7-R2', partId: answer!.parts[1]!.id, position: 'supported' as const }
    expect(await statePart(siti(), { ...second, statedOn: '2026-01-09' })).toMatchObject({
      refused: 'positions.day_before_parts'
    })
    const { id } = await done(statePart(siti(), { ...second, statedOn: '2026-02-10' }))
    expect(await found('AHRD7-R2')).toBe('ID:supported')
    expect(await splitsOf(fresh.db, await idOf('AHRD7-R2'))).toEqual([{ bodyId: 'ID', parts: 2, supported: 2 }])
    expect(positionOn(await answers('AHRD7-R2'), '2026-02-09')).toBe('partly')
    await done(withdrawStatement(siti(), 'part', id, 'Not yet decided'))
    expect(await found('AHRD7-R2')).toBe('ID:partly')
    expect((await answers('AHRD7-R2'))[0]!.parts[1]!.statements).toHaveLength(3)
  })

  test('divided anew it is another answer: the parts of the first stay readable and take nothing more', async () => {
    const old = (await answers('AHRD7-R2'))[0]!
    const anew = { ...inParts('AHRD7-R2'), statedOn: '2026-02-20' }
    await done(statePosition(siti(), anew))
    const part = { ...plain, reference: 'AHRD7-R2', partId: old.parts[1]!.id, statedOn: '2026-02-21' }
    expect(await statePart(siti(), { ...part, position: 'noted' })).toEqual({ refused: 'positions.part_replaced' })
    expect((await answers('AHRD7-R2')).map(({ parts }) => parts.length)).toEqual([2, 2])
  })
})

describe('two at once', () => {
  test('who correct the same statement: one does, the other is told which stands', async () => {
    const { id } = await done(statePosition(siti(), { ...plain, reference: 'AHRD7-R3' }))
    const mended = { ...plain, reference: 'AHRD7-R3', corrects: id, because: 'Wrong word' }
    const both = await Promise.all([
      statePosition(siti(), { ...mended, position: 'noted' }),
      statePosition(wahyu(), { ...mended, position: 'pending' })
    ])
    const stands = both.find((one) => 'id' in one) as { id: number }
    expect(both).toContainEqual({ refused: 'positions.changed_meanwhile', values: { statement: stands.id } })
    // Brought together on top of the other's: the first of the three doesn't stand in the way of its own day.
    await done(statePosition(wahyu(), { ...mended, corrects: stands.id }))
  })

  test('who state for one day: the second is told which stands, and corrects it', async () => {
    const given = { ...plain, reference: 'AHRD7-R3', statedOn: '2026-02-05' }
    const both = await Promise.all([statePosition(siti(), given), statePosition(wahyu(), given)])
    const stands = both.find((one) => 'id' in one) as { id: number }
    expect(both).toContainEqual({
      refused: 'positions.stands_already',
      values: { statement: stands.id },
      field: 'statedOn'
    })
    await done(statePosition(wahyu(), { ...given, corrects: stands.id, because: 'Brought together' }))
  })
})

describe('no reply', () => {
  const R5 = { ...plain, reference: 'AHRD7-R5', bodyId: 'VN', position: 'no-reply' as const, found: SOURCE }
  const day = { reference: 'AHRD7-R5', source: 'Note 4', sourceUrl: null, corrects: null, because: null }

  test('is said by the secretariat, after the day that was set, and the day can’t be moved past it', async () => {
    expect(await statePosition(ratna(), R5)).toMatchObject({ refused: 'positions.no_reply_day' })
    expect(await setReplyDay(siti(), { ...day, dueOn: '2026-01-31' })).toHaveProperty('refused')
    const { id } = await done(setReplyDay(ratna(), { ...day, dueOn: '2026-01-31' }))
    expect(await statePosition(ratna(), { ...R5, statedOn: '2026-01-31' })).toMatchObject({
      refused: 'positions.no_reply_early',
      values: { day: '2026-01-31' }
    })
    await done(statePosition(ratna(), { ...R5, statedOn: '2026-02-01' }))
    expect(await found('AHRD7-R5', 'VN')).toBe('VN:no-reply')
    const moved = { ...day, dueOn: '2026-02-01', corrects: id, because: 'More time' }
    expect(await setReplyDay(ratna(), moved)).toMatchObject({ refused: 'positions.no_reply_stands' })
    expect(await setReplyDay(ratna(), { ...moved, dueOn: null })).toMatchObject({
      refused: 'positions.no_reply_stands'
    })
    expect(await setReplyDay(ratna(), { ...moved, corrects: null })).toMatchObject({
      refused: 'positions.reply_day_moved'
    })
    await done(setReplyDay(ratna(), { ...moved, dueOn: '2026-01-15' }))
    expect(replyDayOf(await replyDaysOf(fresh.db, await idOf('AHRD7-R5')))).toBe('2026-01-15')
    expect(await statePosition(siti(), { ...R5, bodyId: 'ID' })).toMatchObject({ refused: 'positions.no_reply_own' })
  })
})

describe('the life of a recommendation, put right', () => {
  const given = { reference: 'AHRD7-R6', into: null, reason: 'Decided', source: 'Record', sourceUrl: null }
  const stage = async () => stageOn(await stagesOf(fresh.db, await idOf('AHRD7-R6')), TODAY)

  test('a stage is corrected and withdrawn with a reason, where what follows still can; nothing is lost', async () => {
    const consensus = await done(recordStage(ratna(), { ...given, stage: 'consensus', reachedOn: '2026-01-10' }))
    const adopted = await done(recordStage(ratna(), { ...given, stage: 'adopted', reachedOn: '2026-02-10' }))
    const because = 'Wrong meeting'
    expect(await withdrawStage(siti(), { ...given, stageId: adopted.id, because })).toHaveProperty('refused')
    expect(await withdrawStage(ratna(), { ...given, stageId: consensus.id, because })).toEqual({
      refused: 'positions.stage_is_rested_on'
    })
    const mended = { ...given, corrects: adopted.id, because, stage: 'noted' as const, reachedOn: '2026-02-12' }
    expect(await correctStage(ratna(), { ...mended, reachedOn: '2026-01-01' })).toMatchObject({
      refused: 'positions.stage_breaks_life'
    })
    const { id } = await done(correctStage(ratna(), mended))
    expect(await stage()).toBe('noted')
    expect(await correctStage(ratna(), mended)).toEqual({
      refused: 'positions.changed_meanwhile',
      values: { statement: id }
    })
    await done(withdrawStage(ratna(), { ...given, stageId: id, because }))
    expect(await stage()).toBe('consensus')
    expect((await stagesOf(fresh.db, await idOf('AHRD7-R6'))).map((one) => one.because)).toEqual([
      null,
      null,
      because,
      because
    ])
  })

  test('a duplicate that was sent to the wrong recommendation goes on in the right one', async () => {
    const into = { ...given, stage: 'consolidated' as const, reachedOn: '2026-02-20' }
    expect(await statePosition(siti(), { ...plain, reference: 'AHRD7-R7' })).toHaveProperty('id')
    const { id } = await done(recordStage(ratna(), { ...into, reference: 'AHRD7-R7', into: 'AHRD7-R6' }))
    const right = { ...into, reference: 'AHRD7-R7', corrects: id, because: 'The other one' }
    expect(await correctStage(ratna(), { ...right, into: 'AHRD7-R7' })).toMatchObject({ field: 'into' })
    await done(correctStage(ratna(), { ...right, into: 'AHRD7-R5' }))
    const late = { ...plain, reference: 'AHRD7-R7', statedOn: '2026-02-21' }
    expect(await statePosition(siti(), late)).toEqual({ refused: 'follow-up.life_over' })
    expect(await statePosition(siti(), { ...late, statedOn: '2026-02-19' })).toHaveProperty('id')
  })
})

test('the database itself refuses to change what was said', async () => {
  const { db } = fresh
  await expect(db.updateTable('position_part').set({ text: 'Other words' }).execute()).rejects.toThrow('facts')
  await expect(db.deleteFrom('part_position').execute()).rejects.toThrow('facts')
  await expect(db.updateTable('reply_day').set({ due_on: TODAY }).execute()).rejects.toThrow('facts')
})
