import { setTimeout } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { retract, speak } from '#areas/follow-up/actions.server.ts'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { cast } from '#areas/people/opening.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Database } from '#platform/db/schema.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import { listeningReceiver, verdictOn, type ListeningReceiver } from '#test/listening-receiver.ts'
import { OUTWARD, registered, reported } from '#test/small-webhook.ts'
import { changeReceiver, endReceiver, renewSecret, resumeReceiver } from './actions.server.ts'
import { deliverTo, type Delivering } from './delivery.server.ts'
import type { EventKind } from './events.ts'
import { tellOf } from './events.server.ts'
import { PATIENCE_days } from './receiving.ts'
import { attemptsPage, receiverById, receiversWithWaiting } from './store.server.ts'

let fresh: FreshDatabase
let receiver: ListeningReceiver
let now = NOW

beforeAll(async () => {
  fresh = await demonstrationDatabase()
  receiver = await listeningReceiver()
})
afterAll(async () => {
  await receiver.close()
  await fresh.close()
})
beforeEach(() => {
  receiver.heard.length = 0
  receiver.answer = 204
})

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now })
const ratna = () => as('ratna-wijayakusuma')
const delivering = (): Delivering => ({ db: fresh.db, outward: OUTWARD, clock: () => now })
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))

const registering = (kinds?: readonly EventKind[]) => registered(ratna(), receiver.address, kinds)
const report = (text = 'Said') => reported(as('siti-lestari-adi'), text)

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
      await new Promise<void>((done) => {
        release = done
      })
    })
    while (!order.length) await setTimeout(5)
    const quick = fresh.db
      .transaction()
      .execute(tell)
      .then(() => order.push('quick is visible'))
    await setTimeout(100)
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
    const { id, secret } = await registering()
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
    expect(receiver.heard.map(({ message }) => message.type)).toEqual(['progress.published', 'progress.retracted'])
    for (const { headers, body } of receiver.heard) {
      const given = headers
      expect(verdictOn(secret, given, body, now)).toBe('genuine')
      expect(verdictOn(`whsec_${'A'.repeat(43)}=`, given, body, now)).toBe('wrong-signature')
      expect(body).not.toMatch(/wrong figure|First|siti|Lestari/i)
    }
    expect(receiver.heard[0]!.headers['webhook-id']).toBe(receiver.heard[0]!.message.id)
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(2)
    expect(await receiverById(fresh.db, id)).toMatchObject({ waiting: 0, delivered: 2, state: 'listening' })
    await endReceiver(ratna(), id)
  })

  test('that fails is tried again later under the same identifier, and holds back what comes after', async () => {
    const { id } = await registering()
    receiver.answer = 503
    await report('One')
    await report('Two')
    await deliverTo(delivering(), id)
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(1)
    later(5)
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(2)
    receiver.answer = 200
    later(30)
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(4)
    expect(new Set(receiver.heard.slice(0, 3).map(({ message }) => message.id)).size).toBe(1)
    expect(Number(receiver.heard[3]!.message.id.slice(4))).toBeGreaterThan(
      Number(receiver.heard[0]!.message.id.slice(4))
    )
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

  test('whose address is put right is tried at once, not after the next wait', async () => {
    const { id } = await registering()
    receiver.answer = 404
    await report('To the wrong address')
    await deliverTo(delivering(), id)
    receiver.answer = 204
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(1)
    later(1)
    const { choice, kinds } = (await receiverById(fresh.db, id))!
    const given = { name: 'Mended', address: `${receiver.address}/right`, kinds: kinds as EventKind[], choice }
    expect(await changeReceiver(ratna(), OUTWARD, id, given)).toEqual({ id })
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(2)
    await endReceiver(ratna(), id)
  })

  test('that fails for days is paused, and everyone in the secretariat told once; resumed, it hears what waited', async () => {
    const { id } = await registering()
    receiver.answer = 500
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
    expect(now.getTime() - NOW.getTime()).toBeGreaterThan(PATIENCE_days * 86_400_000)
    const secretariat = cast().filter(({ role }) => role === 'secretariat').length
    expect((await letters()).length).toBe(before + secretariat)
    expect((await letters()).at(-1)!.text).toContain(`/webhooks/${id}`)
    const tried = receiver.heard.length
    await report('Meanwhile')
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(tried)
    receiver.answer = 200
    expect(await resumeReceiver(ratna(), id, false)).toEqual({ id })
    expect(await receiversWithWaiting(fresh.db)).toEqual([id])
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(tried + 2)
    await endReceiver(ratna(), id)
  })

  test('that says it is gone is paused at once; resumed, it can pass over what waited', async () => {
    const { id } = await registering()
    receiver.answer = 410
    await report('Gone')
    await deliverTo(delivering(), id)
    expect((await receiverById(fresh.db, id))!.state).toBe('paused')
    receiver.answer = 200
    later(1)
    await resumeReceiver(ratna(), id, true)
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(1)
    await report('New')
    await deliverTo(delivering(), id)
    expect(receiver.heard).toHaveLength(2)
    await endReceiver(ratna(), id)
  })

  test('is told once by several processes that come at the same time', async () => {
    const { id } = await registering()
    for (let i = 0; i < 5; i++) await report(`Number ${i}`)
    await Promise.all([1, 2, 3, 4].map(() => deliverTo(delivering(), id)))
    expect(receiver.heard.map(({ message }) => message.id)).toEqual(
      [...new Set(receiver.heard.map(({ message }) => message.id))].sort()
    )
    expect(receiver.heard).toHaveLength(5)
    await endReceiver(ratna(), id)
  })

  test('changes over to a new secret without a gap', async () => {
    const { id, secret } = await registering()
    later(3600)
    const renewed = await renewSecret(ratna(), OUTWARD, id)
    if (isRefusal(renewed)) throw new Error(renewed.refused)
    await report('Both')
    await deliverTo(delivering(), id)
    const both = receiver.heard[0]!
    const given = both.headers
    expect([secret, renewed.secret].map((one) => verdictOn(one, given, both.body, now))).toEqual(['genuine', 'genuine'])
    later(25 * 3600)
    await report('The new one alone')
    await deliverTo(delivering(), id)
    const alone = receiver.heard[1]!
    const verdicts = [secret, renewed.secret].map((one) => verdictOn(one, alone.headers, alone.body, now))
    expect(verdicts).toEqual(['wrong-signature', 'genuine'])
    await endReceiver(ratna(), id)
  })

  test('under another secret of the hall nothing is sent, and the attempt says so', async () => {
    const { id } = await registering()
    await report('Sealed')
    await deliverTo({ ...delivering(), outward: { ...OUTWARD, hallSecret: 't'.repeat(40) } }, id)
    expect(receiver.heard).toHaveLength(0)
    expect((await receiverById(fresh.db, id))!.last).toMatchObject({ outcome: 'locked', status: null })
    await endReceiver(ratna(), id)
  })
})

test('the database itself refuses to change what was told', async () => {
  await expect(fresh.db.updateTable('webhook_attempt').set({ status: 200 }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('hall_event').execute()).rejects.toThrow('facts')
})
