import { fail, redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { changePlan } from '#areas/preparation/actions.server.ts'
import { editionOf, preparationFor } from '#areas/preparation/door.server.ts'
import { planForm } from '#areas/preparation/forms.ts'
import { preparationOf, type Plan } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'preparation.plan')
  const { edition, plan } = await preparationFor(event)
  return { edition, given: givenBy(plan!) }
}

/** A plan as the form's fields hold it. */
function givenBy(plan: Plan): Given {
  return {
    corrects: String(plan.id),
    heldFrom: plan.heldFrom ?? '',
    heldUntil: plan.heldUntil ?? '',
    place: plan.place ?? '',
    source: plan.source,
    sourceUrl: plan.sourceUrl ?? ''
  }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** what somebody else made of the plan meanwhile */
  stands?: Plan
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(planForm, await event.request.formData())
    const shown = (given: Given, faults: readonly Refusal[], stands?: Plan | null): Shown => ({
      given,
      faults,
      ...(stands && { stands })
    })
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const edition = editionOf(event.params)
    const changed = await changePlan(contextOf(event.locals), edition, form.values)
    if (!isRefusal(changed)) redirect(303, `/preparation/${edition}`)
    if (changed.refused !== 'preparation.plan_changed') return fail(400, shown(form.given, [changed]))
    const plan = (await preparationOf(database(), edition))?.plan
    return fail(409, shown({ ...form.given, corrects: String(changed.values?.plan) }, [], plan))
  }
}
