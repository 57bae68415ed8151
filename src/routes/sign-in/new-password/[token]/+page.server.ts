import { fail, redirect } from '@sveltejs/kit'
import { newPasswordForm } from '#areas/people/account-forms.ts'
import { passwordFault } from '#areas/people/password.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readForm } from '#platform/form/form.ts'
import { refuse } from '#platform/refusal.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(newPasswordForm, await event.request.formData(), ['password'])
    if (!form.ok) return fail(400, { faults: form.faults })
    const weak = passwordFault(form.values.password)
    if (weak) return fail(400, { faults: [weak] })
    const answer = await askAuth(event, '/reset-password', {
      newPassword: form.values.password,
      token: event.params.token
    })
    if (answer.ok) redirect(303, '/sign-in?said=password')
    return fail(400, { faults: [refuse('people.new_password_link_over')] })
  }
}
