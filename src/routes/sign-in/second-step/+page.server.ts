import { fail, redirect } from '@sveltejs/kit'
import { secondStepForm } from '#areas/people/account-forms.ts'
import { nextPage } from '#areas/people/door.server.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readForm } from '#platform/form/form.ts'
import { refuse } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  const next = nextPage(url.searchParams.get('next'))
  if (locals.actor.kind === 'account') redirect(303, next)
  const way: 'recovery' | 'totp' = url.searchParams.get('way') === 'recovery' ? 'recovery' : 'totp'
  return { next, way }
}

export const actions: Actions = {
  default: async (event) => {
    const next = nextPage(event.url.searchParams.get('next'))
    const form = readForm(secondStepForm, await event.request.formData(), ['code'])
    if (!form.ok) return fail(400, { faults: form.faults })
    const { code, way } = form.values
    const answer = await askAuth(event, way === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', {
      code
    })
    if (answer.ok) redirect(303, next)
    if (answer.code === 'INVALID_TWO_FACTOR_COOKIE') {
      return fail(400, { faults: [refuse('people.second_step_over')] })
    }
    if (answer.status === 429 || answer.code?.startsWith('TOO_MANY')) {
      return fail(429, { faults: [refuse('people.too_often')] })
    }
    return fail(400, { faults: [refuse(`people.code_wrong_${way}`, undefined, 'code')] })
  }
}
