import { redirect } from '@sveltejs/kit'
import { changePlan } from '#areas/actions/actions.server.ts'
import { changePlanForm } from '#areas/actions/forms.ts'
import { actionOf, ownActionOf } from '#areas/actions/page.server.ts'
import type { Plan } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet, today } = await ownActionOf(event, 'actions.change-plan')
  return { id: sheet.id, today, given: givenBy(sheet.plan) }
}

/** A plan as the form's fields hold it. */
function givenBy({ id, ...plan }: Plan): Given {
  return {
    ...Object.fromEntries(Object.entries(plan).map(([name, value]) => [name, value ?? ''])),
    corrects: String(id)
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(changePlanForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const { sheet } = await actionOf(event)
    const changed = await changePlan(contextOf(event.locals), sheet.id, form.values)
    if (!isRefusal(changed)) redirect(303, `/actions/${sheet.id}?done=changed`)
    if (changed.refused !== 'actions.changed_meanwhile') return again(form.given, [changed])
    const stands = givenBy((await actionOf(event)).sheet.plan)
    return merge(form.given, stands, stands.corrects!)
  }
}
