import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import {
  recordInstitutionStep,
  recordStatus,
  withdrawInstitutionStep,
  type GivenStatus,
  type GivenStep
} from './institution-actions.server.ts'
import { standingOfMembers } from './institution-steps.ts'
import { institutionsOf, stepsOf } from './institution-store.server.ts'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase()
})
afterAll(() => fresh.close())

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now: NOW })
const ratna = () => as('ratna-wijayakusuma')
const siti = () => as('siti-lestari-adi')

const plain: GivenStep = {
  kind: 'commitment',
  reachedOn: '2025-06-01',
  text: 'The government announced that it would found one.',
  locale: 'en',
  source: 'Statement of 1 June 2025',
  sourceUrl: null,
  corrects: null,
  reason: null
}

async function recorded(context: ReturnType<typeof ratna>, state: string, change: Partial<GivenStep> = {}) {
  const told = await recordInstitutionStep(context, state, { ...plain, ...change })
  if (isRefusal(told)) throw new Error(told.refused)
  return told.id
}

test('steps are recorded by the secretariat, or by a focal point about their own State', async () => {
  await recorded(ratna(), 'VN')
  await recorded(siti(), 'ID')
  expect(await recordInstitutionStep(siti(), 'VN', plain)).toMatchObject({ refused: 'shell.refused_role' })
  for (const id of ['yohanes-prabaswara', 'maricel-bautista-cruz', 'hafiz-mansor']) {
    expect(await recordInstitutionStep(as(id), 'ID', plain)).toMatchObject({ refused: 'shell.refused_role' })
  }
  expect((await stepsOf(fresh.db, 'ID')).map(({ recordedFor }) => recordedFor)).toEqual(['ID'])
})

test.each([
  ['a day that is still to come', { reachedOn: '2026-03-03' }, 'standing.day_in_future'],
  ['an unknown kind', { kind: 'wish' }, 'standing.kind_missing'],
  ['a row that is none', { corrects: 999_999, reason: 'x' }, 'standing.step_missing']
])('%s gets a sentence', async (_name, change, refused) => {
  expect(await recordInstitutionStep(ratna(), 'VN', { ...plain, ...change })).toMatchObject({ refused })
})

test('a State leaves alone what the secretariat recorded; the secretariat puts anything right', async () => {
  const id = await recorded(ratna(), 'ID', { kind: 'law-adopted' })
  const right = { ...plain, corrects: id, reason: 'A wrong day' }
  expect(await recordInstitutionStep(siti(), 'ID', right)).toMatchObject({ refused: 'shell.refused_role' })
  expect(await withdrawInstitutionStep(siti(), id, 'x')).toMatchObject({ refused: 'shell.refused_role' })
  const own = await recorded(siti(), 'ID', { kind: 'appointed' })
  await recorded(ratna(), 'ID', { kind: 'appointed', corrects: own, reason: 'The gazette says another day' })
})

test('two who put one row right at once: one does, the other is told which stands', async () => {
  const id = await recorded(ratna(), 'KH')
  const both = await Promise.all(
    ['First', 'Second'].map((text) =>
      recordInstitutionStep(ratna(), 'KH', { ...plain, text, corrects: id, reason: 'Clearer' })
    )
  )
  const stands = both.find((one) => 'id' in one) as { id: number }
  expect(both).toContainEqual({ refused: 'standing.step_changed_meanwhile', values: { step: stands.id } })
})

test('what is taken back stands no more and stays readable', async () => {
  const id = await recorded(ratna(), 'LA', { kind: 'draft-law' })
  expect(await withdrawInstitutionStep(ratna(), id, 'It was another law')).toBeNull()
  expect(await withdrawInstitutionStep(ratna(), id, 'Again')).toMatchObject({
    refused: 'standing.step_changed_meanwhile'
  })
  const rows = await stepsOf(fresh.db, 'LA')
  expect(rows.map(({ withdrawn, reason }) => [withdrawn, reason])).toEqual([
    [false, null],
    [true, 'It was another law']
  ])
  expect(standingOfMembers(['LA'], [], rows, '2026-03-02')[0]).toMatchObject({ steps: [], furthest: null })
})

test('a status is recorded and put right by the secretariat, for an institution of that State', async () => {
  const given: GivenStatus = {
    institution: 'mnhrc',
    status: 'B',
    effectiveOn: '2015-11-01',
    reason: 'Decided in November 2015',
    locale: 'en',
    source: 'Chart of statuses',
    sourceUrl: null,
    corrects: null
  }
  const statuses = async () => (await institutionsOf(fresh.db, 'MM'))[0]!.statuses
  expect(await recordStatus(siti(), 'MM', given)).toHaveProperty('refused')
  expect(await recordStatus(ratna(), 'TH', given)).toMatchObject({ field: 'institution' })
  expect(await recordStatus(ratna(), 'MM', given)).toBeNull()
  const { id } = (await statuses())[0]!
  expect(await recordStatus(ratna(), 'MM', { ...given, effectiveOn: '2015-12-01', corrects: id })).toBeNull()
  expect((await statuses()).map(({ effectiveOn }) => effectiveOn)).toEqual(['2015-12-01'])
  expect(await recordStatus(ratna(), 'MM', { ...given, corrects: id })).toMatchObject({
    refused: 'standing.status_changed_meanwhile'
  })
})

test('a status doesn’t cite another source of the same name', async () => {
  const given: GivenStatus = {
    institution: 'suhakam',
    status: 'A',
    effectiveOn: '2016-02-01',
    reason: 'Reviewed',
    locale: 'en',
    source: 'Report of the sub-committee',
    sourceUrl: 'https://example.org/2016',
    corrects: null
  }
  expect(await recordStatus(ratna(), 'MY', given)).toBeNull()
  const later = { ...given, effectiveOn: '2021-02-01', sourceUrl: 'https://example.org/2021' }
  expect(await recordStatus(ratna(), 'MY', later)).toMatchObject({
    refused: 'positions.source_other_address',
    values: { url: 'https://example.org/2016' }
  })
})
