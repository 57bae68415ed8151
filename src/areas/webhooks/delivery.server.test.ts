import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Transaction } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordStage, retract, speak } from '#areas/follow-up/actions.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { cast, loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Database } from '#platform/db/schema.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import {
  addReceiver,
  changeReceiver,
  endReceiver,
  pauseReceiver,
  renewSecret,
  resumeReceiver,
  sendAgain,
  sendTest
} from './actions.server.ts'
import { deliverTo, type Delivering } from './delivery.server.ts'
import type { EventKind } from './events.ts'
import { tellOf } from './events.server.ts'
import { PATIENCE_days } from './receiving.ts'
import { verdictOn } from './signature.ts'
import { attemptsPage, receiverById, receivers, receiversWithWaiting } from './store.server.ts'

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly message: { id: string; type: string; data: { subject: { id: string } | null } }
}

const START = new Date('2026-03-02T03:00:00Z')
const OUTWARD = { origin: 'https://hall.example', reach: 'public-and-loopback', hallSecret: 's'.repeat(40) } as const
let fresh: FreshDatabase
let listener: Server
let address: string
let heard: Heard[] = []
let answer = 204
let now = START

beforeAll(async () => {
  fresh = await freshDatabase()
  await openHall({ db: fresh.db, mode: 'demonstration', now, afterLoad: [(tx, _mode, at) => loadCast(tx, at)] })
  listener = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      heard.push({ headers: request.headers, body, message: JSON.parse(body) as Heard['message'] })
      response.writeHead(answer).end('What a receiver says is nobody’s business.')
    })
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/path-of-theirs`
})
afterAll(async () => {
  listener.close()
  await fresh.close()
})
beforeEach(() => {
  heard = []
  answer = 204
})

function as(id: string) {
  const member = cast().find((one) => one.id === id)!
  const { role, bodyId, duty } = member
  const actor: Actor = {
    kind: 'account',
    id,
    name: member.name,
    mandates: [{ role, bodyId, duty, since: '2025-01-01', until: null }]
  }
  return { db: fresh.db, actor, now }
}
const ratna = () => as('ratna-wijayakusuma')
const delivering = (): Delivering => ({ db: fresh.db, outward: OUTWARD, clock: () => now })
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))

async function registered(kinds: readonly EventKind[] = ['progress.published', 'progress.retracted']) {
  const made = await addReceiver(ratna(), OUTWARD, { name: 'Komnas HAM, website', address, kinds })
  if (isRefusal(made)) throw new Error(made.refused)
  return made
}

async function report(text = 'Said'): Promise<number> {
  const told = await speak(as('siti-lestari-adi'), {
    reference: 'AHRD7-R3',
    aboutBodyId: 'ID',
    track: 'state',
    byBodyId: 'ID',
    scaleId: 'balai',
    grade: 'under-way',
    observedOn: '2026-02-01',
    text,
    locale: 'en',
    evidence: null,
    evidenceUrl: null,
    corrects: null
  })
  if (isRefusal(told)) throw new Error(told.refused)
  return told.id
}

const eventsCount = async () =>
  Number(
    (
      await fresh.db
        .selectFrom('hall_event')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  )

describe('an event', () => {
  test('is there exactly when its fact is', async () => {
    const before = await eventsCount()
    const refused = await speak(as('siti-lestari-adi'), {
      reference: 'AHRD7-R3',
      aboutBodyId: 'TH',
      track: 'state',
      byBodyId: 'TH',
      scaleId: 'balai',
      grade: 'partly',
      observedOn: '2026-02-01',
      text: 'In another’s name',
      locale: 'en',
      evidence: null,
      evidenceUrl: null,
      corrects: null
    })
    expect(refused).toHaveProperty('refused')
    expect(await eventsCount()).toBe(before)
    await report()
    expect(await eventsCount()).toBe(before + 1)
  })
  test('waits for the one before it: whoever read up to a number missed none below it', async () => {
    const tell = (tx: Transaction<Database>) =>
      tellOf(tx, 1, { permission: 'follow-up.report', subjectKind: null, subjectId: null, details: {} }, now)
    const before = await eventsCount()
    const order: string[] = []
    let release = () => {}
    const slow = fresh.db.transaction().execute(async (tx) => {
      await tell(tx)
      order.push('slow has its number')
      await new Promise<void>((done) => (release = done))
    })
    while (!order.length) await new Promise((done) => setTimeout(done, 5))
    const quick = fresh.db
      .transaction()
      .execute(tell)
      .then(() => order.push('quick is visible'))
    await new Promise((done) => setTimeout(done, 100))
    expect(await eventsCount()).toBe(before)
    order.push('slow ends')
    release()
    await Promise.all([slow, quick])
    expect(order).toEqual(['slow has its number', 'slow ends', 'quick is visible'])
    expect(await eventsCount()).toBe(before + 2)
  })
})

describe('a receiver', () => {
  test('hears what comes after it was registered, in order, signed, and nothing else', async () => {
    await report('Before anybody listened')
    const { id, secret } = await registered()
    const entry = await report('First')
    await recordStage(ratna(), {
      reference: 'AHRD7-R7',
      stage: 'consensus',
      reachedOn: '2026-01-11',
      into: null,
      reason: 'Decided',
      source: 'Record',
      sourceUrl: null
    })
    await retract(as('siti-lestari-adi'), entry, 'A wrong figure')
    await deliverTo(delivering(), id)
    expect(heard.map(({ message }) => message.type)).toEqual(['progress.published', 'progress.retracted'])
    for (const { headers, body } of heard) {
      const given = headers as Record<string, string>
      expect(verdictOn(secret, given, body, now)).toBe('genuine')
      expect(verdictOn(`whsec_${'A'.repeat(43)}=`, given, body, now)).toBe('wrong-signature')
      expect(body).not.toMatch(/wrong figure|First|siti|Lestari/i)
    }
    expect(heard[0]!.headers['webhook-id']).toBe(heard[0]!.message.id)
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(2)
    expect(await receiverById(fresh.db, id)).toMatchObject({ waiting: 0, delivered: 2, state: 'listening' })
    await endReceiver(ratna(), id)
  })

  test('that fails is tried again later under the same identifier, and holds back what comes after', async () => {
    const { id } = await registered()
    answer = 503
    await report('One')
    await report('Two')
    await deliverTo(delivering(), id)
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(1)
    later(5)
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(2)
    answer = 200
    later(30)
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(4)
    expect(new Set(heard.slice(0, 3).map(({ message }) => message.id)).size).toBe(1)
    expect(Number(heard[3]!.message.id.slice(4))).toBeGreaterThan(Number(heard[0]!.message.id.slice(4)))
    const { attempts } = await attemptsPage(fresh.db, id, { before: null, failed: false })
    expect(attempts.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['delivered', 200],
      ['delivered', 200],
      ['refused', 503],
      ['refused', 503]
    ])
    expect((await attemptsPage(fresh.db, id, { before: null, failed: true })).attempts).toHaveLength(2)
    await endReceiver(ratna(), id)
  })

  test('that fails for days is paused, and everyone in the secretariat told once; resumed, it hears what waited', async () => {
    const { id } = await registered()
    answer = 500
    await report('Nobody there')
    const letters = async () =>
      (await fresh.db.selectFrom('mail').select(['subject', 'text']).execute()).filter(({ subject }) =>
        /Webhook|เว็บฮุก/.test(subject)
      )
    const before = (await letters()).length
    for (let tries = 0; tries < 40 && (await receiverById(fresh.db, id))!.state === 'listening'; tries++) {
      await deliverTo(delivering(), id)
      later(10 * 3600)
    }
    expect((await receiverById(fresh.db, id))!.state).toBe('paused')
    expect(now.getTime() - START.getTime()).toBeGreaterThan(PATIENCE_days * 86_400_000)
    const secretariat = cast().filter(({ role }) => role === 'secretariat').length
    expect((await letters()).length).toBe(before + secretariat)
    expect((await letters()).at(-1)!.text).toContain(`/webhooks/${id}`)
    const tried = heard.length
    await report('Meanwhile')
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(tried)
    answer = 200
    expect(await resumeReceiver(ratna(), id, false)).toEqual({ id })
    expect(await receiversWithWaiting(fresh.db)).toEqual([id])
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(tried + 2)
    await endReceiver(ratna(), id)
  })

  test('that says it is gone is paused at once; resumed, it can pass over what waited', async () => {
    const { id } = await registered()
    answer = 410
    await report('Gone')
    await deliverTo(delivering(), id)
    expect((await receiverById(fresh.db, id))!.state).toBe('paused')
    answer = 200
    later(1)
    await resumeReceiver(ratna(), id, true)
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(1)
    await report('New')
    await deliverTo(delivering(), id)
    expect(heard).toHaveLength(2)
    await endReceiver(ratna(), id)
  })

  test('is told once by several processes that come at the same time', async () => {
    const { id } = await registered()
    for (let i = 0; i < 5; i++) await report(`Number ${i}`)
    await Promise.all([1, 2, 3, 4].map(() => deliverTo(delivering(), id)))
    expect(heard.map(({ message }) => message.id)).toEqual([...new Set(heard.map(({ message }) => message.id))].sort())
    expect(heard).toHaveLength(5)
    await endReceiver(ratna(), id)
  })

  test('changes over to a new secret without a gap', async () => {
    const { id, secret } = await registered()
    later(3600)
    const renewed = await renewSecret(ratna(), OUTWARD, id)
    if (isRefusal(renewed)) throw new Error(renewed.refused)
    await report('Both')
    await deliverTo(delivering(), id)
    const both = heard[0]!
    const given = both.headers as Record<string, string>
    expect([secret, renewed.secret].map((one) => verdictOn(one, given, both.body, now))).toEqual(['genuine', 'genuine'])
    later(25 * 3600)
    await report('The new one alone')
    await deliverTo(delivering(), id)
    const alone = heard[1]!
    const verdicts = [secret, renewed.secret].map((one) =>
      verdictOn(one, alone.headers as Record<string, string>, alone.body, now)
    )
    expect(verdicts).toEqual(['wrong-signature', 'genuine'])
    await endReceiver(ratna(), id)
  })

  test('under another secret of the hall nothing is sent, and the attempt says so', async () => {
    const { id } = await registered()
    await report('Sealed')
    await deliverTo({ ...delivering(), outward: { ...OUTWARD, hallSecret: 't'.repeat(40) } }, id)
    expect(heard).toHaveLength(0)
    expect((await receiverById(fresh.db, id))!.last).toMatchObject({ outcome: 'locked', status: null })
    await endReceiver(ratna(), id)
  })
})

describe('the secretariat', () => {
  test('sends a test and sends again, under the first identifier, out of turn', async () => {
    const { id, secret } = await registered()
    expect(await sendTest(ratna(), OUTWARD, id)).toBe('delivered')
    expect(heard[0]!.message).toMatchObject({ type: 'hall.test', data: { subject: null } })
    expect(verdictOn(secret, heard[0]!.headers as Record<string, string>, heard[0]!.body, now)).toBe('genuine')
    await report('Once more')
    await deliverTo(delivering(), id)
    const [newest] = (await attemptsPage(fresh.db, id, { before: null, failed: false })).attempts
    expect(await sendAgain(ratna(), OUTWARD, id, newest!.id)).toBe('delivered')
    expect(heard[2]!.message).toEqual(heard[1]!.message)
    expect(await sendAgain(ratna(), OUTWARD, id, 999_999)).toEqual({ refused: 'webhooks.attempt_missing' })
    await endReceiver(ratna(), id)
  })

  test('pauses, resumes and ends, each once; after the end nothing more', async () => {
    const { id } = await registered()
    expect(await resumeReceiver(ratna(), id, false)).toEqual({ refused: 'webhooks.resumed_already' })
    expect(await pauseReceiver(ratna(), id, 'They move house')).toEqual({ id })
    expect(await pauseReceiver(ratna(), id, 'Again')).toEqual({ refused: 'webhooks.paused_already' })
    expect(await endReceiver(ratna(), id)).toEqual({ id })
    for (const again of [
      endReceiver(ratna(), id),
      resumeReceiver(ratna(), id, false),
      sendTest(ratna(), OUTWARD, id),
      renewSecret(ratna(), OUTWARD, id)
    ]) {
      expect(await again).toEqual({ refused: 'webhooks.ended_already' })
    }
    expect((await receivers(fresh.db)).at(-1)!.state).toBe('ended')
  })

  test('two who change it at once: one does, the other is told', async () => {
    const { id } = await registered()
    const { choice } = (await receiverById(fresh.db, id))!
    const kinds = ['action.completed'] as const
    const both = await Promise.all(
      ['first', 'second'].map((name) => changeReceiver(ratna(), OUTWARD, id, { name, address, kinds, choice }))
    )
    expect(both).toContainEqual({ id })
    expect(both).toContainEqual(expect.objectContaining({ refused: 'webhooks.changed_meanwhile' }))
    await endReceiver(ratna(), id)
  })

  test('can’t register an address that leads inside, and its words say why', async () => {
    const given = { name: 'Inside', kinds: ['progress.published'] } as const
    const add = (address: string, reach: 'public' | 'nowhere' = 'public') =>
      addReceiver(ratna(), { ...OUTWARD, reach }, { ...given, address })
    expect(await add('https://127.0.0.1/')).toMatchObject({ refused: 'webhooks.address_forbidden', field: 'address' })
    expect(await add('https://localhost/')).toMatchObject({ refused: 'webhooks.address_forbidden' })
    expect(await add('https://169.254.169.254/latest/')).toMatchObject({ refused: 'webhooks.address_forbidden' })
    expect(await add('https://name.invalid/')).toMatchObject({ refused: 'webhooks.address_unknown' })
    expect(await add('https://example.org/', 'nowhere')).toMatchObject({ refused: 'webhooks.address_nowhere' })
  })

  test.each(['siti-lestari-adi', 'yohanes-prabaswara', 'hafiz-mansor'])('%s is not of it', async (who) => {
    const { id } = await registered()
    const before = await fresh.db.selectFrom('audit').selectAll().execute()
    const given = { name: 'Mine', address, kinds: ['progress.published'] } as const
    for (const outcome of [
      addReceiver(as(who), OUTWARD, given),
      changeReceiver(as(who), OUTWARD, id, { ...given, choice: 1 }),
      renewSecret(as(who), OUTWARD, id),
      pauseReceiver(as(who), id, 'No'),
      endReceiver(as(who), id),
      sendTest(as(who), OUTWARD, id)
    ]) {
      expect(await outcome).toHaveProperty('refused')
    }
    expect(await fresh.db.selectFrom('audit').selectAll().execute()).toHaveLength(before.length)
    expect(heard).toHaveLength(0)
    await endReceiver(ratna(), id)
  })

  test('leaves no secret and no path of an address in the audit', async () => {
    const { id, secret } = await registered()
    const rows = await fresh.db.selectFrom('audit').selectAll().where('permission', 'like', 'webhooks.%').execute()
    expect(JSON.stringify(rows)).not.toContain('path-of-theirs')
    expect(JSON.stringify(rows)).not.toContain(secret)
    const kept = await fresh.db.selectFrom('webhook_secret').selectAll().where('webhook_id', '=', id).execute()
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6))
    await endReceiver(ratna(), id)
  })
})

test('the database itself refuses to change what was told', async () => {
  await expect(fresh.db.updateTable('webhook_attempt').set({ status: 200 }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('hall_event').execute()).rejects.toThrow('facts')
})
