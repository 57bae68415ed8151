import { error, fail, redirect } from '@sveltejs/kit'
import { contextOf } from '#areas/people/door.server.ts'
import { sharePractice } from '#areas/practices/actions.server.ts'
import { joined, practiceForm } from '#areas/practices/forms.ts'
import { sharesFor } from '#areas/practices/practice.ts'
import { articleChoices, namesOf } from '#areas/practices/store.server.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const bodies = sharesFor(locals.actor, dayOf(locals.now))
  if (!bodies.length) error(403, 'shell.refused_role')
  const db = database()
  const given: Given = {
    recommendations: url.searchParams.get('recommendation') ?? '',
    themes: url.searchParams.get('theme') ?? ''
  }
  return { given, bodies: await namesOf(db, bodies), themes: await themes(db), articles: await articleChoices(db) }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(practiceForm, joined(await event.request.formData(), ['themes', 'articles']))
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { by, ...practice } = form.values
    const shared = await sharePractice(contextOf(event.locals), by, practice)
    if (isRefusal(shared)) return fail(400, { given: form.given, faults: [shared] })
    redirect(303, `/practices/${shared.id}?done=shared`)
  }
}
