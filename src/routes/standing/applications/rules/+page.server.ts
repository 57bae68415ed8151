import { fail, redirect } from '@sveltejs/kit'
import { everyCriterion, limits } from '#areas/bodies/application-store.server.ts'
import { addCriterion, endCriterion, setLimit } from '#areas/bodies/rule-actions.server.ts'
import { criterionForm, endCriterionForm, limitForm } from '#areas/bodies/standing-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Given } from '#platform/form/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'standing.set-rule')
  const db = database()
  return {
    today: dayOf(event.locals.now),
    limits: await limits(db),
    criteria: await everyCriterion(db),
    done: event.url.searchParams.get('done')
  }
}

const refused = (given: Given, faults: readonly Refusal[]) => fail(400, { given, faults })

export const actions: Actions = {
  limit: async (event) => {
    const form = readForm(limitForm, await event.request.formData())
    if (!form.ok) return refused(form.given, form.faults)
    const set = await setLimit(contextOf(event.locals), form.values)
    if (isRefusal(set)) return refused(form.given, [set])
    redirect(303, '?done=set')
  },
  criterion: async (event) => {
    const form = readForm(criterionForm, await event.request.formData())
    if (!form.ok) return refused(form.given, form.faults)
    const added = await addCriterion(contextOf(event.locals), form.values)
    if (isRefusal(added)) return refused(form.given, [added])
    redirect(303, '?done=set')
  },
  end: async (event) => {
    const form = readForm(endCriterionForm, await event.request.formData())
    if (!form.ok) return refused(form.given, form.faults)
    const ended = await endCriterion(contextOf(event.locals), form.values)
    if (isRefusal(ended)) return refused(form.given, [ended])
    redirect(303, '?done=set')
  }
}
