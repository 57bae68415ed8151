import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#test/database.ts'
import { readSettings } from '#platform/settings.ts'
import { acceptInvitation } from './actions.server.ts'
import { VISITOR } from './actor.ts'
import { createAuth } from './auth.server.ts'
import { firstSecretariatLink } from './opening.server.ts'
import { mandatesOf } from './store.server.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh?.close())

test('the first link makes a secretariat account, once, and its password opens a session', async () => {
  const { db } = fresh
  const now = new Date()
  const origin = 'http://localhost:7100'
  const secret = (await firstSecretariatLink(db, origin, now)).split('/').at(-1)!
  const context = { db, actor: VISITOR, now }
  const person = { name: 'Ratna W', email: 'ratna@example.org', password: 'kelapa tua di tepi sungai' }
  const made = await acceptInvitation(context, secret, person)
  expect(made).toHaveProperty('accountId')
  const accountId = (made as { accountId: string }).accountId
  expect((await mandatesOf(db, accountId)).map(({ role }) => role)).toEqual(['secretariat'])
  expect(await acceptInvitation(context, secret, { ...person, email: 'b@example.org' })).toEqual({
    refused: 'people.invitation_answered'
  })
  const auth = createAuth(db, readSettings({ ORIGIN: origin }), 'x'.repeat(40))
  const ask = (password: string) =>
    auth.handler(
      new Request(`${origin}/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ email: person.email, password })
      })
    )
  expect((await ask('not the right password')).status).toBe(401)
  const opened = await ask(person.password)
  expect(opened.status).toBe(200)
  const cookie = opened.headers.getSetCookie()[0]!
  expect(cookie).toMatch(/^balai\.session_token=.*HttpOnly; SameSite=Lax/)
  const rows = await db.selectFrom('audit').select(['permission', 'actor_name']).orderBy('id').execute()
  expect(rows.map(({ permission }) => permission)).toEqual([
    'people.invite',
    'people.accept-invitation',
    'people.sign-in'
  ])
  const session = await db.selectFrom('account_session').select('ip_address').executeTakeFirstOrThrow()
  expect(session.ip_address).toBeNull()
})
