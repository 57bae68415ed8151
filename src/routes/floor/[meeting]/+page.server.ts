import { fail, redirect } from '@sveltejs/kit'
import { commandByForm, meetingPage } from '#areas/floor/page.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { view, viewer, at, timeZone, rights } = await meetingPage(event)
  const asked = event.url.searchParams.get('for')
  const own = rights.delegations
  return {
    view,
    viewer,
    at,
    timeZone,
    own,
    me: own.includes(asked ?? '') ? asked! : (own[0] ?? null),
    today: dayOf(event.locals.now)
  }
}

export const actions: Actions = {
  default: async (event) => {
    const outcome = await commandByForm(event, await event.request.formData())
    if (isRefusal(outcome)) return fail(409, { refused: outcome.refused, values: outcome.values ?? {} })
    redirect(303, event.url.pathname + event.url.search)
  }
}
