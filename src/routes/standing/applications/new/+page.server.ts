import { fail, redirect } from '@sveltejs/kit'
import { enterApplication } from '#areas/bodies/application-actions.server.ts'
import { withoutCase } from '#areas/bodies/application-store.server.ts'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { enteredApplicationForm } from '#areas/bodies/standing-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'standing.enter-application')
  const db = database()
  const today = dayOf(event.locals.now)
  return { today, members: await membersOn(db, today), bodies: await withoutCase(db) }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(enteredApplicationForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const entered = await enterApplication(contextOf(event.locals), readSettings().origin, form.values)
    if (isRefusal(entered)) return fail(400, { given: form.given, faults: [entered] })
    redirect(303, `/standing/applications/${entered.reference}?done=entered`)
  }
}
