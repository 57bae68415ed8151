import { afterAll, beforeAll, expect, test } from 'vitest'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import { everythingHappens } from '#test/told-hall.ts'
import { auditNames } from './audit-names-store.server.ts'
import { auditPage } from './audit.server.ts'
import { auditSentence } from './audit.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await demonstrationDatabase()
  await everythingHappens(fresh.db)
}, 60_000)
afterAll(() => fresh.close())

const NOTHING_ASKED = { actor: '', permission: '', subject: '', from: '', until: '', before: null }

test('what happened is told with names, read in one statement for the whole page', async () => {
  const { lines } = await auditPage(fresh.db, NOTHING_ASKED)
  const names = await auditNames(fresh.db, lines)
  const told = lines.map((line) => auditSentence(line, translatorOf('en'), names))
  const sentences = told.map((pieces) => pieces.map(({ text }) => text).join(''))
  const title = (
    await fresh.db
      .selectFrom('recommendation_text')
      .select('text')
      .where('kind', '=', 'title')
      .where('locale', '=', 'en')
      .where('recommendation_id', '=', (eb) =>
        eb.selectFrom('recommendation').select('id').where('reference', '=', 'AHRD7-R3')
      )
      .executeTakeFirstOrThrow()
  ).text
  for (const said of [
    `Yohanes Prabaswara assessed AHRD7-R3 “${title}” about Indonesia for`,
    'shared a practice in the name of Indonesia: A deposit',
    'recorded a step of Viet Nam towards an institution on 20 January 2026: Draft law',
    'confirmed ',
    'took a step in CSO-2026-0001 “Fishers”: Refused'
  ]) {
    expect(
      sentences.some((sentence) => sentence.includes(said)),
      said
    ).toBe(true)
  }
  expect(told.flat()).toContainEqual({ text: 'A deposit', href: '/practices/1' })
  expect(told.flat()).toContainEqual({ text: '8', href: '/preparation/8' })
})

test('a page without rows asks for nothing that could fail', async () => {
  expect(await auditNames(fresh.db, [])).toEqual({})
})
