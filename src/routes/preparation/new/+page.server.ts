import { fail, redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { openPreparation } from '#areas/preparation/actions.server.ts'
import { openForm } from '#areas/preparation/forms.ts'
import { latestDialogue, preparations } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'preparation.open')
  const [latest, [prepared]] = await Promise.all([latestDialogue(database()), preparations(database())])
  return { next: 1 + Math.max(latest?.edition ?? 0, prepared?.edition ?? 0) }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(openForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const opened = await openPreparation(contextOf(event.locals), form.values)
    if (isRefusal(opened)) return fail(400, { given: form.given, faults: [opened] })
    redirect(303, `/preparation/${opened.edition}`)
  }
}
