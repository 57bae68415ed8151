import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import { listeningReceiver, verdictOn, type ListeningReceiver } from '#test/listening-receiver.ts'
import { OUTWARD, registered, reported } from '#test/small-webhook.ts'
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
import { attemptsPage, receiverById, receivers } from './store.server.ts'

let fresh: FreshDatabase
let receiver: ListeningReceiver

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

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now: NOW })
const ratna = () => as('ratna-wijayakusuma')
const delivering = (): Delivering => ({ db: fresh.db, outward: OUTWARD, clock: () => NOW })

const registering = (kinds?: readonly EventKind[]) => registered(ratna(), receiver.address, kinds)
const report = (text = 'Said') => reported(as('siti-lestari-adi'), text)

describe('the secretariat', () => {
  test('sends a test and sends again, under the first identifier, out of turn', async () => {
    const { id, secret } = await registering()
    expect(await sendTest(ratna(), OUTWARD, id)).toBe('delivered')
    expect(receiver.heard[0]!.message).toMatchObject({ type: 'hall.test', data: { subject: null } })
    expect(verdictOn(secret, receiver.heard[0]!.headers, receiver.heard[0]!.body, NOW)).toBe('genuine')
    await report('Once more')
    await deliverTo(delivering(), id)
    const [newest] = (await attemptsPage(fresh.db, id, { before: null, failed: false })).attempts
    expect(await sendAgain(ratna(), OUTWARD, id, newest!.id)).toBe('delivered')
    expect(receiver.heard[2]!.message).toEqual(receiver.heard[1]!.message)
    expect(await sendAgain(ratna(), OUTWARD, id, 999_999)).toEqual({ refused: 'webhooks.attempt_missing' })
    await endReceiver(ratna(), id)
  })

  test('pauses, resumes and ends, each once; after the end nothing more', async () => {
    const { id } = await registering()
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
    const { id } = await registering()
    const { choice } = (await receiverById(fresh.db, id))!
    const kinds = ['action.completed'] as const
    const both = await Promise.all(
      ['first', 'second'].map((name) =>
        changeReceiver(ratna(), OUTWARD, id, { name, address: receiver.address, kinds, choice })
      )
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
    const { id } = await registering()
    const before = await fresh.db.selectFrom('audit').selectAll().execute()
    const given = { name: 'Mine', address: receiver.address, kinds: ['progress.published'] } as const
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
    expect(receiver.heard).toHaveLength(0)
    await endReceiver(ratna(), id)
  })

  test('leaves no secret and no path of an address in the audit', async () => {
    const { id, secret } = await registering()
    const rows = await fresh.db.selectFrom('audit').selectAll().where('permission', 'like', 'webhooks.%').execute()
    expect(JSON.stringify(rows)).not.toContain('path-of-theirs')
    expect(JSON.stringify(rows)).not.toContain(secret)
    const kept = await fresh.db.selectFrom('webhook_secret').selectAll().where('webhook_id', '=', id).execute()
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6))
    await endReceiver(ratna(), id)
  })
})
