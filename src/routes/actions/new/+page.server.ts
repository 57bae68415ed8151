import { error, fail, redirect } from '@sveltejs/kit'
import { planAction } from '#areas/actions/actions.server.ts'
import { planForm } from '#areas/actions/forms.ts'
import { ownBodies } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const today = dayOf(locals.now)
  const own = await ownBodies(database(), locals.actor, today)
  const bodies = own.filter(({ accredited }) => accredited)
  if (!bodies.length) error(403, own.length ? 'follow-up.accreditation_missing' : 'shell.refused_role')
  return { today, bodies, asked: (url.searchParams.get('for') ?? '').slice(0, 200) }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(planForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const planned = await planAction(contextOf(event.locals), form.values)
    if (isRefusal(planned)) return fail(400, { given: form.given, faults: [planned] })
    redirect(303, `/actions/${planned.id}?done=planned`)
  }
}
