import { redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { changePlan } from '#areas/preparation/actions.server.ts'
import { editionOf, preparationFor } from '#areas/preparation/door.server.ts'
import { planForm } from '#areas/preparation/forms.ts'
import { preparationOf, type Plan } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
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

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(planForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const edition = editionOf(event.params)
    const changed = await changePlan(contextOf(event.locals), edition, form.values)
    if (!isRefusal(changed)) redirect(303, `/preparation/${edition}`)
    if (changed.refused !== 'preparation.plan_changed') return again(form.given, [changed])
    const plan = (await preparationOf(database(), edition))?.plan
    return merge(form.given, plan ?? undefined, changed.values!.plan!)
  }
}
