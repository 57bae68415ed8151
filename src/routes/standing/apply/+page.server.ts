import { fail, redirect } from '@sveltejs/kit'
import { applyForAccreditation } from '#areas/bodies/application-actions.server.ts'
import { criteriaFor, limits } from '#areas/bodies/application-store.server.ts'
import { daysFor } from '#areas/bodies/accreditation-case.ts'
import { mayApplyFrom } from '#areas/bodies/apply-guard.server.ts'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { applicationForm } from '#areas/bodies/standing-forms.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const db = database()
  const today = dayOf(locals.now)
  const held = await limits(db)
  return {
    members: await membersOn(db, today),
    criteria: (await criteriaFor(db, today)).map(({ id, question }) => ({ id, question })),
    days: {
      begin: daysFor(held, 'begin', today),
      decide: daysFor(held, 'decide', today),
      appeal: daysFor(held, 'appeal', today)
    }
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(applicationForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    if (!mayApplyFrom(event.getClientAddress(), event.locals.now)) {
      return fail(429, { given: form.given, faults: [refuse('standing.too_many')] })
    }
    const applied = await applyForAccreditation(contextOf(event.locals), readSettings().origin, form.values)
    if (isRefusal(applied)) return fail(400, { given: form.given, faults: [applied] })
    redirect(303, `/standing/case/${applied.secret}?done=received`)
  }
}
