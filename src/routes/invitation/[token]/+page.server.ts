import { fail, redirect } from '@sveltejs/kit'
import { invitationForm } from '#areas/people/account-forms.ts'
import { acceptInvitation } from '#areas/people/actions.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { invitationFault } from '#areas/people/invitation.ts'
import { invitationBySecret } from '#areas/people/invitations.server.ts'
import { openSession } from '#areas/people/session.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const invitation = await invitationBySecret(database(), params.token)
  const closed = invitationFault(invitation, locals.now)
  if (closed || !invitation) return { closed: closed?.refused ?? 'people.invitation_missing', invitation: null }
  const { role, duty, bodyName, since, until, email, name, expiresAt } = invitation
  return { closed: null, invitation: { role, duty, bodyName, since, until, email, name, expiresAt } }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(invitationForm, await event.request.formData(), ['password'])
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const invitation = await invitationBySecret(database(), event.params.token)
    const email = invitation?.email ?? form.values.email
    if (!email) {
      return fail(400, { faults: [refuse('people.email_missing', undefined, 'email')], given: form.given })
    }
    const accepted = await acceptInvitation(contextOf(event.locals), event.params.token, { ...form.values, email })
    if (isRefusal(accepted)) return fail(400, { faults: [accepted], given: form.given })
    await openSession(event, accepted.accountId)
    redirect(303, '/account?done=welcome')
  }
}
