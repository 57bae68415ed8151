import { fail, redirect } from '@sveltejs/kit'
import { changePasswordForm } from '#areas/people/account-forms.ts'
import { changeOwnAccount } from '#areas/people/actions.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { passwordFault } from '#areas/people/password.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  const { actor } = event.locals
  openTo(event, 'people.change-own-account', { accountId: actor.kind === 'account' ? actor.id : '' })
}

export const actions: Actions = {
  default: async (event) => {
    const { actor } = event.locals
    const form = readForm(changePasswordForm, await event.request.formData(), ['current', 'password'])
    if (!form.ok) return fail(400, { faults: form.faults })
    const { current, password } = form.values
    const weak = passwordFault(password, actor.kind === 'account' ? [actor.name] : [])
    if (weak) return fail(400, { faults: [weak] })
    const accountId = actor.kind === 'account' ? actor.id : ''
    const changed = await changeOwnAccount(contextOf(event.locals), accountId, 'password', async () => {
      const answer = await askAuth(event, '/change-password', {
        currentPassword: current,
        newPassword: password,
        revokeOtherSessions: true
      })
      if (answer.ok) return null
      if (answer.status === 429) return refuse('people.too_often')
      return refuse('people.current_password_wrong', undefined, 'current')
    })
    if (isRefusal(changed)) return fail(400, { faults: [changed] })
    redirect(303, '/account?done=password')
  }
}
