import { error, fail, redirect } from '@sveltejs/kit'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { commandByForm, meetingPage } from '#areas/floor/page.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  if (locals.actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  const { view, viewer, at, rights, timeZone } = await meetingPage(event)
  const subject = { rights }
  if (authorise(POLICY, 'floor.chair', { actor: locals.actor, on: dayOf(locals.now), subject }))
    error(403, 'floor.refused_chair')
  return { view, viewer, at, timeZone }
}

export const actions: Actions = {
  default: async (event) => {
    const outcome = await commandByForm(event, await event.request.formData())
    if (isRefusal(outcome)) return fail(409, { refused: outcome.refused, values: outcome.values ?? {} })
    redirect(303, event.url.pathname)
  }
}
