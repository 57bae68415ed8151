import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VISITOR, isHeld, type Actor } from './actor.ts'
import { authorise } from './authorisation.ts'
import { invitationFault } from './invitation.ts'
import { isLoopback, isLoopbackName } from './loopback.ts'
import { endFault, grantFault, lastSecretariatFault, type Grant } from './mandate.ts'
import { passwordFault } from './password.ts'
import { policy } from './policy.ts'

const ON = '2026-03-01'
const OPEN_TO_VISITORS = ['people.sign-in', 'people.accept-invitation']
const officer: Grant = {
  role: 'secretariat',
  bodyId: null,
  duty: null,
  since: '2025-01-01',
  until: null,
  reason: 'Note'
}
const point: Grant = { ...officer, role: 'focal-point', bodyId: 'TH', duty: 'main' }

function holding(...mandates: Grant[]): Actor {
  return { kind: 'account', id: 'a', name: 'A', mandates }
}

test('a visitor is denied everything that is not named here, whatever the subject', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(policy)), fc.object(), (permission, subject) => {
      const refusal = authorise(policy, permission, { actor: VISITOR, on: ON, subject })
      expect(refusal === null).toBe(OPEN_TO_VISITORS.includes(permission))
    })
  )
})

test('who may do what: only the secretariat manages people, and only while it is held', () => {
  for (const permission of Object.keys(policy).filter((p) => !/sign-in|accept|ask|own|demonstration/.test(p))) {
    const may = (actor: Actor, on = ON) => authorise(policy, permission, { actor, on }) === null
    expect([may(holding(officer)), may(holding(point)), may(holding()), may(VISITOR)], permission).toEqual([
      true,
      false,
      false,
      false
    ])
    expect(may(holding({ ...officer, until: ON }))).toBe(false)
    expect(may(holding(officer), '2024-12-31')).toBe(false)
  }
})

test('one changes one’s own account alone', () => {
  const asked = { actor: holding(officer), on: ON }
  expect(authorise(policy, 'people.change-own-account', { ...asked, subject: { accountId: 'a' } })).toBeNull()
  expect(authorise(policy, 'people.change-own-account', { ...asked, subject: { accountId: 'b' } })).not.toBeNull()
})

test.each(['people.sign-in-as-cast', 'people.read-demonstration-mail', 'people.invent-demonstration-year'])(
  '%s: only in a demonstration, from this machine or by the operator’s word',
  (permission) => {
    const may = (mode: string, local: boolean, openToAll: boolean) =>
      authorise(policy, permission, { actor: VISITOR, on: ON, subject: { mode, local, openToAll } }) === null
    expect(may('demonstration', true, false)).toBe(true)
    expect(may('demonstration', false, true)).toBe(true)
    expect(may('demonstration', false, false)).toBe(false)
    expect(may('real', true, true)).toBe(false)
  }
)

test('a mandate is held from its first day and not on the day it ends', () => {
  const mandate = { ...point, since: '2026-01-01', until: '2026-02-01' }
  expect(['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map((day) => isHeld(mandate, day))).toEqual([
    false,
    true,
    true,
    false
  ])
})

test('a mandate is granted for the right kind of body, with its duty, once', () => {
  expect(grantFault(point, 'state', [])).toBeNull()
  expect(grantFault(point, 'nhri', [])?.refused).toBe('people.body_wrong')
  expect(grantFault({ ...point, duty: null }, 'state', [])?.refused).toBe('people.duty_missing')
  expect(grantFault({ ...officer, bodyId: 'TH' }, 'state', [])?.refused).toBe('people.body_not_wanted')
  expect(grantFault(point, 'state', [point])?.refused).toBe('people.mandate_held_already')
  expect(grantFault(point, 'state', [{ ...point, until: point.since }])).toBeNull()
})

test('a mandate ends after it began, and the last of the secretariat stays', () => {
  expect(endFault(point, point.since)?.refused).toBe('people.end_before_begin')
  expect(endFault(point, ON)).toBeNull()
  expect(lastSecretariatFault([], ON)?.refused).toBe('people.last_secretariat')
  expect(lastSecretariatFault([officer], ON)).toBeNull()
})

test('an invitation opens once and in its time', () => {
  const now = new Date('2026-03-01T00:00:00Z')
  const expiresAt = new Date('2026-03-02T00:00:00Z')
  expect(invitationFault({ answer: null, expiresAt }, now)).toBeNull()
  expect(invitationFault({ answer: null, expiresAt: now }, now)?.refused).toBe('people.invitation_expired')
  expect(invitationFault({ answer: 'accepted', expiresAt }, now)?.refused).toBe('people.invitation_answered')
})

test('passwords are long and not the first that anyone would try', () => {
  expect(passwordFault('short')?.refused).toBe('people.password_too_short')
  expect(passwordFault('passwordpassword')?.refused).toBe('people.password_obvious')
  expect(passwordFault('wijayakusuma1', ['Ratna Wijayakusuma'])?.refused).toBe('people.password_obvious')
  expect(passwordFault('kelapa tua di tepi sungai')).toBeNull()
})

test('this machine is known by address and by name', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['10.0.0.1', '128.0.0.1', '127.0.0.1.example.org'].some(isLoopback)).toBe(false)
  expect([isLoopbackName('localhost'), isLoopbackName('[::1]'), isLoopbackName('hall.example.org')]).toEqual([
    true,
    true,
    false
  ])
})
