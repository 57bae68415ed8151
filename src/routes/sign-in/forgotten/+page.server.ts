import { fail } from '@sveltejs/kit'
import { forgottenForm } from '#areas/people/account-forms.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readForm } from '#platform/form/form.ts'
import { refuse } from '#platform/refusal.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(forgottenForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given, asked: false })
    const answer = await askAuth(event, '/request-password-reset', form.values)
    if (answer.status === 429) {
      return fail(429, { faults: [refuse('people.too_often')], given: form.given, asked: false })
    }
    // The same answer whether the address is known or not: the page tells nobody who has an account.
    return { faults: [], given: form.given, asked: true }
  }
}
