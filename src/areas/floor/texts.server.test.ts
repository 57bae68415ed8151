import { afterAll, beforeAll, expect, test } from 'vitest'
import { VISITOR, type Actor } from '#areas/people/actor.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice } from '#test/demonstration.ts'
import { openMeeting } from './actions.server.ts'
import type { Command } from './command.ts'
import { carryOut } from './commands.server.ts'
import { meetingById, type Meeting } from './store.server.ts'
import { checkText, handInText, readableTexts } from './texts-actions.server.ts'

const AT = new Date('2025-11-17T02:00:00Z')
const WORDS = 'Mr Chair, Indonesia thanks the Commission.'
const SITI = inOffice('siti-lestari-adi')
const NIRAN = inOffice('niran-thepsuwan')
const HAFIZ = inOffice('hafiz-mansor')
const RATNA = inOffice('ratna-wijayakusuma')
const LIM = inOffice('lim-suet-yee')

let fresh: FreshDatabase
let meeting: Meeting

beforeAll(async () => {
  fresh = await demonstrationDatabase(new Date('2025-11-16T02:00:00Z'))
  const id = await done(openMeeting(context(RATNA), 'ahrd-7', true))
  meeting = (await meetingById(fresh.db, id))!
})
afterAll(() => fresh.close())

const context = (actor: Actor) => ({ db: fresh.db, actor, now: AT })
const handIn = (actor: Actor, words = WORDS) =>
  handInText(context(actor), meeting, { body: 'ID', item: 'general', kind: 'speech', locale: 'en', words })
const read = async (actor: Actor) => (await readableTexts(fresh.db, meeting.id, actor, AT)).map(({ words }) => words)
const chair = (command: Command) =>
  done(carryOut(fresh.db, meeting.id, { command, actor: HAFIZ, rights: { duties: [], delegations: [] }, now: AT }))

test('a text is embargoed until its speech begins, then everybody reads it, and it is checked against delivery', async () => {
  expect(await handIn(NIRAN)).toEqual({ refused: 'floor.refused_delegation' })
  expect(await handIn(HAFIZ)).toEqual({ refused: 'floor.refused_delegation' })
  await done(handIn(SITI, 'A draft.'))
  const text = await done(handIn(SITI))
  expect(await handIn(SITI)).toMatchObject({ refused: 'phone.handed_in_already' })

  const outside = [NIRAN, LIM, VISITOR]
  for (const actor of [SITI, HAFIZ, RATNA]) expect(await read(actor)).toEqual([WORDS])
  for (const actor of outside) expect(await read(actor)).toEqual([])
  expect(await checkText(context(SITI), meeting, text, { difference: '' })).toEqual({
    refused: 'phone.not_spoken_yet'
  })
  expect(await checkText(context(NIRAN), meeting, text, { difference: '' })).toMatchObject({
    refused: 'floor.refused_delegation'
  })

  await chair({ do: 'open-item', item: 'general' })
  await chair({ do: 'open-list' })
  for (const actor of outside) expect(await read(actor)).toEqual([])
  await chair({ do: 'give', delegation: 'ID', kind: 'speech', inside: false })
  for (const actor of [SITI, HAFIZ, RATNA, ...outside]) expect(await read(actor)).toEqual([WORDS])

  await done(checkText(context(SITI), meeting, text, { difference: 'The last sentence was left out.' }))
  const [checked] = await readableTexts(fresh.db, meeting.id, VISITOR, AT)
  expect(checked).toMatchObject({ check: { difference: 'The last sentence was left out.' }, mayCheck: false })

  await chair({ do: 'attribute', request: 1, attribution: 'withheld' })
  for (const actor of outside) expect(await read(actor)).toEqual([])
})

test('a rapporteur of the meeting reads and checks; texts are facts', async () => {
  await fresh.db
    .insertInto('meeting_duty')
    .values({ meeting_id: meeting.id, account_id: 'lim-suet-yee', duty: 'rapporteur', since: AT })
    .execute()
  expect(await read(LIM)).toEqual([WORDS])
  await expect(
    fresh.db
      .updateTable('statement_text')
      .set({ words: 'changed' } as never)
      .execute()
  ).rejects.toThrow()
})
