import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { delegationsOn } from '#areas/dialogues/delegations-store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, done, inOffice } from '#test/demonstration.ts'
import { openMeeting } from './actions.server.ts'
import type { Command } from './command.ts'
import { carryOut, type Carried } from './commands.server.ts'
import { factsOf } from './facts.server.ts'
import { floorOf, listOf } from './floor.ts'
import { eventsAfter, meetingById } from './store.server.ts'

const AFTER = new Date('2025-11-17T02:00:00Z')
const BEFORE = new Date('2025-10-20T02:00:00Z')
const CHAIR = inOffice('hafiz-mansor')
const RATNA = inOffice('ratna-wijayakusuma')

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  const source = await fresh.db.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow()
  await fresh.db
    .insertInto('delegation')
    .values([
      { dialogue_id: 'ahrd-7', body_id: 'komnas-ham', capacity: 'nhri', source_id: source.id },
      { dialogue_id: 'ahrd-7', body_id: 'lantern-network', capacity: 'cso', source_id: source.id }
    ])
    .execute()
})
afterAll(() => fresh.close())

async function rehearsal(): Promise<string> {
  return done(openMeeting({ db: fresh.db, actor: RATNA, now: AFTER }, 'ahrd-7', true))
}

async function send(
  meeting: string,
  command: Command,
  {
    actor = CHAIR,
    delegations = [],
    now = AFTER,
    commandId
  }: { actor?: Actor; delegations?: string[]; now?: Date; commandId?: string } = {}
): Promise<Carried | Refusal> {
  return carryOut(fresh.db, meeting, {
    command,
    actor,
    rights: { duties: [], delegations },
    now,
    ...(commandId && { commandId })
  })
}

const ask = (delegation: string): Command => ({
  do: 'ask',
  delegation,
  kind: 'speech',
  joint: [],
  speaker: '',
  question: null
})

async function listNow(meeting: string): Promise<string[]> {
  const found = (await meetingById(fresh.db, meeting))!
  const facts = await factsOf(fresh.db, found, '2025-11-17')
  return listOf(floorOf(await eventsAfter(fresh.db, meeting, 0), facts), facts).map(({ delegation }) => delegation)
}

describe('who sits as what', () => {
  test('Timor-Leste is an observer until the day of its admission', async () => {
    const on = async (day: string) =>
      (await delegationsOn(fresh.db, 'ahrd-7', day)).find(({ bodyId }) => bodyId === 'TL')?.category
    expect(await on('2025-10-25')).toBe('observer-state')
    expect(await on('2025-10-26')).toBe('member-state')
  })

  test('an institution by its status, an organisation by its relationship', async () => {
    const sitting = new Map((await delegationsOn(fresh.db, 'ahrd-7', '2025-11-17')).map((one) => [one.bodyId, one]))
    expect(sitting.get('komnas-ham')).toMatchObject({ category: 'nhri-a', stateId: 'ID' })
    expect(sitting.get('lantern-network')).toMatchObject({ category: 'cso', stateId: null })
    expect(sitting.get('cpr')?.category).toBe('permanent-representatives')
    const before = await delegationsOn(fresh.db, 'ahrd-7', '2024-11-04')
    expect(before.find(({ bodyId }) => bodyId === 'lantern-network')?.category).toBe('cso-unaccredited')
  })
})

describe('commands', () => {
  test('before its admission Timor-Leste may not take a member’s turn, and afterwards it may', async () => {
    const meeting = await rehearsal()
    const turn: Command = { do: 'give', delegation: 'TL', kind: 'speech', inside: false }
    await send(meeting, { do: 'open-item', item: 'briefing-tl' }, { now: BEFORE })
    expect(await send(meeting, turn, { now: BEFORE })).toMatchObject({
      refused: 'floor.follows_without_speaking',
      values: { category: 'observer_state', edition: 7, segment: 2 }
    })
    expect(await send(meeting, turn, { now: AFTER })).toMatchObject({ request: 1 })
  })

  test('a delegate asks for their own delegation alone, and chairs nothing', async () => {
    const meeting = await rehearsal()
    await send(meeting, { do: 'open-item', item: 'general' })
    await send(meeting, { do: 'open-list' })
    const siti = { actor: inOffice('siti-lestari-adi'), delegations: ['ID'] }
    expect(await send(meeting, ask('TH'), siti)).toMatchObject({ refused: 'floor.refused_delegation' })
    expect(await send(meeting, { do: 'next' }, siti)).toMatchObject({ refused: 'floor.refused_chair' })
    expect(await send(meeting, ask('ID'), siti)).toMatchObject({ request: 1 })
    expect(await listNow(meeting)).toEqual(['ID'])
  })

  test('the same command sent twice is carried out once, in one rush and afterwards', async () => {
    const meeting = await rehearsal()
    await send(meeting, { do: 'open-item', item: 'general' })
    await send(meeting, { do: 'open-list' })
    await send(meeting, ask('ID'))
    await send(meeting, ask('TH'))
    const next = () => send(meeting, { do: 'next' }, { commandId: 'press-0001' })
    const rush = await Promise.all([next(), next(), next()])
    expect(rush.filter((outcome) => !isRefusal(outcome) && !outcome.already)).toHaveLength(1)
    expect(await next()).toMatchObject({ already: 'floor.carried_out_already' })
    expect(await listNow(meeting)).toEqual(['TH'])
  })

  test('five hundred requests of eleven delegations at once: each is on the list once, numbered without gaps, with its audit row', async () => {
    const meeting = await rehearsal()
    await send(meeting, { do: 'open-item', item: 'general' })
    await send(meeting, { do: 'open-list' })
    const states = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'TL', 'VN']
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, (_, i) => send(meeting, ask(states[i % states.length]!)))
    )
    expect(outcomes.some(isRefusal)).toBe(false)
    const events = await eventsAfter(fresh.db, meeting, 0)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 + states.length }, (_, i) => i + 1))
    const rows = await fresh.db
      .selectFrom('audit')
      .select('details')
      .where('subject_id', '=', meeting)
      .where('permission', '=', 'floor.speak')
      .execute()
    expect(rows).toHaveLength(states.length)
  })

  test('a fact of the room can’t be changed', async () => {
    await expect(fresh.db.updateTable('floor_event').set({ by_name: 'somebody else' }).execute()).rejects.toThrow()
  })
})

describe('opening', () => {
  test('an edition has one meeting of the record; only the secretariat opens it', async () => {
    const context = (actor: Actor) => ({ db: fresh.db, actor, now: AFTER })
    expect(await openMeeting(context(CHAIR), 'ahrd-7', false)).toMatchObject({ refused: 'shell.refused_role' })
    expect(await openMeeting(context(RATNA), 'ahrd-7', false)).toBe('ahrd-7')
    expect(await openMeeting(context(RATNA), 'ahrd-7', false)).toMatchObject({ refused: 'floor.meeting_open_already' })
  })
})
