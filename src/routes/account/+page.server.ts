import { fail, redirect } from '@sveltejs/kit'
import { profileForm, TIME_ZONES } from '#areas/people/account-forms.ts'
import { changeOwnAccount, changeProfile } from '#areas/people/actions.server.ts'
import { hasPassword, passkeysOf, sessionsOf } from '#areas/people/credentials.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { accountById, mandatesOf } from '#areas/people/store.server.ts'
import { deviceName } from '#areas/people/user-agent.ts'
import { mayReadPeople } from '#areas/people/policy.ts'
import { dayOf, trueClock } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

function ownId(locals: App.Locals): string {
  return locals.actor.kind === 'account' ? locals.actor.id : ''
}

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const accountId = ownId(locals)
  openTo(event, 'people.change-own-account', { accountId })
  const db = database()
  const [account, mandates, passkeys, sessions, withPassword] = await Promise.all([
    accountById(db, accountId),
    mandatesOf(db, accountId),
    passkeysOf(db, accountId),
    // Sessions end by the true time, whatever the hall's clock says.
    sessionsOf(db, accountId, trueClock()),
    hasPassword(db, accountId)
  ])
  return {
    account: account!,
    mandates,
    passkeys,
    withPassword,
    sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, device: deviceName(userAgent) })),
    zones: [...new Set([...TIME_ZONES, account!.timeZone])],
    done: url.searchParams.get('done'),
    secretariat: mayReadPeople(locals.actor, dayOf(locals.now))
  }
}

export const actions: Actions = {
  profile: async (event) => {
    const form = readForm(profileForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const changed = await changeProfile(contextOf(event.locals), ownId(event.locals), form.values)
    if (isRefusal(changed)) return fail(403, { faults: [changed], given: form.given })
    redirect(303, `/account?done=profile&lang=${form.values.locale}`)
  },
  'remove-passkey': async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '')
    const removed = await changeOwnAccount(contextOf(event.locals), ownId(event.locals), 'passkey-removed', async () =>
      (await askAuth(event, '/passkey/delete-passkey', { id })).ok ? null : refuse('people.passkey_missing')
    )
    if (isRefusal(removed)) return fail(400, { faults: [removed] })
    redirect(303, '/account?done=passkey-removed')
  },
  'sign-out-everywhere': async (event) => {
    const done = await changeOwnAccount(
      contextOf(event.locals),
      ownId(event.locals),
      'signed-out-everywhere',
      async () => ((await askAuth(event, '/revoke-sessions', {})).ok ? null : refuse('shell.refused_visitor'))
    )
    if (isRefusal(done)) return fail(400, { faults: [done] })
    redirect(303, '/sign-in?said=out')
  }
}
