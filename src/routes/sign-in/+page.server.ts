import { fail, redirect } from '@sveltejs/kit'
import { signInForm } from '#areas/people/account-forms.ts'
import { nextPage } from '#areas/people/door.server.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readForm } from '#platform/form/form.ts'
import { refuse } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  const next = nextPage(url.searchParams.get('next'))
  if (locals.actor.kind === 'account') redirect(303, next)
  return {
    next,
    provider: readSettings().oidc?.name ?? null,
    said: url.searchParams.get('said'),
    refused: url.searchParams.has('error')
  }
}

export const actions: Actions = {
  default: async (event) => {
    const next = nextPage(event.url.searchParams.get('next'))
    const form = readForm(signInForm, await event.request.formData(), ['password'])
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const answer = await askAuth(event, '/sign-in/email', form.values)
    if (answer.ok && answer.body.twoFactorRedirect) {
      redirect(303, `/sign-in/second-step?next=${encodeURIComponent(next)}`)
    }
    if (answer.ok) redirect(303, next)
    const fault = answer.status === 429 ? refuse('people.too_often') : refuse('people.sign_in_wrong')
    return fail(answer.status === 429 ? 429 : 400, { faults: [fault], given: form.given })
  }
}
